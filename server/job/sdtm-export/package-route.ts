import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Refusal } from '@readout/db/refusal.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { sdtmExport } from '@readout/db/table/sdtm-export.ts';
import { transact } from '@readout/db/transact.ts';
import { asViewer, type Viewer } from '@readout/db/viewer.ts';
import { createFileExport } from '@readout/graphql/export/create-file-export.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { viewerOfRequest } from '../../auth/viewer-of-request.ts';
import type { Hub } from '../../http.ts';
import { sealNow } from '../seal.ts';
import { packagePath } from './run-export.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409 };

interface Query {
  readonly trial?: string;
  readonly id?: string;
}

/**
 * `GET /export/sdtm?trial=PROTOCOL&id=KEY`: the ZIP file of an export, for a session or a token with the scope `read`.
 *
 * A released one for all who may see the trial's figures; before that for who asked for it. One that tells arms for those alone who may see
 * them. Each download leaves the file's hash on the trail: a row of file_export for one that was not released, an act for one that was.
 */
export async function registerPackage(app: FastifyInstance, hub: Hub): Promise<void> {
  app.get<{ Querystring: Query }>('/export/sdtm', async (request, reply) => {
    const refuse = (status: number, code: string, message: string) =>
      reply.code(status).send({ code, message, requestId: request.id });
    const viewer = await viewerOfRequest(request.headers, hub, 'read');
    if (viewer === null)
      return refuse(401, 'UNAUTHENTICATED', 'Sign in, or send an API token with the scope read.');
    const client = request.headers['user-agent'];
    const asker = { ...viewer, requestId: request.id, ...(client === undefined ? {} : { client }) };
    try {
      return await sendPackage(hub, asker, request.query, reply);
    } catch (error) {
      if (error instanceof Refusal) return refuse(STATUS[error.code] ?? 400, error.code, error.message);
      throw error;
    }
  });
}

async function sendPackage(
  hub: Hub,
  viewer: Viewer,
  { trial: protocol = '', id = '' }: Query,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { held, mayUnblind } = await findPackage(hub, viewer, protocol, id);
  if (held === undefined) throw new Refusal('NOT_FOUND', 'There is no such export for you.');
  if (held.isUnblinded && !mayUnblind)
    throw new Refusal('FORBIDDEN', 'This export tells arms, which are not for you to see.');
  const isReleased = held.state === 'RELEASED';
  if (!isReleased && held.requestedById !== viewer.userId)
    throw new Refusal('FORBIDDEN', 'This export is not released yet.');
  const { fileName, sha256, bytes } = held;
  if ((!isReleased && held.state !== 'DONE') || fileName === null || sha256 === null || bytes === null)
    throw new Refusal('CONFLICT', 'This export has no file, or its findings wait to be accepted.');
  const path = packagePath(hub.config, held.id);
  const found = await stat(path).catch(() => undefined);
  if (found?.size !== bytes)
    throw new Refusal('NOT_FOUND', 'The file of this export is not kept here any more.');

  const reason = `Downloaded ${fileName} of ${protocol}`;
  if (isReleased)
    await recordAct(hub.database, viewer, {
      act: 'EXPORT',
      record: 'file_export',
      recordId: held.fileExportId ?? held.id,
      trialId: held.trialId,
      details: { fileName, sha256, bytes },
      reason,
    });
  else
    await transact(hub.database, { viewer, reason }, (tx) =>
      createFileExport(tx, {
        trialId: held.trialId,
        kind: 'SDTM_ZIP',
        fileName,
        sha256,
        bytes,
        treeSize: null,
      }),
    );
  await sealNow(hub, 'EXPORT');
  return reply
    .header('content-type', 'application/zip')
    .header('content-length', bytes)
    .header('content-disposition', `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'no-store')
    .send(createReadStream(path));
}

const findPackage = (hub: Hub, viewer: Viewer, protocol: string, id: string) =>
  asViewer(hub.database, viewer, async (tx) => {
    if (!UUID.test(id)) return { held: undefined, mayUnblind: false };
    const { rows } = await tx.execute<{ id: string; may: boolean }>(
      sql`select t.id, t.id = any (private.unblinded_trials()) as may from trial t where t.protocol = ${protocol}`,
    );
    const [trial] = rows;
    if (trial === undefined) return { held: undefined, mayUnblind: false };
    const [held] = await tx
      .select()
      .from(sdtmExport)
      .where(and(eq(sdtmExport.trialId, trial.id), eq(sdtmExport.id, id)))
      .execute();
    return { held, mayUnblind: trial.may };
  });
