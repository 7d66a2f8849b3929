import { Refusal } from '@readout/db/refusal.ts';
import type { ListedEntry } from '@readout/db/table/audit-review.ts';
import type { AuditSignal as Signal, AUDIT_VERDICTS } from '@readout/db/term.ts';
import { sql } from 'drizzle-orm';
import { AuditEntry } from '../audit/audit-entry.ts';
import type { PageArgs } from '../audit/entry-connection.ts';
import { pageOf, type PagedEntry } from '../audit/entry-page.ts';
import { listEntries } from '../audit/entry-row.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { AuditSignal, AuditVerdict } from './audit-signal.ts';

/** What a reviewer said of an entry, as it is kept. */
export interface VerdictRow {
  readonly entryNumber: number;
  readonly verdict: (typeof AUDIT_VERDICTS)[number];
  readonly note: string | null;
  readonly at: Date;
  readonly by: { readonly name: string };
}

const GivenVerdict = builder.objectRef<VerdictRow>('GivenAuditVerdict').implement({
  description: 'What a reviewer said of an entry.',
  fields: (t) => ({
    verdict: t.field({ type: AuditVerdict, description: 'The verdict.', resolve: ({ verdict }) => verdict }),
    note: t.exposeString('note', { nullable: true, description: 'Why, or what is asked; null for none.' }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
    byName: t.string({ description: 'Who said so.', resolve: ({ by }) => by.name }),
  }),
});

interface Judged {
  readonly entry: PagedEntry;
  readonly signals: readonly Signal[];
  readonly verdict: VerdictRow | null;
}

const ListedAuditEntry = builder.objectRef<Judged>('ListedAuditEntry').implement({
  description: 'An entry that a review looks at.',
  fields: (t) => ({
    entry: t.field({ type: AuditEntry, description: 'The entry.', resolve: ({ entry }) => entry }),
    isOwn: t.boolean({
      description: 'Whether it is an act of the viewer, which another person judges.',
      resolve: ({ entry }, _args, { viewer }) => entry.actorId === viewer.userId,
    }),
    signals: t.field({
      type: [AuditSignal],
      description: 'Why it is listed; none: it was drawn by chance.',
      resolve: ({ signals }) => signals,
    }),
    verdict: t.field({
      type: GivenVerdict,
      nullable: true,
      description: 'What was said of it; null: nothing yet.',
      resolve: ({ verdict }) => verdict,
    }),
  }),
});

const ListedEdge = builder.edgeObject({
  name: 'ListedAuditEntryEdge',
  description: 'An entry of a review and its place.',
  type: ListedAuditEntry,
});

export const ListedConnection = builder.connectionObject(
  {
    name: 'ListedAuditEntryConnection',
    description: 'A page of the entries of a review, by number.',
    type: ListedAuditEntry,
    fields: (t) => ({
      totalCount: t.int({
        description: 'How many there are on all pages.',
        resolve: (page) => ('total' in page && typeof page.total === 'number' ? page.total : 0),
      }),
    }),
  },
  ListedEdge,
);

/** Which entries of a review are asked for. */
export interface ListedFilter {
  readonly signal?: Signal | null | undefined;
  /** Those without a signal, drawn by chance. */
  readonly isDrawn?: boolean | null | undefined;
  /** Those without a verdict; false: those with one. */
  readonly isOpen?: boolean | null | undefined;
}

interface ReviewRow {
  readonly trialId: string;
  readonly listed: readonly ListedEntry[];
  readonly verdicts: readonly VerdictRow[];
}

/** The entries of a review that a filter leaves, in order. */
export function filterListed(
  { listed, verdicts }: Pick<ReviewRow, 'listed' | 'verdicts'>,
  { signal, isDrawn, isOpen }: ListedFilter,
): readonly ListedEntry[] {
  const judged = new Set(verdicts.map(({ entryNumber }) => entryNumber));
  return listed.filter(
    ({ number, signals }) =>
      (signal == null || signals.includes(signal)) &&
      (isDrawn == null || isDrawn === (signals.length === 0)) &&
      (isOpen == null || isOpen === !judged.has(number)),
  );
}

const MOST_ROWS = 100;
const USUAL_ROWS = 25;

/** A page of them, by number. Row-level security holds: what the viewer may not see is not on it, and counts. */
export async function pageListed(
  { db }: Context,
  review: ReviewRow,
  { first, after, last, before, ...filter }: PageArgs & ListedFilter,
) {
  const all = filterListed(review, filter);
  const limit = Math.min(MOST_ROWS, first ?? last ?? USUAL_ROWS);
  if (limit < 1) throw new Refusal('BAD_INPUT', 'Ask for one entry of a page at least.');
  const lower = after == null ? 0 : Number(after);
  const upper = before == null ? Infinity : Number(before);
  if (Number.isNaN(lower) || Number.isNaN(upper))
    throw new Refusal('BAD_INPUT', 'A cursor of a review is the number of an entry.');
  const within = all.filter(({ number }) => number > lower && number < upper);
  const shown = last == null ? within.slice(0, limit) : within.slice(-limit);
  const found = await readListed(db, review, shown);
  const [start, end] = [shown[0]?.number, shown.at(-1)?.number];
  return {
    total: all.length,
    edges: found.map((node) => ({ cursor: String(node.entry.number), node })),
    pageInfo: {
      hasPreviousPage: start !== undefined && all.some(({ number }) => number < start),
      hasNextPage: end !== undefined && all.some(({ number }) => number > end),
      startCursor: start === undefined ? null : String(start),
      endCursor: end === undefined ? null : String(end),
    },
  };
}

async function readListed(
  db: Context['db'],
  { trialId, verdicts }: ReviewRow,
  shown: readonly ListedEntry[],
): Promise<readonly Judged[]> {
  if (shown.length === 0) return [];
  const rows = await listEntries(
    db,
    sql`e.number = any (${`{${shown.map(({ number }) => number).join(',')}}`}::bigint[]) and (e.trial_id = ${trialId} or e.trial_id is null)`,
    { limit: shown.length, isOldestFirst: true },
  );
  const signalsOf = new Map(shown.map(({ number, signals }) => [number, signals]));
  const verdictOf = new Map(verdicts.map((each) => [each.entryNumber, each]));
  return pageOf(db, rows).map((entry) => ({
    entry,
    signals: signalsOf.get(entry.number) ?? [],
    verdict: verdictOf.get(entry.number) ?? null,
  }));
}
