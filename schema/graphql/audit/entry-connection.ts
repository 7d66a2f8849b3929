import { Refusal } from '@readout/db/refusal.ts';
import type { SQL } from 'drizzle-orm';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { showArms } from '../permission.ts';
import { AuditEntry } from './audit-entry.ts';
import { pageOf, type PagedEntry } from './entry-page.ts';
import { COUNTED_TO, countEntries, listEntries } from './entry-row.ts';

/** Which page of a list: Relay's arguments. */
export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

interface EntryList {
  readonly edges: readonly { readonly cursor: string; readonly node: PagedEntry }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly count: () => Promise<number>;
}

/** Records whose entries are shown to the unblinded alone. */
const WITHHELD: ReadonlySet<string> = new Set(['subject_arm', 'exposure_drug']);
const MOST_ROWS = 500;
const USUAL_ROWS = 50;

/**
 * A page of the entries that meet a condition, newest first. The cursor is the number of an entry, so that a page costs the same wherever it
 * stands and what is recorded meanwhile shifts none.
 *
 * @throws Refusal BAD_INPUT for a cursor that is no number, or pages of no size
 */
export async function pageEntries(context: Context, where: SQL, args: PageArgs): Promise<EntryList> {
  const { db } = context;
  const { first, last } = args;
  if ((first ?? 1) < 1 || (last ?? 1) < 1 || (first != null && last != null))
    throw new Refusal('BAD_INPUT', 'Ask for the first or the last entries of a page, one at least.');
  const limit = Math.min(MOST_ROWS, first ?? last ?? USUAL_ROWS);
  const below = numberOf(args.after);
  const above = numberOf(args.before);
  const isBackward = last != null;
  const found = await listEntries(db, where, { limit: limit + 1, below, above, isOldestFirst: isBackward });
  const hasMore = found.length > limit;
  const rows = isBackward ? found.slice(0, limit).toReversed() : found.slice(0, limit);
  for (const { trialId, record } of rows)
    if (trialId !== null && WITHHELD.has(record)) showArms(context, trialId, record);
  const edges = pageOf(db, rows).map((node) => ({ cursor: String(node.number), node }));
  let counted: Promise<number> | undefined;
  return {
    edges,
    pageInfo: {
      hasNextPage: isBackward ? above !== undefined : hasMore,
      hasPreviousPage: isBackward ? hasMore : below !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: () => (counted ??= countEntries(db, where)),
  };
}

function numberOf(cursor: string | null | undefined): number | undefined {
  if (cursor == null) return undefined;
  const number = Number(cursor);
  if (!/^\d{1,15}$/.test(cursor) || !Number.isSafeInteger(number))
    throw new Refusal('BAD_INPUT', 'A cursor of the audit trail is the number of an entry.');
  return number;
}

const EntryEdge = builder.edgeObject({
  name: 'AuditEntryEdge',
  description: 'An entry and its place.',
  type: AuditEntry,
});

/** Pages of entries, wherever a list of them is asked for. */
export const EntryConnection = builder.connectionObject(
  {
    name: 'AuditEntryConnection',
    description: 'A page of audit entries, newest first.',
    type: AuditEntry,
    fields: (t) => ({
      totalCount: t.int({
        description: `How many entries there are on all pages; counted to ${COUNTED_TO} only.`,
        resolve: async (page) => Math.min(COUNTED_TO, await countOf(page)),
      }),
      isCountExact: t.boolean({
        description: `False where there are more than ${COUNTED_TO}.`,
        resolve: async (page) => (await countOf(page)) <= COUNTED_TO,
      }),
    }),
  },
  EntryEdge,
);

const countOf = (page: object): Promise<number> =>
  'count' in page && typeof page.count === 'function' ? (page as EntryList).count() : Promise.resolve(0);
