import { Refusal } from '@readout/db/refusal.ts';
import type { Role as RoleWord } from '@readout/db/term.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { Role } from '../person/person.ts';
import { Trial } from '../trial/trial.ts';

/** What there is to see, as an answer about access says it. */
const SIGHTS = {
  TRIAL: { description: 'The trial, its sites, subjects by number, timepoints and scans.' },
  EFFICACY: { description: 'Courses, events and efficacy, arms pooled.' },
  LOCKED_READS: { description: 'Reads that are locked, and responses.' },
  OPEN_READS: { description: 'Reads in every state.' },
  OWN_READS: { description: 'The reads that the person makes, or is to adjudicate.' },
  TRAIL: { description: 'The whole audit trail.' },
  ARMS: { description: 'The arms of subjects, and what they were given.' },
} as const;

const Sight = builder.enumType('Sight', { description: 'What somebody can see.', values: SIGHTS });

type Row = {
  readonly personId: string;
  readonly name: string;
  readonly role: RoleWord;
  readonly since: string;
  readonly grantedBy: string;
  readonly reason: string;
  readonly until: string | null;
  readonly endedBy: string | null;
  readonly endedReason: string | null;
  readonly sights: readonly (keyof typeof SIGHTS)[];
};

const AccessHeld = builder.objectRef<Row>('AccessHeld').implement({
  description: 'A role that somebody held, from when until when, and what could be seen with it.',
  fields: (t) => ({
    personId: t.exposeID('personId', { description: 'Id of the person.' }),
    name: t.exposeString('name', { description: 'Printed name.' }),
    role: t.field({ type: Role, description: 'The role.', resolve: ({ role }) => role }),
    since: t.expose('since', {
      type: 'DateTime',
      description: 'Since when: the role was given, or the person made active again.',
    }),
    grantedBy: t.exposeString('grantedBy', { description: 'Printed name of who did that.' }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    until: t.expose('until', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when: the role was revoked, or the person deactivated; null: still.',
    }),
    endedBy: t.exposeString('endedBy', {
      nullable: true,
      description: 'Printed name of who ended it; null: still.',
    }),
    endedReason: t.exposeString('endedReason', { nullable: true, description: 'Why it ended; null: still.' }),
    sights: t.field({
      type: [Sight],
      description: 'What could be seen with it in the time asked for.',
      resolve: ({ sights }) => sights,
    }),
  }),
});

builder.drizzleObjectField(Trial, 'accessOn', (t) =>
  t.field({
    type: [AccessHeld],
    description:
      'Who could see what here at a moment, or at any moment of a time, by the audit trail; right for the past too. For a data manager, trial administrator or auditor; empty for others. BAD_INPUT.',
    args: {
      at: t.arg({ type: 'DateTime', required: true, description: 'The moment, or the first of a time.' }),
      until: t.arg({ type: 'DateTime', description: 'The last moment; left out: the same.' }),
    },
    complexity: { field: 20, multiplier: 20 },
    resolve: async ({ id }, { at, until }, { db }) => {
      const last = until ?? at;
      if (last < at) throw new Refusal('BAD_INPUT', 'A time ends after it begins.');
      const { rows } = await db.execute<Row>(sql`
        select a.person_id as "personId", coalesce(private.printed_name(${id}, a.person_id), a.person_id) as name, a.role, a.since, a.granted_by as "grantedBy", a.reason,
          a.until, a.ended_by as "endedBy", a.ended_reason as "endedReason", to_jsonb(a.sights) as sights
        from private.access_between(${id}, ${at.toISOString()}, ${last.toISOString()}) a
        order by name, a.role, a.since`);
      return rows;
    },
  }),
);
