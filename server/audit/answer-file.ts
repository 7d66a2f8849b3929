import { Refusal } from '@readout/db/refusal.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { viewerOfRequest } from '../auth/viewer-of-request.ts';
import type { Hub } from '../http.ts';

/** Parameters of an address. */
export type Query = Readonly<Record<string, string | undefined>>;

const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404 };

/**
 * Answers a request for a file: for a person's session, or a token with the scope `audit`.
 *
 * What `work` refuses is answered as JSON: 403 FORBIDDEN, 404 NOT_FOUND, else 400; 401 for whoever is not known.
 */
export const answerFile =
  (hub: Hub, work: (viewer: Viewer, query: Query, reply: FastifyReply) => Promise<unknown>) =>
  async (request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply): Promise<unknown> => {
    const refuse = (status: number, code: string, message: string) =>
      reply.code(status).send({ code, message, requestId: request.id });
    const viewer = await viewerOfRequest(request.headers, hub, 'audit');
    if (viewer === null)
      return refuse(401, 'UNAUTHENTICATED', 'Sign in, or send an API token with the scope audit.');
    const client = request.headers['user-agent'];
    const asker = { ...viewer, requestId: request.id, ...(client === undefined ? {} : { client }) };
    try {
      return await work(asker, request.query, reply);
    } catch (error) {
      if (error instanceof Refusal) return refuse(STATUS[error.code] ?? 400, error.code, error.message);
      throw error;
    }
  };
