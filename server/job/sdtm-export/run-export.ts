import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { sdtmExport } from '@readout/db/table/sdtm-export.ts';
import type { Transaction, Viewer } from '@readout/db/viewer.ts';
import { takeStep } from '@readout/graphql/export/sdtm-export-state.ts';
import type { SdtmExportState } from '@readout/db/term.ts';
import { UnwritableDataset } from '@readout/sdtm/unwritable-dataset.ts';
import { and, eq } from 'drizzle-orm';
import type { SealHub } from '../seal.ts';
import { countErrors } from './check-package.ts';
import type { ExportPlan } from './export-plan.ts';
import { writeAs } from './keep-sequence.ts';
import { makePackage, type MadePackage } from './make-package.ts';
import { zipPackage } from './zip-package.ts';

/** Any constant: the first half of the advisory lock that a running export holds, so that others see that it lives. */
export const EXPORT_LOCK = 7_311_035;

/** An export that ended early because somebody wished so. */
export class ExportCancelled extends Error {}

export interface ExportHub extends SealHub {
  readonly config: SealHub['config'] & { readonly dataDir: string };
}

/** An export that waits, or that a dead process left. */
export interface ExportRun {
  readonly id: string;
  readonly plan: ExportPlan;
  readonly reason: string;
  /** In whose name; the operator's own exports are read and recorded past row-level security. */
  readonly viewer: Viewer;
  readonly isOperator: boolean;
  readonly signal: AbortSignal;
  /** Whether a ZIP is kept in the data folder; else the files stay in the folder of `DoneExport`. */
  readonly zip: boolean;
  /** Where it works; left out: in the data folder. */
  readonly folder?: string;
  readonly onProgress?: (subjectsDone: number, subjectsTotal: number) => void;
  readonly onStep?: (step: string) => void;
  /** Subjects worked off at a time. */
  readonly batch?: number;
}

/** What came of a run. */
export interface DoneExport extends MadePackage {
  readonly errors: number;
  readonly file: {
    readonly name: string;
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
  } | null;
}

/** Where an export works, and the file that it leaves. */
export const workFolder = ({ dataDir }: ExportHub['config'], id: string): string =>
  join(dataDir, 'export', id);
export const packagePath = ({ dataDir }: ExportHub['config'], id: string): string =>
  join(dataDir, 'export', `${id}.zip`);

/**
 * Runs one export and records its course: RUNNING, then DONE or BLOCKED with report, manifest and file, or REFUSED, CANCELLED or FAILED with
 * the reason. One export of a trial runs at a time.
 *
 * Somebody else cancels it by setting the record's state: within a second the work ends. A hub that is stopped leaves it RUNNING: the next one
 * goes on where it was.
 *
 * @throws Refusal, UnwritableDataset or ExportCancelled, after that is recorded
 */
export async function runExport(hub: ExportHub, run: ExportRun): Promise<DoneExport> {
  const { database } = hub;
  const alive = await database.owner.connect();
  try {
    await alive.query('select pg_advisory_lock($1, hashtext($2))', [EXPORT_LOCK, run.id]);
    await alive.query('select pg_advisory_lock($1, hashtext($2))', [EXPORT_LOCK, run.plan.trialId]);
    return await workOff(hub, run);
  } finally {
    await alive.query('select pg_advisory_unlock_all()');
    alive.release();
  }
}

