import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Refusal } from '@readout/db/refusal.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import type { Database } from '@readout/db/database.ts';
import type { Config } from '../config.ts';
import { findUpload } from '../upload.ts';
import { IMPORT_LOCK, ImportCancelled, runImport } from './run-import.ts';
import { ImportRefused } from './sdtm/import-refused.ts';

const LOOK_EVERY_MS = 1000;

interface QueueHub {
  readonly database: Database;
  readonly config: Pick<Config, 'dataDir' | 'isDemo'>;
}

interface QueuedImport {
  readonly id: string;
  readonly requested_by_id: string;
  readonly protocol: string | null;
  readonly criteria: string | null;
  readonly reason: string;
}

/**
 * Works off imports that people asked for in the portal, one after the other, as the person who asked.
 *
 * An import that a dead process left behind is recorded as FAILED; its work was never committed.
 *
 * @param report told of failures of ours
 * @returns ends the queue: the import at work is rolled back
 */
export async function startImportQueue(
  hub: QueueHub,
  report: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const stopped = new AbortController();
  await failAbandoned(hub);
  let working: Promise<void> | undefined;
  const timer = setInterval(() => {
    working ??= workOffImports(hub, stopped.signal)
      .catch(report)
      .finally(() => {
        working = undefined;
      });
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    stopped.abort(new ImportCancelled('The hub is being stopped.'));
    await working;
  };
}

/**
 * Runs the imports that wait, in the order they were asked for, until none is left or the signal ends it.
 *
 * @throws whatever is our failure; what people are told is recorded with the import
 */
export async function workOffImports(hub: QueueHub, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const queued = await findQueued(hub);
    if (queued === undefined) return;
    try {
      await runQueued(hub, queued, signal);
    } catch (error) {
      const isForPeople =
        error instanceof ImportRefused || error instanceof Refusal || error instanceof ImportCancelled;
      if (!isForPeople && !signal.aborted) throw error;
      // Refused before it began: nothing was recorded yet, and it must not be found again.
      await end(hub, queued, error instanceof Error ? error.message : String(error));
    }
  }
}

async function runQueued(hub: QueueHub, queued: QueuedImport, signal: AbortSignal): Promise<void> {
  const viewer: Viewer = { userId: queued.requested_by_id };
  const folder = await findUpload(hub.config, viewer, queued.id);
  if (folder === undefined)
    return end(hub, queued, 'The uploaded files are no longer there; send them again.');
  await runImport(
    hub,
    {
      folder,
      protocol: queued.protocol,
      criteria: queued.criteria,
      sponsor: 'Imported trials',
      title: null,
      isOpenLabel: false,
      reason: queued.reason,
      viewer,
    },
    { importId: queued.id, signal },
  );
  await rm(dirname(folder), { recursive: true, force: true });
}

async function findQueued({ database }: QueueHub): Promise<QueuedImport | undefined> {
  const { rows } = await database.owner.query<QueuedImport>(
    "select id, requested_by_id, protocol, criteria, reason from sdtm_import where state = 'QUEUED' order by requested_at limit 1",
  );
  return rows[0];
}

async function end(
  hub: QueueHub,
  { id, requested_by_id: userId, reason }: QueuedImport,
  why: string,
): Promise<void> {
  await transactAsOwner(hub.database, { viewer: { userId }, reason }, async (tx) => {
    await tx.execute(
      sql`update sdtm_import set state = 'REFUSED', refusal = ${why}, finished_at = now() where id = ${id}::uuid and state = 'QUEUED'`,
    );
  });
}

/** A running import holds a lock for as long as its process lives. */
async function failAbandoned({ database }: QueueHub): Promise<void> {
  await transactAsOwner(
    database,
    { viewer: { userId: 'readout' }, reason: 'The process that ran the import is gone' },
    async (tx) => {
      await tx.execute(
        sql`update sdtm_import set state = 'FAILED', refusal = 'The hub was stopped while it ran; nothing was imported.', finished_at = now() where state = 'RUNNING' and pg_try_advisory_xact_lock(${IMPORT_LOCK}::int, hashtext(id::text))`,
      );
    },
  );
}
