import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { recordAct } from '@readout/db/record-act.ts';
import { transact } from '@readout/db/transact.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import { createFileExport } from '@readout/graphql/export/create-file-export.ts';
import type { FastifyReply } from 'fastify';
import type { Hub } from '../http.ts';
import { sealNow } from '../job/seal.ts';
import type { ExportOf } from './trail-request.ts';

/** The forms in which the trail leaves. */
export const EXPORT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  pdf: 'application/pdf',
} as const;

/** What leaves, in words, and as `kind` in file_export begins. */
const KIND = {
  'the audit trail': 'AUDIT',
  'the copy of a subject': 'SUBJECT',
  'the review of the audit trail': 'AUDIT_REVIEW',
} as const;

/** A file that is sent as it is made. */
export interface SentExport {
  readonly format: keyof typeof EXPORT_TYPES;
  readonly of: ExportOf;
  readonly viewer: Viewer;
  readonly what: keyof typeof KIND;
  readonly fileName: string;
  readonly filter?: string;
  readonly subjectId?: string | undefined;
  /** How many entries are in it: known when it ends. */
  readonly counter: { readonly rows: number };
  /** Size of the signed log that proves it. */
  readonly treeSize?: number;
}

/**
 * Sends a file as it is made, and keeps what left: before the last byte does, its hash stands in file_export, and so on the trail.
 *
 * What somebody stopped to take is on the trail too, as an act: part of it has left.
 */
export function sendExport(hub: Hub, reply: FastifyReply, body: Readable, sent: SentExport): FastifyReply {
  const hash = createHash('sha256');
  let bytes = 0;
  let isNoted = false;
  const note = async () => {
    isNoted = true;
    await noteExport(hub, sent, { sha256: hash.digest('hex'), bytes });
  };
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      note().then(() => done(), done);
    },
  });
  body.on('error', (error: Error) => measured.destroy(error));
  measured.on('close', () => {
    body.destroy();
    if (isNoted || bytes === 0) return;
    noteStopped(hub, sent, bytes).catch((error: unknown) =>
      reply.log.error({ requestId: reply.request.id, err: error }, 'a stopped export was not recorded'),
    );
  });
  return reply
    .header('content-type', EXPORT_TYPES[sent.format])
    .header('content-disposition', `attachment; filename="${sent.fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'no-store')
    .send(body.pipe(measured));
}

async function noteExport(
  hub: Hub,
  { of, viewer, what, format, filter, subjectId, counter, treeSize, fileName }: SentExport,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
): Promise<void> {
  await transact(hub.database, { viewer, reason: `Exported ${what} of ${of.protocol}` }, (tx) =>
    createFileExport(tx, {
      trialId: of.trialId,
      kind: `${KIND[what]}_${format.toUpperCase()}`,
      fileName,
      sha256,
      bytes,
      treeSize: treeSize ?? null,
      subjectId: subjectId ?? null,
      rows: counter.rows,
      filter: filter || null,
    }),
  );
  await sealNow(hub, 'EXPORT');
}

async function noteStopped(
  { database }: Hub,
  { of, viewer, what, format, filter, subjectId }: SentExport,
  bytes: number,
): Promise<void> {
  await recordAct(database, viewer, {
    act: 'EXPORT',
    record: 'file_export',
    recordId: 'stopped',
    trialId: of.trialId,
    subjectId,
    details: { what: `a part of ${what}, and stopped`, format, filter: filter || null, bytes },
    reason: `Began to export ${what} of ${of.protocol}`,
  });
}
