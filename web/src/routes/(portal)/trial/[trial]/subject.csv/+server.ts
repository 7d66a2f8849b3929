import { error } from '@sveltejs/kit';
import { type FigureTable, NOT_APPLICABLE } from '@readout/chart';
import type { ResultOf } from '#lib/graphql.ts';
import { csvFile } from '#lib/server/csv-file.ts';
import { ask } from '#lib/server/hub.ts';
import { lineOf, readSubjectQuery, SUBJECTS, type SubjectLine } from '../subject/subject-list.ts';
import type { RequestHandler } from './$types';

const PAGE_ROWS = 200;

/** Every column and row of the list, with its filters and order. */
export const GET: RequestHandler = async (event) => {
  const { trial: protocol } = event.params;
  const { before: _before, last: _last, ...query } = readSubjectQuery(event.url.searchParams);
  const lines: SubjectLine[] = [];
  let after: string | null = null;
  do {
    const { trial }: ResultOf<typeof SUBJECTS> = await ask(event, SUBJECTS, { protocol, ...query, first: PAGE_ROWS, after });
    if (trial === null) error(404, { message: 'There is no such trial.' });
    lines.push(...trial.subjects.edges.map(({ node }) => lineOf(node, trial.charter)));
    after = trial.subjects.pageInfo.hasNextPage ? trial.subjects.pageInfo.endCursor : null;
  } while (after !== null);
  return csvFile(`${protocol}-subjects.csv`, tableOf(lines));
};

const tableOf = (lines: readonly SubjectLine[]): FigureTable => ({
  caption: 'Subjects',
  columns: COLUMNS.map(({ name, isNumber = false }) => ({ name, isNumber })),
  rows: lines.map((line) => COLUMNS.map(({ text }) => ({ text: text(line) ?? NOT_APPLICABLE }))),
});

interface Column {
  readonly name: string;
  readonly isNumber?: boolean;
  readonly text: (line: SubjectLine) => string | null;
}

// As numbers go what may be missing: there "–" is an empty cell.
const COLUMNS: readonly Column[] = [
  { name: 'Subject', text: ({ number }) => number },
  { name: 'Site', text: ({ site }) => site },
  { name: 'Arm', text: ({ arm }) => arm },
  { name: 'Best response', isNumber: true, text: ({ best, isUnconfirmed }) => best && wordOf(best, isUnconfirmed) },
  {
    name: 'Best change, %',
    isNumber: true,
    text: ({ bestChangePercent }) => (bestChangePercent === null ? null : String(bestChangePercent)),
  },
  { name: 'Progression', isNumber: true, text: ({ progressionOn }) => progressionOn },
  { name: 'First dose', isNumber: true, text: ({ firstDoseOn }) => firstDoseOn },
  { name: 'Treatment', text: ({ state }) => state },
  { name: 'Central result', text: ({ central }) => central },
];

const wordOf = (best: string, isUnconfirmed: boolean) => (isUnconfirmed ? `${best}, unconfirmed` : best);
