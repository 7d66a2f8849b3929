import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { newId } from '@readout/db/new-id.ts';
import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { importSdtm, type ImportRequest } from './import-sdtm.ts';
import { shareWithDemo } from './sdtm/share-with-demo.ts';
import { ImportRefused } from './sdtm/import-refused.ts';
import type { ImportReport } from './sdtm/import-report.ts';
import { listFiles } from './sdtm/stage-files.ts';

/** Any constant: the first half of the advisory lock that a running import holds, so that others see that it lives. */
export const IMPORT_LOCK = 7_311_033;

export interface ImportRun {
  /** A queued import's id; left out: one is recorded now. */
  readonly importId?: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (rowsRead: number, rowsTotal: number) => void;
}

/** An import that ended early because somebody wished so. */
export class ImportCancelled extends Error {}

/**
 * Runs one import and records its course: RUNNING, then DONE with the report, REFUSED, CANCELLED or FAILED with the reason.
 *
 * Somebody else cancels it by setting the record's state: within a second the work is rolled back.
 *
 * @throws ImportRefused, Refusal or ImportCancelled, after that is recorded
 */
export async function runImport(
  hub: { readonly database: Database; readonly config: { readonly isDemo: boolean } },
  request: ImportRequest,
  run: ImportRun,
): Promise<ImportReport> {
  const { database } = hub;
  const files = await listFiles(request.folder);
  const importId = run.importId ?? newId();
  const alive = await database.owner.connect();
  try {
    await alive.query('select pg_advisory_lock($1, hashtext($2))', [IMPORT_LOCK, importId]);
    const hashes = await Promise.all(files.map((name) => hashFile(join(request.folder, name))));
    await recordStart(database, request, { importId, files, hashes, isQueued: run.importId !== undefined });
    const report = await workOff(database, request, { ...run, importId });
    if (hub.config.isDemo) await shareWithDemo(database, report.trialId, request.reason);
    return report;
  } finally {
    await alive.query('select pg_advisory_unlock($1, hashtext($2))', [IMPORT_LOCK, importId]);
    alive.release();
  }
}

async function workOff(
  database: Database,
  request: ImportRequest,
  run: ImportRun & { readonly importId: string },
): Promise<ImportReport> {
  const { importId } = run;
  const cancelled = new AbortController();
  const signal = AbortSignal.any([run.signal, cancelled.signal]);
  const progress = { rowsRead: 0, rowsTotal: 0 };
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    writing = writing
      .then(() => recordProgress(database, request, importId, progress))
      .then((isWanted) => {
        if (!isWanted) cancelled.abort(new ImportCancelled('The import was cancelled.'));
      })
      .catch((error: unknown) => cancelled.abort(error));
  }, 1000);
  const stopRecording = async () => {
    clearInterval(timer);
    await writing;
  };
  try {
    return await importSdtm(database, request, {
      signal,
      onProgress: (rowsRead, rowsTotal) => {
        Object.assign(progress, { rowsRead, rowsTotal });
        run.onProgress?.(rowsRead, rowsTotal);
      },
      conclude: async (tx, report) => {
        // The record's row is written here, so nobody else may wait for it.
        await stopRecording();
        signal.throwIfAborted();
        await recordDone(tx, importId, report, progress.rowsTotal);
      },
    });
  } catch (error) {
    await stopRecording();
    await recordEnd(database, request, importId, error, run.signal.aborted);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

async function recordStart(
  database: Database,
  request: ImportRequest,
  {
    importId,
    files,
    hashes,
    isQueued,
  }: {
    readonly importId: string;
    readonly files: readonly string[];
    readonly hashes: readonly string[];
    readonly isQueued: boolean;
  },
): Promise<void> {
  await transact(database, request, async (tx) => {
    if (isQueued) {
      const { rowCount } = await tx.execute(
        sql`update sdtm_import set state = 'RUNNING', file_sha256 = ${arrayOf(hashes)} where id = ${importId}::uuid and state = 'QUEUED'`,
      );
      if (rowCount === 0) throw new ImportCancelled('The import was cancelled before it began.');
      return;
    }
    await tx.execute(
      sql`insert into sdtm_import (id, requested_by_id, protocol, criteria, reason, files, file_sha256, state) values (${importId}::uuid, ${request.viewer.userId}, ${request.protocol}, ${request.criteria}, ${request.reason}, ${arrayOf(files)}, ${arrayOf(hashes)}, 'RUNNING')`,
    );
  });
}

/** Texts as an array of PostgreSQL. */
const arrayOf = (texts: readonly string[]) =>
  sql`(select array_agg(text order by n) from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality given(text, n))`;

/** SHA-256 of a file, hexadecimal. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** @returns false when the import is no longer wanted */
async function recordProgress(
  database: Database,
  request: ImportRequest,
  importId: string,
  { rowsRead, rowsTotal }: { readonly rowsRead: number; readonly rowsTotal: number },
): Promise<boolean> {
  const { rowCount } = await transact(database, request, (tx) =>
    tx.execute(
      sql`update sdtm_import set rows_read = ${rowsRead}, rows_total = ${rowsTotal === 0 ? null : rowsTotal} where id = ${importId}::uuid and state = 'RUNNING'`,
    ),
  );
  return rowCount !== 0;
}

async function recordDone(
  tx: Transaction,
  importId: string,
  { differences: _, ...report }: ImportReport,
  rowsTotal: number,
): Promise<void> {
  const { rowCount } = await tx.execute(
    sql`update sdtm_import set state = 'DONE', trial_id = ${report.trialId}::uuid, rows_read = ${rowsTotal}, rows_total = ${rowsTotal}, finished_at = now(), report = ${JSON.stringify(report)}::jsonb where id = ${importId}::uuid and state = 'RUNNING'`,
  );
  if (rowCount === 0) throw new ImportCancelled('The import was cancelled.');
}

/** What is refused or cancelled is told; of a failure of ours the record says only that. */
async function recordEnd(
  database: Database,
  request: ImportRequest,
  importId: string,
  error: unknown,
  isInterrupted: boolean,
): Promise<void> {
  const isRefused = error instanceof ImportRefused || error instanceof Refusal;
  const state = isRefused ? 'REFUSED' : isInterrupted ? 'CANCELLED' : 'FAILED';
  const refusal = isRefused
    ? error.message
    : isInterrupted
      ? 'It was interrupted where it ran.'
      : 'Something went wrong here; nothing was imported.';
  await transact(database, request, (tx) =>
    tx.execute(
      sql`update sdtm_import set state = ${state}, refusal = ${refusal}, finished_at = now() where id = ${importId}::uuid and state = 'RUNNING'`,
    ),
  );
}
