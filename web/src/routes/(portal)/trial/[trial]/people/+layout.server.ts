import { error } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import { graphql } from '#lib/graphql.ts';
import type { LayoutServerLoad } from './$types';

const KEEPERS: readonly string[] = ['DATA_MANAGER', 'TRIAL_ADMINISTRATOR', 'AUDITOR'];

const STANDING = graphql(`
  query AccessStanding($protocol: String!) {
    viewer {
      mayKeepPeople
      person {
        id
      }
    }
    trial(protocol: $protocol) {
      accessReviewDueOn
      unblindings {
        state
      }
    }
  }
`);

/** Who looks at the people of a trial, and what waits there; others than those who keep its trail are turned away. */
export const load: LayoutServerLoad = async (event) => {
  const { trial } = await event.parent();
  if (!trial.myRoles.some((role) => KEEPERS.includes(role)))
    error(403, {
      message: 'Who has access is shown to data managers, trial administrators and auditors.',
      code: 'FORBIDDEN',
    });
  const { viewer, trial: asked } = await ask(event, STANDING, { protocol: event.params.trial });
  const dueOn = asked?.accessReviewDueOn ?? null;
  return {
    me: viewer.person.id,
    isAdministrator: trial.myRoles.includes('TRIAL_ADMINISTRATOR'),
    isKeeper: trial.myRoles.some((role) => role === 'TRIAL_ADMINISTRATOR' || role === 'DATA_MANAGER'),
    keepsPeople: viewer.mayKeepPeople,
    reviewDueOn: dueOn,
    isReviewOverdue: dueOn !== null && dueOn < new Date().toISOString().slice(0, 10),
    proposed: asked?.unblindings.filter(({ state }) => state === 'PROPOSED').length ?? 0,
  };
};
