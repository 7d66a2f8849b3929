import { graphql } from '#lib/graphql.ts';
import { attempt } from '#lib/server/hub.ts';
import type { PageServerLoad } from './$types';

const RATE = graphql(`
  query TrialRate($protocol: String!) {
    trial(protocol: $protocol) {
      efficacy {
        isConfirmed
        groups {
          arm {
            code
          }
          objectiveResponse {
            count
            of
            percent
            lowerPercent
            upperPercent
          }
        }
      }
    }
  }
`);

/** The viewer's trials, each with its response rate where the viewer's role may see it. */
export const load: PageServerLoad = async (event) => {
  const { trials } = await event.parent();
  const rates = await Promise.all(
    trials.map(async ({ protocol }) => {
      const answer = await attempt(event, RATE, { protocol });
      const efficacy = 'result' in answer ? answer.result.trial?.efficacy : undefined;
      const all = efficacy?.groups.find(({ arm }) => arm === null);
      return [protocol, all === undefined ? null : all.objectiveResponse] as const;
    }),
  );
  return { title: 'Trials', rates: Object.fromEntries(rates) };
};
