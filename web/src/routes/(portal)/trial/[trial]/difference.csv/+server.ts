import { error } from '@sveltejs/kit';
import type { ResultOf } from '#lib/graphql.ts';
import { csvFile } from '#lib/server/csv-file.ts';
import { ask } from '#lib/server/hub.ts';
import { EVALUATOR_NAME } from '#lib/ui/word.ts';
import { type Difference, DIFFERENCES, partName, readEvaluator } from '../difference/difference-list.ts';
import type { RequestHandler } from './$types';

const PAGE_ROWS = 200;
const COLUMNS = ['Subject', 'Timepoint', 'Date', 'Evaluator', 'Part', 'Stated', 'Derived'];

/** Every difference of the list with its filter. */
export const GET: RequestHandler = async (event) => {
  const { trial: protocol } = event.params;
  const evaluator = readEvaluator(event.url.searchParams);
  const rows: Difference[] = [];
  let after: string | null = null;
  do {
    const { trial }: ResultOf<typeof DIFFERENCES> = await ask(event, DIFFERENCES, {
      protocol,
      evaluator,
      first: PAGE_ROWS,
      after,
    });
    if (trial === null) error(404, { message: 'There is no such trial.' });
    rows.push(...trial.differences.edges.map(({ node }) => node));
    after = trial.differences.pageInfo.hasNextPage ? trial.differences.pageInfo.endCursor : null;
  } while (after !== null);
  return csvFile(`${protocol}-differences.csv`, {
    caption: 'Stated responses that differ from the derived ones',
    columns: COLUMNS.map((name) => ({ name, isNumber: false })),
    rows: rows.map((row) =>
      [
        row.subject,
        row.timepoint,
        row.assessedOn ?? '',
        EVALUATOR_NAME[row.evaluator],
        partName(row.part),
        row.stated,
        row.derived,
      ].map((text) => ({ text })),
    ),
  });
};
