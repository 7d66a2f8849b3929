import { error } from '@sveltejs/kit';
import type { ResultOf } from '#lib/graphql.ts';
import { csvFile } from '#lib/server/csv-file.ts';
import { ask } from '#lib/server/hub.ts';
import { EVALUATOR_NAME } from '#lib/ui/word.ts';
import {
  AMEND_FORM,
  EFFECT_TEXT,
  PART_TEXT,
  PREVIEW,
  inputOf,
  readProposal,
  type Preview,
} from '../amend/proposal.ts';
import type { RequestHandler } from './$types';

const PAGE_ROWS = 1000;
const COLUMNS = ['Subject', 'Evaluator', 'Criteria', 'Answer', 'Timepoint', 'Now', 'Then', 'Effect'];

/** Every answer that the proposed charter would change, as a file. */
export const GET: RequestHandler = async (event) => {
  const protocol = event.params.trial;
  const { trial, criteria } = await ask(event, AMEND_FORM, { protocol });
  if (trial === null) error(404, { message: 'There is no such trial.' });
  const input = inputOf(protocol, readProposal(event.url.searchParams, trial.charter, criteria));
  const rows: Preview['changes']['edges'][number]['node'][] = [];
  let after: string | null = null;
  do {
    const { previewCharterAmendment: preview }: ResultOf<typeof PREVIEW> = await ask(event, PREVIEW, {
      input,
      first: PAGE_ROWS,
      after,
      effects:
        event.url.searchParams.get('effects') === 'all'
          ? ['CHANGED', 'WITHDRAWN', 'ADDED']
          : ['CHANGED', 'WITHDRAWN'],
    });
    rows.push(...preview.changes.edges.map(({ node }) => node));
    after = preview.changes.pageInfo.hasNextPage ? preview.changes.pageInfo.endCursor : null;
  } while (after !== null);
  return csvFile(`${protocol}-charter-amendment.csv`, {
    caption: 'Answers that the proposed charter would change',
    columns: COLUMNS.map((name) => ({ name, isNumber: false })),
    rows: rows.map((row) =>
      [
        row.subject,
        EVALUATOR_NAME[row.evaluator],
        row.criteria,
        PART_TEXT[row.part],
        row.timepoint ?? '',
        row.before ?? '',
        row.after ?? '',
        EFFECT_TEXT[row.effect],
      ].map((text) => ({ text })),
    ),
  });
};
