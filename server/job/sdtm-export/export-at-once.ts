import type { Transaction, Viewer } from '@readout/db/viewer.ts';
import { acceptSdtmExport } from '@readout/graphql/export/accept-sdtm-export.ts';
import { createFileExport } from '@readout/graphql/export/create-file-export.ts';
import { requestSdtmExport, type SdtmExportRequest } from '@readout/graphql/export/request-sdtm-export.ts';
import { takeStep } from '@readout/graphql/export/sdtm-export-state.ts';
import { sealNow } from '../seal.ts';
import { writeAs } from './keep-sequence.ts';
import { runExport, type DoneExport, type ExportHub, type ExportRun } from './run-export.ts';

/** An export that is asked for and run by the same program. */
export interface ExportAtOnce extends Pick<
  ExportRun,
  'isOperator' | 'signal' | 'zip' | 'onProgress' | 'onStep'
> {
  readonly request: SdtmExportRequest;
  readonly viewer: Viewer;
  /** Where it works, and leaves the files. */
  readonly folder: string;
  /** Why errors that the check finds are acceptable; null: they are not. */
  readonly accept: string | null;
}

/**
 * Asks for an export, runs it here, accepts its errors where that is asked for, and notes that its files leave: by the SHA-256 of the ZIP, or
 * of the manifest, which names every file by its own.
 *
 * @throws Refusal, UnwritableDataset or the reason of the signal, after that is recorded
 */
export async function exportAtOnce(hub: ExportHub, asked: ExportAtOnce): Promise<DoneExport> {
  const { request, viewer, isOperator, accept } = asked;
  const { trialId, reason } = request;
  const write = <Answer>(work: (tx: Transaction) => Promise<Answer>) =>
    writeAs(hub.database, { viewer, reason }, isOperator, work);
  // Begun where it is asked for, so that no queue takes it.
  const id = await write(async (tx) => {
    const key = await requestSdtmExport(tx, request);
    await takeStep(tx, { trialId, id: key }, ['QUEUED'], { state: 'RUNNING' });
    return key;
  });
  const done = await runExport(hub, { ...asked, id, plan: planOf(request), reason });
  await write(async (tx) => {
    if (done.errors > 0 && accept !== null) await acceptSdtmExport(tx, { trialId, id, reason: accept });
    const { sha256, bytes } = done.file ?? done.manifestFile;
    await createFileExport(tx, {
      trialId,
      kind: done.file === null ? 'SDTM_FOLDER' : 'SDTM_ZIP',
      fileName: done.file?.name ?? done.manifestFile.path,
      sha256,
      bytes,
      treeSize: null,
    });
  });
  await sealNow(hub, 'EXPORT');
  return done;
}

const planOf = ({ reason: _, ...plan }: SdtmExportRequest): ExportRun['plan'] => plan;