async function workOff(hub: ExportHub, run: ExportRun): Promise<DoneExport> {
  const { database } = hub;
  const { id, plan, reason } = run;
  const write = <Answer>(work: (tx: Transaction) => Promise<Answer>) =>
    writeAs(database, { viewer: run.viewer, reason }, run.isOperator, work);
  const key = { trialId: plan.trialId, id };
  const isBegun = await write(
    async (tx) =>
      (await takeStep(tx, key, ['QUEUED'], { state: 'RUNNING' })) ||
      (await takeProgress(tx, key, { step: 'Going on' })),
  );
  if (!isBegun) throw new ExportCancelled('The export was cancelled before it began.');

  const cancelled = new AbortController();
  const signal = AbortSignal.any([run.signal, cancelled.signal]);
  const progress: { subjectsDone: number; subjectsTotal: number | null; step: string } = {
    subjectsDone: 0,
    subjectsTotal: null,
    step: 'Beginning',
  };
  let told = '';
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    writing = writing
      .then(async () => {
        // An entry of the trail for what has changed alone.
        const isNew = JSON.stringify(progress) !== told;
        told = JSON.stringify(progress);
        const isWanted = isNew
          ? await write((tx) => takeProgress(tx, key, progress))
          : await isRunning(database, key);
        if (!isWanted) cancelled.abort(new ExportCancelled('The export was cancelled.'));
      })
      .catch((error: unknown) => cancelled.abort(error));
  }, 1000);
  const stopRecording = async () => {
    clearInterval(timer);
    await writing;
  };
  const folder = run.folder ?? workFolder(hub.config, id);
  try {
    await mkdir(folder, { recursive: true });
    const reader = run.isOperator ? { database, operator: true as const } : { database, viewer: run.viewer };
    const made = await makePackage(hub, reader, plan, {
      folder,
      reason,
      signal,
      batch: run.batch,
      onProgress: (subjectsDone, subjectsTotal) => {
        Object.assign(progress, { subjectsDone, subjectsTotal });
        run.onProgress?.(subjectsDone, subjectsTotal);
      },
      onStep: (step) => {
        progress.step = step;
        run.onStep?.(step);
      },
    });
    const file = run.zip ? await pack(hub, run, made, signal) : null;
    await stopRecording();
    signal.throwIfAborted();
    const errors = countErrors(made.report);
    const isDone = await write((tx) =>
      takeStep(tx, key, ['RUNNING'], {
        state: errors === 0 ? 'DONE' : 'BLOCKED',
        ...progress,
        step: null,
        finishedAt: new Date(),
        report: { ...made.report },
        manifest: { ...made.manifest },
        fileName: file?.name ?? null,
        sha256: file?.sha256 ?? null,
        bytes: file?.bytes ?? null,
      }),
    );
    if (!isDone) throw new ExportCancelled('The export was cancelled.');
    return { ...made, errors, file };
  } catch (error) {
    await stopRecording();
    // A hub that is being stopped goes on with it when it starts again.
    if (run.signal.aborted && run.folder === undefined) throw error;
    await rm(folder, { recursive: true, force: true });
    await rm(packagePath(hub.config, id), { force: true });
    await write((tx) => takeStep(tx, key, ['RUNNING'], endOf(error, run.signal.aborted)));
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Packs the files and leaves nothing else in the data folder. */
async function pack(
  hub: ExportHub,
  run: ExportRun,
  made: MadePackage,
  signal: AbortSignal,
): Promise<NonNullable<DoneExport['file']>> {
  run.onStep?.('Packing');
  const path = run.folder === undefined ? packagePath(hub.config, run.id) : join(run.folder, `${run.id}.zip`);
  const { study, cut, files } = made.manifest;
  const packed = await zipPackage(
    { folder: made.folder, files: [made.manifestFile, ...files], at: cut.at, to: `${path}.part` },
    signal,
  );
  await rename(`${path}.part`, path);
  if (run.folder === undefined) await rm(workFolder(hub.config, run.id), { recursive: true, force: true });
  const name = [study, 'sdtm', cut.name ?? cut.at.slice(0, 10)].join('-').replaceAll(/[^\w.-]+/g, '_');
  return { name: `${name}.zip`, path, ...packed };
}

/** @returns false when the export does not run any more */
async function takeProgress(
  tx: Transaction,
  { trialId, id }: { readonly trialId: string; readonly id: string },
  set: Partial<Pick<typeof sdtmExport.$inferInsert, 'subjectsDone' | 'subjectsTotal' | 'step'>>,
): Promise<boolean> {
  const changed = await tx
    .update(sdtmExport)
    .set(set)
    .where(and(eq(sdtmExport.trialId, trialId), eq(sdtmExport.id, id), eq(sdtmExport.state, 'RUNNING')))
    .returning({ id: sdtmExport.id })
    .execute();
  return changed.length > 0;
}

async function isRunning(
  { owner }: Database,
  { trialId, id }: { readonly trialId: string; readonly id: string },
): Promise<boolean> {
  const { rowCount } = await owner.query(
    "select 1 from sdtm_export where trial_id = $1 and id = $2 and state = 'RUNNING'",
    [trialId, id],
  );
  return rowCount === 1;
}

/** What is refused or cancelled is told; of a failure of ours the record says only that. */
function endOf(
  error: unknown,
  isInterrupted: boolean,
): {
  readonly state: SdtmExportState;
  readonly refusal: string;
  readonly step: null;
  readonly finishedAt: Date;
} {
  const isForPeople = error instanceof Refusal || error instanceof UnwritableDataset;
  return {
    state: isForPeople ? 'REFUSED' : isInterrupted ? 'CANCELLED' : 'FAILED',
    refusal: isForPeople
      ? error.message
      : isInterrupted
        ? 'It was interrupted where it ran.'
        : 'Something went wrong here; no file was kept.',
    step: null,
    finishedAt: new Date(),
  };
}
