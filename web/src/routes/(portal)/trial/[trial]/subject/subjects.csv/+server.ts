import { error, type RequestHandler } from '@sveltejs/kit';
import { SIGNATURE_COLUMNS, signatureCells, tableCsv } from '@readout/chart';
import { ask } from '#lib/server/hub.ts';
import { graphql } from '#lib/graphql.ts';
import type { ShownSignature } from '#lib/ui/signature.ts';
import { subjectsDocument } from '../document.ts';
import { filterOf } from '../filter.ts';
import { subjectRow, type SubjectRow } from '../subject-row.ts';

const PAGE_ROWS = 100;

const charterDocument = graphql(`
  query CharterOfList($protocol: String!) {
    trial(protocol: $protocol) {
      charter {
        requiresConfirmation
        criteria {
          id
        }
      }
    }
  }
`);

/** All subjects that the list's filters let through, in the list's order; dates and numbers as a program reads them. */
export const GET: RequestHandler = async (event) => {
  const protocol = event.params['trial'] ?? '';
  const { trial } = await ask(event, charterDocument, { protocol });
  if (!trial) error(404, { message: `There is no trial ${protocol} that you may see.`, code: 'NOT_FOUND' });
  const criteria = trial.charter.criteria[0]?.id ?? '';
  const rows: SignedRow[] = [];
  let after: string | null = null;
  do {
    const page: Page = await listPage(after);
    rows.push(
      ...page.edges.map(({ node }) => ({
        ...subjectRow(node, criteria, trial.charter.requiresConfirmation),
        signature: signatureCells(node.signatures ?? []),
      })),
    );
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return new Response(csvOf(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${protocol.replace(/[^\w.-]/g, '_')}-subjects.csv"`,
      'cache-control': 'no-store',
    },
  });

  async function listPage(cursor: string | null) {
    const variables = {
      ...filterOf(protocol, event.url.searchParams),
      first: PAGE_ROWS,
      after: cursor,
      withSignatures: true,
    };
    const answer = await ask(event, subjectsDocument, variables);
    if (!answer.trial)
      error(404, { message: `There is no trial ${protocol} that you may see.`, code: 'NOT_FOUND' });
    return answer.trial.subjects;
  }
};

type SignedRow = SubjectRow & { readonly signature: readonly string[] };

interface Page {
  readonly edges: readonly {
    readonly node: Parameters<typeof subjectRow>[0] & { readonly signatures?: readonly ShownSignature[] };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function csvOf(rows: readonly SignedRow[]): string {
  const columns = [
    ['subject', (row: SignedRow) => row.number],
    ['site', (row: SignedRow) => row.site],
    ...(rows.some(({ arm }) => arm !== null) ? [['arm', (row: SignedRow) => row.arm ?? ''] as const] : []),
    ['best', (row: SignedRow) => row.best ?? ''],
    ['best_unconfirmed', (row: SignedRow) => row.unconfirmed ?? row.best ?? ''],
    ['best_change_percent', (row: SignedRow) => row.bestChangePercent?.toString() ?? ''],
    ['progression_date', (row: SignedRow) => row.progressionOn ?? ''],
    ['first_dose_date', (row: SignedRow) => row.firstDoseOn ?? ''],
    ['treatment', (row: SignedRow) => row.treatment],
    ['central_result', (row: SignedRow) => row.reason],
    ...SIGNATURE_COLUMNS.map((name, at) => [name, (row: SignedRow) => row.signature[at] ?? ''] as const),
  ] as const;
  return tableCsv({
    caption: 'Subjects',
    columns: columns.map(([name]) => ({ name, isNumber: name === 'best_change_percent' })),
    rows: rows.map((row) => columns.map(([, textOf]) => ({ text: textOf(row) }))),
  });
}
