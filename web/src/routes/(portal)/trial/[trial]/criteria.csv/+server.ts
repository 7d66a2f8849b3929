import { error } from '@sveltejs/kit';
import { graphql, type ResultOf } from '#lib/graphql.ts';
import { csvFile } from '#lib/server/csv-file.ts';
import { ask } from '#lib/server/hub.ts';
import { COMPARISON, readComparison, type Comparison, type ComparedRow } from '../criteria/comparison.ts';
import type { RequestHandler } from './$types';

const PAGE_ROWS = 500;

const CHARTER_CRITERIA = graphql(`
  query CharterCriteria($protocol: String!) {
    trial(protocol: $protocol) {
      charter {
        criteria {
          id
        }
      }
    }
  }
`);

/** Every subject of the list with its filter. */
export const GET: RequestHandler = async (event) => {
  const protocol = event.params.trial;
  const { trial } = await ask(event, CHARTER_CRITERIA, { protocol });
  const criteria = trial?.charter.criteria.map(({ id }) => id) ?? [];
  if (criteria.length < 2) error(404, { message: 'The charter of this trial does not name two criteria.' });
  const query = readComparison(event.url.searchParams, protocol, criteria);
  const rows: ComparedRow[] = [];
  let sides: Pick<Comparison, 'first' | 'second'> | null = null;
  let after: string | null = null;
  do {
    const answer: ResultOf<typeof COMPARISON> = await ask(event, COMPARISON, {
      ...query,
      pageFirst: PAGE_ROWS,
      pageAfter: after,
    });
    if (answer.trial === null) error(404, { message: 'There is no such trial.' });
    const comparison = answer.trial.criteriaComparison;
    sides = comparison;
    rows.push(...comparison.rows.edges.map(({ node }) => node));
    after = comparison.rows.pageInfo.hasNextPage ? comparison.rows.pageInfo.endCursor : null;
  } while (after !== null);
  const names = [sides.first.name, sides.second.name];
  const columns = ['Subject', ...names, ...names.map((name) => `Progression, ${name}`)];
  return csvFile(`${protocol}-criteria.csv`, {
    caption: 'Best response and date of progression by two criteria',
    columns: columns.map((name) => ({ name, isNumber: false })),
    rows: rows.map((row) =>
      [row.subject, row.first, row.second, row.firstProgressionOn ?? '', row.secondProgressionOn ?? ''].map(
        (text) => ({ text }),
      ),
    ),
  });
};
