import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import type { LayoutServerLoad } from './$types';

const TrialFrame = graphql(`
  query TrialFrame($protocol: String!) {
    trial(protocol: $protocol) {
      id
      protocol
      title
      phase
      indication
      version
      myRoles
      isBlinded
      isUnblinded
      sponsor {
        name
      }
      arms {
        code
        name
      }
      evaluators {
        evaluator
        subjects
      }
      charter {
        version
        requiresConfirmation
        criteria {
          id
          name
          burdenName
          burdenUnit
        }
      }
      progress {
        subjects
        differences
      }
    }
  }
`);

export const load: LayoutServerLoad = async (event) => {
  const { trial } = await ask(event, TrialFrame, { protocol: event.params.trial });
  if (trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return { trial };
};
