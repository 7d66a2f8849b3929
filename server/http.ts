import { randomUUID } from 'node:crypto';
import type { Database } from '@readout/db/database.ts';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { ADDRESS_HEADER, type Auth } from './auth/auth.ts';
import { registerAccount } from './auth/account-routes.ts';
import { registerAudit } from './audit/routes.ts';
import { registerAuth } from './auth/register-auth.ts';
import type { Config } from './config.ts';
import { describeError } from './describe-error.ts';
import { registerGraphql } from './graphql.ts';
import { endSlowBodies, HTTP_LIMITS, pathOf, serverOptions, type HttpLimits } from './http-limit.ts';
import { registerPackage } from './job/sdtm-export/package-route.ts';
import { watchTrail } from './job/watch-trail.ts';
import { registerPortal } from './portal.ts';
import { registerReviewFile } from './audit/review-file.ts';
import { registerTrailFiles } from './audit/trail-files.ts';
import { isFetchedFromElsewhere, isFromElsewhere, originOf } from './same-origin.ts';
import { listDemoSignIns } from './seed/people.ts';
import { registerUpload } from './upload.ts';

/** What the routes work with. */
export type Hub = { readonly config: Config; readonly database: Database; readonly auth: Auth };

/** Marks what the portal asks of its own hub: made anew by each process, known to nobody else. */
const RELAY_HEADER = 'x-readout-relay';
const RELAY_SECRET = randomUUID();

/**
 * `/graphql`, `/api/auth/*`, `/upload`, `/export/sdtm`, `/health`, `/ready`; everything else is the portal. Does not listen yet.
 *
 * @param limits how long and how much one request may be
 * @param stream where the log goes
 */
export async function createHttp(
  hub: Hub,
  limits: HttpLimits = HTTP_LIMITS,
  stream: pino.DestinationStream = pino.destination(2),
): Promise<FastifyInstance> {
  const { config, database } = hub;
  const app = Fastify({
    ...serverOptions(limits),
    logger: {
      level: config.logLevel,
      redact: SECRET_FIELDS,
      serializers: { err: (error: unknown) => describeError(error) },
      stream,
    },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: (_address, hop) => hop < config.proxyCount,
  });

  app.addHook('onRequest', async (request, reply) => {
    const { headers } = request.raw;
    // Who calls from outside may not say whose address it is; the portal, which asks for a person, passes on what it was told.
    if (headers[RELAY_HEADER] !== RELAY_SECRET) headers[ADDRESS_HEADER] = request.ip;
    headers[RELAY_HEADER] = RELAY_SECRET;
    headers['x-forwarded-proto'] = new URL(originOf(request, config)).protocol.slice(0, -1);
    for (const [name, value] of Object.entries(securityHeaders(config))) reply.raw.setHeader(name, value);
    reply.raw.setHeader('x-request-id', request.id);
    if (isFromElsewhere(request, config) || isFetchedFromElsewhere(request)) {
      await reply.code(403).send({
        code: 'FOREIGN_ORIGIN',
        message: 'This request comes from another site.',
        requestId: request.id,
      });
    }
  });
  endSlowBodies(app, limits);
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, id } = request;
    request.log.debug(
      { requestId: id, method, path: pathOf(url), status: reply.statusCode, elapsedMs: reply.elapsedTime },
      'answered',
    );
  });
  app.setErrorHandler<Error & { readonly statusCode?: number }>(async (error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500)
      return reply.code(status).send({ code: 'BAD_REQUEST', message: error.message, requestId: request.id });
    request.log.error({ requestId: request.id, err: error }, 'failed');
    return reply.code(500).send({
      code: 'INTERNAL',
      message: `Something went wrong here. Mention ${request.id} when you report it.`,
      requestId: request.id,
    });
  });

  const trail = watchTrail(database, app.log);
  app.addHook('onReady', trail.begin);
  app.addHook('onClose', async () => trail.stop());

  app.get('/health', async () => ({ status: 'up' }));
  app.get('/ready', async (request, reply) => {
    try {
      await database.app.query('select 1');
      if (!trail.isHeld())
        return reply.code(503).send({ status: 'The audit trail is not held; the log says where.' });
      return { status: 'ready' };
    } catch (error) {
      request.log.warn({ requestId: request.id, err: error }, 'the database does not answer');
      return reply.code(503).send({ status: 'The database does not answer.' });
    }
  });
  // Not there outside demo mode.
  if (config.isDemo) app.get('/demo-people', async () => listDemoSignIns());
  await registerGraphql(app, hub);
  await registerUpload(app, hub, limits.upload);
  await registerTrailFiles(app, hub);
  await registerReviewFile(app, hub);
  await registerPackage(app, hub);
  await registerAccount(app, hub);
  await registerAudit(app, hub);
  await app.register(async (scope) => {
    // What follows reads the body itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    registerAuth(scope, hub);
    await registerPortal(scope, config, app.server);
  });
  return app;
}

const SECRET_FIELDS = [
  '*.authorization',
  '*.cookie',
  '*.headers.authorization',
  '*.headers.cookie',
  '*.password',
  '*.token',
];

/** For every answer. The portal replaces the policy by its own, which also names its scripts. */
const securityHeaders = ({ publicUrl }: Config) => ({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'content-security-policy': "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
  ...(publicUrl?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});
