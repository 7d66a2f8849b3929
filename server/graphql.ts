import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { asViewer } from '@readout/db/viewer.ts';
import type { Context as GraphqlContext } from '@readout/graphql/context.ts';
import { schema } from '@readout/graphql/schema.ts';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { viewerOfRequest } from './auth/viewer-of-request.ts';
import type { Hub } from './http.ts';
import { INTERNAL, maskError } from './mask-error.ts';
import { listUpload } from './upload.ts';

/** `/graphql`: one read transaction for the whole request, in which row-level security knows the viewer. */
export async function registerGraphql(app: FastifyInstance, hub: Hub): Promise<void> {
  const { database, config } = hub;
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: config.isDevelopment,
    stopOnTerminationSignals: false,
    formatError: maskError,
    plugins: [
      fastifyApolloDrainPlugin(app),
      // The plugin calls `then` on what a resolver returns, and a Drizzle query runs at each of them.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      nameRequestInErrors,
    ],
  });
  await apollo.start();

  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: async (request, reply) => {
      const viewer = await viewerOfRequest(request.headers, hub);
      if (viewer === null) {
        const message = 'Sign in, or send an API token that is still valid.';
        return reply
          .code(401)
          .send({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED', requestId: request.id } }] });
      }
      return asViewer(database, { ...viewer, requestId: request.id }, async (db) => {
        const context: Context = {
          db,
          viewer,
          database,
          requestId: request.id,
          listUpload: (uploadId) => listUpload(config, viewer, uploadId),
          log: request.log,
        };
        return fastifyApolloHandler(apollo, { context: async () => context }).call(app, request, reply);
      });
    },
  });
}

type Context = GraphqlContext & { readonly log: FastifyBaseLogger };

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
