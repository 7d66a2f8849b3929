import { inspect } from 'node:util';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';

/** Reads the person's settings from cookies, so that the first byte already has the theme and nothing flashes. */
export const handle: Handle = async ({ event, resolve }) => {
  const theme = event.cookies.get('theme');
  event.locals.theme = theme === 'light' || theme === 'dark' ? theme : undefined;
  event.locals.isPatternView = event.cookies.get('pattern') === 'on';
  event.locals.requestId = event.request.headers.get('x-request-id') ?? crypto.randomUUID();
  const look = [
    event.locals.theme === undefined ? '' : ` data-theme="${event.locals.theme}"`,
    event.locals.isPatternView ? ' data-pattern="on"' : '',
  ].join('');
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%readout.look%', look),
    preload: (file) =>
      file.type === 'font' ? file.filename.includes('inter-latin-wght-normal') : file.type !== 'asset',
  });
  // What is shown depends on who asks: no shared cache, and not the browser's after signing out.
  if (response.headers.get('content-type')?.startsWith('text/html') === true)
    response.headers.set('cache-control', 'no-store');
  return response;
};

/** Our bugs: logged in full with the id that the error page shows. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const { requestId } = event.locals;
  process.stderr.write(
    `${JSON.stringify({ level: 'error', requestId, path: event.url.pathname, error: inspect(error) })}\n`,
  );
  return { message: 'Something went wrong here; it has been logged.', code: 'INTERNAL', requestId };
};
