import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import type { LayoutServerLoad } from './$types';

const FRAME = graphql(`
  query Frame {
    viewer {
      mayOpenTrials
      person {
        name
        email
      }
    }
    trials {
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
        receivedTimepoints
        readTimepoints
      }
    }
  }
`);

/** Who looks and what they may open: the guard of every page below, as the hub answers nobody without a session. */
export const load: LayoutServerLoad = async (event) => {
  const { viewer, trials } = await ask(event, FRAME, {});
  const { theme, isPatternView } = event.locals;
  return { viewer, trials, look: { theme, isPatternView } };
};
