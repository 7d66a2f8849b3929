import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 50;
const EVALUATORS = ['READER_1', 'READER_2', 'ADJUDICATOR', 'INVESTIGATOR', 'ALGORITHM'] as const;

const differencesDocument = graphql(`
  query Differences($protocol: String!, $first: Int!, $after: String, $evaluator: Evaluator) {
    trial(protocol: $protocol) {
      differences(first: $first, after: $after, evaluator: $evaluator) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            subject
            subjectId
            evaluator
            timepoint
            assessedOn
            part
            stated
            derived
          }
        }
      }
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const protocol = event.params.trial;
  const evaluator = EVALUATORS.find((one) => one === event.url.searchParams.get('evaluator')) ?? null;
  const after = event.url.searchParams.get('after') || null;
  const { trial } = await ask(event, differencesDocument, { protocol, first: PAGE_ROWS, after, evaluator });
  if (!trial) error(404, { message: `There is no trial ${protocol} that you may see.`, code: 'NOT_FOUND' });
  const { edges, pageInfo, totalCount } = trial.differences;
  return { differences: edges, pageInfo, totalCount, isFirstPage: after === null };
};
