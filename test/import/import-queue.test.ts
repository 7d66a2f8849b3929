import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { cancelSdtmImport } from '@readout/graphql/import/cancel-sdtm-import.ts';
import { startSdtmImport } from '@readout/graphql/import/start-sdtm-import.ts';
import { workOffImports } from '@readout/server/job/import-queue.ts';
import { listUpload } from '@readout/server/upload.ts';
import { expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { writeSmallTrial } from './small-trial.ts';

const hub = withDatabase();

/** A hub with an upload of the small trial, and how it is asked. */
async function upload() {
  const dataDir = await mkdtemp(join(tmpdir(), 'readout-queue-'));
  const uploadId = randomUUID();
  const folder = join(dataDir, 'upload', uploadId);
  await mkdir(folder, { recursive: true });
  await cp(await writeSmallTrial({ sizeMm: 12 }), join(folder, 'file'), { recursive: true });
  await writeFile(join(folder, 'uploader'), OPERATOR.userId);
  const config = { dataDir, isDemo: false };
  const context = {
    database: hub.database,
    viewer: OPERATOR,
    listUpload: (id: string) => listUpload(config, OPERATOR, id),
  };
  return { uploadId, context, hub: { config, database: hub.database } };
}

const stateOf = async (id: string) =>
  (
    await hub.database.owner.query<Record<string, unknown>>(
      'select state, refusal, rows_read, rows_total from sdtm_import where id = $1',
      [id],
    )
  ).rows[0];

const never = new AbortController().signal;
const input = { protocol: null, criteria: null, reason: 'A transfer' };

test('an upload is queued once and worked off as the person who sent it', async () => {
  const { uploadId, context, hub: own } = await upload();
  await startSdtmImport(context, { ...input, uploadId, protocol: 'QUEUED-1' });
  await expect(startSdtmImport(context, { ...input, uploadId })).rejects.toMatchObject({ code: 'CONFLICT' });
  await workOffImports(own, never);
  expect(await stateOf(uploadId)).toMatchObject({ state: 'DONE', refusal: null });
});

test('an import that is cancelled while it waits is never begun, and says why', async () => {
  const { uploadId, context, hub: own } = await upload();
  await startSdtmImport(context, { ...input, uploadId, protocol: 'QUEUED-2' });
  await cancelSdtmImport(context, { importId: uploadId, reason: 'The wrong files' });
  await workOffImports(own, never);
  expect(await stateOf(uploadId)).toMatchObject({ state: 'CANCELLED', refusal: 'The wrong files' });
  const made = await hub.database.owner.query("select 1 from trial where protocol = 'QUEUED-2'");
  expect(made.rows).toEqual([]);
});

test('files that somebody else sent are not there', async () => {
  const { context } = await upload();
  const attempt = startSdtmImport(context, { ...input, uploadId: randomUUID() });
  await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
