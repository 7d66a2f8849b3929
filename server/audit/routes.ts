import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { recordAct } from '@readout/db/record-act.ts';
import { asViewer, makeTicket, type Viewer } from '@readout/db/viewer.ts';
import { readNodes } from '@readout/graphql/audit/ledger-nodes.ts';
import { toBase64 } from '@readout/ledger/bytes.ts';
import { inclusionNodes, makeInclusionProof } from '@readout/ledger/proof.ts';
import { sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { viewerOfRequest } from '../auth/viewer-of-request.ts';
import type { Hub } from '../http.ts';
import { askHashes, sealNow, type SignedCheckpoint } from '../job/seal.ts';
import { nativeSha256 } from '../native-sha256.ts';
import { readConsistency } from './consistency.ts';
import { exportTrail } from './trail-export.ts';

/**
 * `GET /checkpoint` (the last signed one, text), `/checkpoint/consistency?from=N[&to=M]` and `/checkpoint/inclusion?index=N[&size=M]` (hashes in base64, a line each),
 * `GET /audit/export?trial=PROTOCOL` (JSON lines). For everybody who is signed in, or has a token with the scope `checkpoint`, for the export `audit`.
 */
export async function registerAudit(app: FastifyInstance, hub: Hub): Promise<void> {
  const ask = askHashes(hub.database.owner);

  app.get('/checkpoint', async (request, reply) => {
    if ((await viewerOfRequest(request.headers, hub, 'checkpoint')) === null)
      return refuseUnknown(request, reply);
    const { note } = await findCheckpoint(hub);
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(note);
  });

  app.get<{ Querystring: Query }>('/checkpoint/consistency', async (request, reply) => {
    if ((await viewerOfRequest(request.headers, hub, 'checkpoint')) === null)
      return refuseUnknown(request, reply);
    const { size } = await findCheckpoint(hub);
    const [from, to] = [readSize(request.query.from), readSize(request.query.to ?? String(size))];
    if (from === undefined || to === undefined || from > to || to > size)
      return refuse(
        request,
        reply,
        400,
        'BAD_REQUEST',
        `Ask for sizes with 0 ≤ from ≤ to ≤ ${size}, the size of the last checkpoint.`,
      );
    return sendHashes(reply, await readConsistency(ask, from, to));
  });

  app.get<{ Querystring: Query }>('/checkpoint/inclusion', async (request, reply) => {
    if ((await viewerOfRequest(request.headers, hub, 'checkpoint')) === null)
      return refuseUnknown(request, reply);
    const last = await findCheckpoint(hub);
    const [index, size] = [readSize(request.query.index), readSize(request.query.size ?? String(last.size))];
    if (index === undefined || size === undefined || index >= size || size > last.size)
      return refuse(
        request,
        reply,
        400,
        'BAD_REQUEST',
        `Ask for an index with 0 ≤ index < size ≤ ${last.size}, the size of the last checkpoint.`,
      );
    const read = await readNodes(inclusionNodes(index, size), ask);
    return sendHashes(reply, makeInclusionProof(index, size, read, nativeSha256));
  });

  app.get<{ Querystring: Query }>('/audit/export', async (request, reply) => {
    const viewer = await viewerOfRequest(request.headers, hub, 'audit');
    if (viewer === null) return refuseUnknown(request, reply);
    const trial = await findAuditedTrial(hub, viewer, request.query.trial ?? '');
    if (trial === undefined)
      return refuse(
        request,
        reply,
        403,
        'FORBIDDEN',
        "Only a trial's data manager, administrator or auditor exports its audit trail.",
      );
    await recordAct(
      hub.database,
      { ...viewer, requestId: request.id },
      {
        act: 'EXPORT',
        record: 'trail',
        recordId: trial.id,
        trialId: trial.id,
        details: { format: 'JSON lines' },
        reason: 'Exported the audit trail with its proofs',
      },
    );
    const { note } = await sealNow(hub, 'EXPORT');
    reply.hijack();
    await streamExport(hub, viewer, { trial, note }, reply.raw);
  });
}

interface Query {
  readonly from?: string;
  readonly to?: string;
  readonly index?: string;
  readonly size?: string;
  readonly trial?: string;
}

/** The last one; the very first is signed when it is asked for. */
async function findCheckpoint(hub: Hub): Promise<SignedCheckpoint> {
  const { rows } = await hub.database.owner.query<{ size: string; root: Buffer; note: string }>(
    'select size, root, note from audit.checkpoint order by number desc limit 1',
  );
  const [found] = rows;
  return found === undefined ? sealNow(hub, 'REQUEST') : { ...found, size: Number(found.size) };
}

/** The trial, when the viewer may read all of its trail. */
async function findAuditedTrial(
  { database }: Hub,
  viewer: Viewer,
  protocol: string,
): Promise<{ readonly id: string; readonly protocol: string } | undefined> {
  return asViewer(database, viewer, async (db) => {
    const { rows } = await db.execute<{ id: string; protocol: string }>(
      sql`select id, protocol from trial where protocol = ${protocol} and id = any (private.whole_read_trials())`,
    );
    return rows[0];
  });
}

/** As the viewer: entries that row-level security withholds are told by their hashes alone. */
async function streamExport(
  { database, config }: Hub,
  viewer: Viewer,
  exported: { readonly trial: { readonly id: string; readonly protocol: string }; readonly note: string },
  response: ServerResponse,
): Promise<void> {
  const client = await database.app.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query("select set_config('readout.ticket', $1, true)", [makeTicket(database, viewer)]);
    response.writeHead(200, {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${exported.trial.protocol.replace(/[^\w.-]/g, '_')}-audit.jsonl"`,
      'cache-control': 'no-store',
    });
    for await (const text of exportTrail(client, config, exported)) {
      if (response.destroyed) break;
      if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  } catch (error) {
    // The head is sent; a file that ends without a checkpoint is refused by whoever verifies it.
    response.destroy();
    failure = error instanceof Error ? error : new Error(String(error));
    throw failure;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release(failure);
  }
}

const sendHashes = (reply: FastifyReply, hashes: readonly Uint8Array[]) =>
  reply
    .type('text/plain; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(hashes.map((hash) => `${toBase64(hash)}\n`).join(''));

const readSize = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

const refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
) => reply.code(status).send({ code, message, requestId: request.id });

const refuseUnknown = (request: FastifyRequest, reply: FastifyReply) =>
  refuse(
    request,
    reply,
    401,
    'UNAUTHENTICATED',
    'Sign in, or send an API token that is still valid and has the scope.',
  );
