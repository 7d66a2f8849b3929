import { toNodeHandler } from 'better-auth/node';
import type { FastifyInstance } from 'fastify';
import { pathOf } from '../http-limit.ts';
import type { Hub } from '../http.ts';
import { isSentFromElsewhere } from '../same-origin.ts';
import { recordAccountAct } from './account-act.ts';
import { isOpenPath } from './open-path.ts';
import { findSession } from './session.ts';

/**
 * `/api/auth/*`: better-auth, behind a list of what is open.
 *
 * @param scope whose requests keep their body unread
 */
export function registerAuth(scope: FastifyInstance, hub: Hub): void {
  const answer = toNodeHandler(hub.auth);
  scope.all('/api/auth/*', async (request, reply) => {
    if (!isOpenPath(request.method, request.url))
      return reply
        .code(404)
        .send({ code: 'NOT_FOUND', message: 'This is not offered.', requestId: request.id });
    if (isSentFromElsewhere(request, hub.config))
      return reply.code(403).send({
        code: 'FOREIGN_ORIGIN',
        message: 'This request comes from another site.',
        requestId: request.id,
      });
    // Ends a session that has run out, so that better-auth finds none either.
    const session = await findSession(hub, request.headers);
    reply.hijack();
    try {
      await answer(request.raw, reply.raw);
    } catch (error) {
      request.log.error({ requestId: request.id, err: error }, 'sign-in failed');
      if (reply.raw.headersSent) reply.raw.destroy();
      else
        reply.raw.writeHead(500, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            code: 'INTERNAL',
            message: `Something went wrong here. Mention ${request.id} when you report it.`,
            requestId: request.id,
          }),
        );
      return;
    }
    // What a person did wrong is on the audit trail.
    if (reply.raw.statusCode >= 500)
      request.log.error(
        { requestId: request.id, path: pathOf(request.url), status: reply.raw.statusCode },
        'sign-in failed',
      );
    if (session !== undefined && request.url.startsWith('/api/auth/sign-out'))
      await recordAccountAct(hub.database, {
        act: 'SIGN_OUT',
        personId: session.userId,
        sessionId: session.id,
        client: request.headers['user-agent'],
        requestId: request.id,
        reason: 'Signed out',
      });
  });
}
