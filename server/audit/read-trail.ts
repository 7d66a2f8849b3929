import type { Database } from '@readout/db/database.ts';
import { asViewer, type Transaction, type Viewer } from '@readout/db/viewer.ts';
import { entriesOf, type EntryFilter } from '@readout/graphql/audit/entry-filter.ts';
import { findNames } from '@readout/graphql/audit/entry-name.ts';
import { listEntries, type EntryRow } from '@readout/graphql/audit/entry-row.ts';
import { fieldsOf, type EntryField } from '@readout/graphql/audit/field-text.ts';
import { sentenceOf } from '@readout/graphql/audit/sentence.ts';
import { sql } from 'drizzle-orm';
import { findSignatures, type FoundSignature } from './find-signatures.ts';

/** An entry with what is said of it in words. */
export interface ToldEntry extends EntryRow {
  readonly subject: string | null;
  readonly sentence: string;
  readonly fields: readonly EntryField[];
  /** The signature that it gave, broke, or was done under, as it stands now; null where there is none. */
  readonly signature: FoundSignature | null;
}

const PAGE_ROWS = 500;

/**
 * The entries of a trial that meet a filter, oldest first, page by page: as much memory for a million as for a thousand.
 *
 * What is recorded after it began is left out, so that it ends.
 */
export async function* readTrail(
  database: Database,
  viewer: Viewer,
  trialId: string,
  filter: EntryFilter,
): AsyncGenerator<readonly ToldEntry[]> {
  const where = entriesOf(trialId, filter);
  const newest = await asViewer(database, viewer, (db) => listEntries(db, where, { limit: 1 }));
  const last = newest[0]?.number;
  if (last === undefined) return;
  let above = 0;
  for (;;) {
    const page = await asViewer(database, viewer, async (db) => {
      const rows = await listEntries(db, where, {
        limit: PAGE_ROWS,
        isOldestFirst: true,
        above,
        below: last + 1,
      });
      if (rows.length === 0) return [];
      return tellEntries(db, trialId, rows);
    });
    if (page.length > 0) yield page;
    above = page.at(-1)?.number ?? last;
    if (page.length < PAGE_ROWS || above >= last) return;
  }
}

/** Entries of a trial with what is said of them in words, in the order given. */
export async function tellEntries(
  db: Transaction,
  trialId: string,
  rows: readonly EntryRow[],
): Promise<readonly ToldEntry[]> {
  const names = await findNames(db, rows);
  const signatures = await signaturesOf(db, trialId, rows);
  return rows.map((row) => ({
    ...row,
    subject: names.nameOf(row.subjectId) ?? null,
    sentence: sentenceOf(row, names),
    fields: fieldsOf(row, names),
    signature: signatures.get(signatureIdOf(row) ?? '') ?? null,
  }));
}

/** A row of `signature` is one itself: when it was given, and when it broke. */
const signatureIdOf = ({ record, recordId, signatureId }: EntryRow): string | null =>
  record === 'signature' ? recordId : signatureId;

async function signaturesOf(
  db: Transaction,
  trialId: string,
  rows: readonly EntryRow[],
): Promise<ReadonlyMap<string, FoundSignature>> {
  const ids = [...new Set(rows.map(signatureIdOf).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const found = await findSignatures(
    db,
    sql`g.trial_id = ${trialId} and g.id = any (array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))::uuid[])`,
  );
  return new Map(found.map((signature) => [signature.id, signature]));
}
