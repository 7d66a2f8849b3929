import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'vite';

/**
 * The portal under development, inside the hub's process and on its port: pages change as their files do.
 *
 * @param server that answers for the hub; the browser's socket for changes is opened on it
 */
export async function createPortal(
  server: Server,
): Promise<(request: IncomingMessage, response: ServerResponse, next: () => void) => void> {
  // SvelteKit looks for its files from where the process stands.
  process.chdir(import.meta.dirname);
  const vite = await createServer({
    root: import.meta.dirname,
    server: { middlewareMode: true, ws: { server } },
  });
  return vite.middlewares;
}
