import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';
import { act, readForm, refuse } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

const REVIEW = graphql(
  `
    query AccessReviews($protocol: String!) {
      trial(protocol: $protocol) {
        people {
          id
          name
          isActive
          lastSignInAt
          roles {
            id
            role
            grantedAt
          }
        }
        accessReviews {
          id
          reviewedBy
          reviewedAt
          nextDueOn
          isMine
          signatures {
            ...ShownSignature
          }
          verdicts {
            personId
            name
            role
            verdict
          }
        }
      }
    }
  `,
  [SIGNATURE],
);
const DECIDE = graphql(`
  mutation ReviewAccess($protocol: String!, $verdicts: [RoleVerdict!]!, $reason: String!) {
    reviewAccess(protocol: $protocol, verdicts: $verdicts, reason: $reason) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, REVIEW, { protocol: event.params.trial });
  return {
    title: `Access review · ${event.params.trial}`,
    people: trial?.people ?? [],
    reviews: trial?.accessReviews ?? [],
  };
};

const FIELD = 'verdict ';

export const actions: Actions = {
  review: async (event) => {
    const typed = await readForm(event);
    const verdicts = Object.entries(typed)
      .filter(([name]) => name.startsWith(FIELD))
      .map(([name, value]) => ({
        heldRoleId: name.slice(FIELD.length),
        verdict: value === 'REVOKE' ? ('REVOKE' as const) : ('KEEP' as const),
      }));
    const { expected = '0', reason = '' } = typed;
    if (verdicts.length < Number(expected))
      return refuse('review', 'Say of each role whether it stays: some have no verdict yet.', typed);
    return act(event, 'review', typed, DECIDE, { protocol: event.params.trial, verdicts, reason });
  },
};
