import { graphql } from '#lib/graphql.ts';

export const ACCESS_ON = graphql(`
  query AccessOn($protocol: String!, $at: DateTime!, $until: DateTime!) {
    trial(protocol: $protocol) {
      accessOn(at: $at, until: $until) {
        personId
        name
        role
        since
        grantedBy
        reason
        until
        endedBy
        endedReason
        sights
      }
    }
  }
`);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The day asked for, UTC, from its first moment to its last; today when the address names none. */
export function dayOf(query: URLSearchParams): {
  readonly day: string;
  readonly at: Date;
  readonly until: Date;
} {
  const asked = query.get('on') ?? '';
  const isDay = DAY.test(asked) && !Number.isNaN(Date.parse(asked));
  const day = isDay ? asked : new Date().toISOString().slice(0, 10);
  return { day, at: new Date(`${day}T00:00:00.000Z`), until: new Date(`${day}T23:59:59.999Z`) };
}
