import type { Database } from '@readout/db/database.ts';
import { asViewer, type Viewer } from '@readout/db/viewer.ts';
import { entriesOf, type EntryFilter } from '@readout/graphql/audit/entry-filter.ts';
import { findNames } from '@readout/graphql/audit/entry-name.ts';
import { listEntries, type EntryRow } from '@readout/graphql/audit/entry-row.ts';
import { fieldsOf, type EntryField } from '@readout/graphql/audit/field-text.ts';
import { sentenceOf } from '@readout/graphql/audit/sentence.ts';

/** An entry with what is said of it in words. */
export interface ToldEntry extends EntryRow {
  readonly subject: string | null;
  readonly sentence: string;
  readonly fields: readonly EntryField[];
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
      const names = await findNames(db, rows);
      return rows.map((row) => ({
        ...row,
        subject: names.nameOf(row.subjectId) ?? null,
        sentence: sentenceOf(row, names),
        fields: fieldsOf(row, names),
      }));
    });
    if (page.length > 0) yield page;
    above = page.at(-1)?.number ?? last;
    if (page.length < PAGE_ROWS || above >= last) return;
  }
}
