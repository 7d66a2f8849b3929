import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { recordAct } from '@readout/db/record-act.ts';
import { asViewer, type Viewer } from '@readout/db/viewer.ts';
import type { Context as GraphqlContext } from '@readout/graphql/context.ts';
import { listArmsShown } from '@readout/graphql/permission.ts';
import { schema } from '@readout/graphql/schema.ts';
import { verifierKeyOf, verifierKeyText } from '@readout/ledger/checkpoint.ts';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { identityOf } from './auth/identity.ts';
import { DUTIES, refuseBeyondScope, type ScopedContext } from './auth/scope-guard.ts';
import { findAsker } from './auth/viewer-of-request.ts';
import type { Hub } from './http.ts';
import { findWitness } from './audit/find-witness.ts';
import { sealNow } from './job/seal.ts';
import { limitRoot, MOST_TOKENS } from './graphql-limit.ts';
import { INTERNAL, maskError } from './mask-error.ts';
import { recordRefusals } from './refused-act.ts';
import { originOf } from './same-origin.ts';
import { listUpload } from './upload.ts';
import { withoutSecrets } from './without-secrets.ts';

/** `/graphql`: one read transaction for the whole request, in which row-level security knows the viewer. */
export async function registerGraphql(app: FastifyInstance, hub: Hub): Promise<void> {
  const { database, config } = hub;
  const apollo = new ApolloServer<Context>({
    schema,
    // For whoever is known: nobody else gets this far. The schema is published, so hiding it would protect nothing.
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [limitRoot],
    includeStacktraceInErrorResponses: config.isDevelopment,
    stopOnTerminationSignals: false,
    formatError: maskError,
    plugins: [
      fastifyApolloDrainPlugin(app),
      // The plugin calls `then` on what a resolver returns, and a Drizzle query runs at each of them.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      nameRequestInErrors,
      refuseBeyondScope,
      recordRefusals,
      recordArmsViews,
    ],
  });
  await apollo.start();
  const ledgerKey = verifierKeyText(verifierKeyOf(config.ledgerName, config.ledgerKey));

  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: async (request, reply) => {
      const asker = await findAsker(request.headers, hub);
      if (asker === null) {
        const message = 'Sign in, or send an API token that is still valid.';
        return reply
          .code(401)
          .send({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED', requestId: request.id } }] });
      }
      if (asker.duty !== undefined) {
        const { code, message } = DUTIES[asker.duty];
        return reply.code(403).send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
      }
      const viewer = { ...asker.viewer, ...placeOf(request), requestId: request.id };
      return asViewer(database, viewer, async (db) => {
        const context: Context = {
          db,
          viewer,
          database,
          requestId: request.id,
          listUpload: (uploadId) => listUpload(config, viewer, uploadId),
          identity: identityOf(hub, viewer, originOf(request, config)),
          sealNow: async (cause) => {
            // The act stands whether or not it is sealed at once: the next second tries again.
            await sealNow(hub, cause).catch((error: unknown) =>
              request.log.error({ requestId: request.id, err: error }, 'an act was not sealed at once'),
            );
          },
          scopes: asker.scopes,
          ledgerKey,
          findWitness: () => findWitness(database, config),
          log: request.log,
        };
        return fastifyApolloHandler(apollo, { context: async () => context }).call(app, request, reply);
      });
    },
  });
}

/** Where a request comes from, for the audit trail: the program, and the time zone that the portal keeps in a cookie. */
function placeOf({ headers }: FastifyRequest): Pick<Viewer, 'client' | 'zone'> {
  const client = headers['user-agent'];
  // As the portal writes it, "/" encoded; anything that is no name of a zone is left out.
  const zone = /(?:^|; )zone=([\w/+-]{1,60})(?:;|$)/.exec(
    (headers.cookie ?? '').replaceAll(/%2F/gi, '/').replaceAll(/%2B/gi, '+'),
  )?.[1];
  return {
    ...(client === undefined ? {} : { client }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** Who looks at arms that are withheld from others stands on the trail before the answer leaves; without the entry there is no answer. */
const recordArmsViews: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, contextValue, operationName }) => {
      const { database, viewer } = contextValue;
      for (const { trialId, count } of await listArmsShown(contextValue))
        await recordAct(database, viewer, {
          act: 'VIEW',
          record: 'arms',
          recordId: trialId,
          trialId,
          details: {
            operation: operationName?.slice(0, 200) ?? null,
            variables: withoutSecrets(request.variables ?? {}),
            count,
          },
          reason: 'Looked at arms',
        });
    },
  }),
};

type Context = GraphqlContext & ScopedContext & { readonly log: FastifyBaseLogger };

/** Logs in full what the answer masks, and gives both the request's id. */
const nameRequestInErrors: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue: { log, requestId } }) => {
      for (const error of errors) {
        if (
          maskError({ message: error.message, extensions: error.extensions }, error).extensions?.['code'] !==
          INTERNAL
        )
          continue;
        log.error({ requestId, path: error.path, err: error.originalError ?? error }, 'a field failed');
      }
    },
    willSendResponse: async ({ response: { body }, contextValue: { requestId } }) => {
      if (body.kind !== 'single') return;
      const errors = body.singleResult.errors?.map((error) => ({
        ...error,
        extensions: { ...error.extensions, requestId },
      }));
      if (errors !== undefined) body.singleResult = { ...body.singleResult, errors };
    },
  }),
};
