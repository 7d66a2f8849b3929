import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import type { PageServerLoad } from './$types';

const Overview = graphql(`
  query Overview($protocol: String!) {
    trial(protocol: $protocol) {
      plannedSubjects
      progress {
        subjects
        screenFailures
        randomised
        treated
        expectedTimepoints
        receivedTimepoints
        readTimepoints
        lockedTimepoints
        toAdjudicate
        adjudicated
        differences
      }
      enrolment {
        month
        enrolled
        planned
      }
      sites {
        site {
          id
          code
          name
          country
        }
        subjects
        timepoints
        lockedReads
        differences
      }
      recentChanges(first: 60) {
        id
        number
        recordedAt
        actorName
        sentence
        reason
      }
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, Overview, { protocol: event.params.trial });
  if (trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return { title: `Overview · ${event.params.trial}`, overview: trial };
};
