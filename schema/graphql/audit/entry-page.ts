import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { findNames, type EntryNames } from './entry-name.ts';
import { ENTRY_COLUMNS, type EntryRow } from './entry-row.ts';

/** An entry among those it was read with, which share what is looked up for them. */
export interface PagedEntry extends EntryRow {
  readonly page: EntriesRead;
}

/** What entries that were read together look up once for all of them, when it is asked for. */
export interface EntriesRead {
  readonly names: () => Promise<EntryNames>;
  /** Transactions and subjects where a best response became another: keys of `bestKey`. */
  readonly changedBests: () => Promise<ReadonlySet<string>>;
  /** What else the same transactions did, by transaction; so many each at most. */
  readonly siblings: (most: number) => Promise<ReadonlyMap<string, readonly PagedEntry[]>>;
}

export const bestKey = ({ transaction, subjectId }: Pick<EntryRow, 'transaction' | 'subjectId'>): string =>
  `${transaction} ${subjectId ?? ''}`;

/** Binds entries that were read in one go, so that each further thing about them is one statement for all. */
export function pageOf(db: Transaction, entries: readonly EntryRow[]): readonly PagedEntry[] {
  const siblings = new Map<number, ReturnType<EntriesRead['siblings']>>();
  const page: EntriesRead = {
    names: once(() => findNames(db, entries)),
    changedBests: once(() => findChangedBests(db, entries)),
    siblings: (most) => {
      const found = siblings.get(most) ?? findSiblings(db, entries, most);
      siblings.set(most, found);
      return found;
    },
  };
  return entries.map((entry) => ({ ...entry, page }));
}

function once<Found>(find: () => Promise<Found>): () => Promise<Found> {
  let found: Promise<Found> | undefined;
  return () => (found ??= find());
}

const transactionsOf = (entries: readonly EntryRow[]) =>
  sql`${`{${[...new Set(entries.map(({ transaction }) => transaction))].join(',')}}`}::bigint[]`;

async function findChangedBests(db: Transaction, entries: readonly EntryRow[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.execute<{ transaction: string; subjectId: string | null }>(sql`
    select distinct e.transaction::text as transaction, e.subject_id as "subjectId" from audit.entry e
    where e.transaction = any (${transactionsOf(entries)}) and e.record = 'best_response' and e.action = 'UPDATE'
      and e.trial_id = ${entries[0]?.trialId ?? null}
      and e.changed && array['best', 'confirmed_best', 'progression_on']`);
  return new Set(rows.map(bestKey));
}

async function findSiblings(
  db: Transaction,
  entries: readonly EntryRow[],
  most: number,
): Promise<ReadonlyMap<string, readonly PagedEntry[]>> {
  // One more than asked for, as the entry itself is among them.
  const { rows } = await db.execute<EntryRow>(sql`
    select f.* from unnest(${transactionsOf(entries)}) t (transaction)
    cross join lateral (
      select ${ENTRY_COLUMNS} from audit.entry e where e.transaction = t.transaction
        and e.trial_id is not distinct from ${entries[0]?.trialId ?? null}
      order by e.number limit ${most + 1}) f`);
  return Map.groupBy(pageOf(db, rows), ({ transaction }) => transaction);
}
