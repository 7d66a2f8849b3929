import { error, type RequestEvent } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import { PACKAGE, type Finding } from '../document.ts';
import { findingFilter } from './finding-filter.ts';

const PAGE_ROWS = 500;

/** All findings that the filters of the page let through, in its order. */
export async function listFindings(event: RequestEvent<{ trial: string; id: string }>): Promise<{
  readonly findings: readonly Finding[];
  /** Name of a file that holds them, without its ending. */
  readonly fileName: string;
}> {
  const { trial: protocol, id: key } = event.params;
  const findings: Finding[] = [];
  let after: string | null = null;
  do {
    const answer: Answer = await ask(event, PACKAGE, {
      protocol,
      key,
      ...findingFilter(event.url.searchParams),
      first: PAGE_ROWS,
      after,
    });
    const page = answer.trial?.sdtmExport?.findings;
    if (page === undefined)
      error(404, { message: 'There is no such package that you may see.', code: 'NOT_FOUND' });
    findings.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return { findings, fileName: `${protocol}-findings` };
}

interface Answer {
  readonly trial: {
    readonly sdtmExport: {
      readonly findings: {
        readonly edges: readonly { readonly node: Finding }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    } | null;
  } | null;
}
