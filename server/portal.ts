import { existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const WEB = join(import.meta.dirname, '..', 'web');

/**
 * Everything that is no route of the hub is a page of the portal.
 *
 * @param scope whose requests keep their body unread
 */
export async function registerPortal(scope: FastifyInstance, config: Config, server: Server): Promise<void> {
  const handle = config.isDevelopment ? await developPortal(server) : await loadPortal();
  scope.all('/*', async (request, reply) => {
    if (handle === undefined) {
      return reply
        .code(503)
        .type('text/plain')
        .send('The portal is not built. Start Readout with "npm start", which builds it.\n');
    }
    reply.hijack();
    handle(request.raw, reply.raw, () => {
      reply.raw.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.\n');
    });
  });
}

async function loadPortal(): Promise<Handler | undefined> {
  const built = join(WEB, 'build', 'handler.js');
  if (!existsSync(built)) return undefined;
  // SvelteKit takes every request for https without it, and refuses forms sent over http. It reads this when loaded.
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  process.env['BODY_SIZE_LIMIT'] ??= '1M';
  const { handler } = (await import(pathToFileURL(built).href)) as { readonly handler: Handler };
  return handler;
}

/** Vite in this process and on this port, with hot reload. */
async function developPortal(server: Server): Promise<Handler> {
  const { createPortal } = (await import(pathToFileURL(join(WEB, 'dev.ts')).href)) as {
    readonly createPortal: (server: Server) => Promise<Handler>;
  };
  return createPortal(server);
}
