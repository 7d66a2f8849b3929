import { readNodes } from '@readout/graphql/audit/ledger-nodes.ts';
import { toBase64 } from '@readout/ledger/bytes.ts';
import { inclusionNodes, makeInclusionProof } from '@readout/ledger/proof.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { viewerOfRequest } from '../auth/viewer-of-request.ts';
import type { Hub } from '../http.ts';
import { askHashes, sealNow, type SignedCheckpoint } from '../job/seal.ts';
import { nativeSha256 } from '../native-sha256.ts';
import { readConsistency } from './consistency.ts';

/**
 * `GET /checkpoint` (the last signed one, text), `/checkpoint/consistency?from=N[&to=M]` and `/checkpoint/inclusion?index=N[&size=M]` (hashes in base64, a line each).
 * For everybody who is signed in, or has a token with the scope `checkpoint`.
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
}

interface Query {
  readonly from?: string;
  readonly to?: string;
  readonly index?: string;
  readonly size?: string;
}

/** The last one; the very first is signed when it is asked for. */
async function findCheckpoint(hub: Hub): Promise<SignedCheckpoint> {
  const { rows } = await hub.database.owner.query<{ size: string; root: Buffer; note: string }>(
    'select size, root, note from audit.checkpoint order by number desc limit 1',
  );
  const [found] = rows;
  return found === undefined ? sealNow(hub, 'REQUEST') : { ...found, size: Number(found.size) };
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
