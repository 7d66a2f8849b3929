import type { FastifyRequest } from 'fastify';
import type { Config } from './config.ts';

/** The origin at which people reach the hub: the configured one, or the one this request names. */
export const originOf = (request: FastifyRequest, { publicUrl }: Pick<Config, 'publicUrl'>): string =>
  publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;

/**
 * Whether another site makes a signed-in browser change something here.
 *
 * A browser says where a request comes from; a program with a cookie and neither header is no browser.
 */
export const isFromElsewhere = (request: FastifyRequest, config: Pick<Config, 'publicUrl'>): boolean =>
  request.headers.cookie !== undefined && isSentFromElsewhere(request, config);

/** What is downloaded from here leaves an entry of its person's: no link or picture of another site makes one. */
const FILES = /^\/(audit|subject)\//;

/**
 * Whether another site makes a signed-in browser fetch a file, which a link does with the cookie.
 *
 * A browser that does not say where it is sent from is older than 2023 and is let through: reading what came is what it forbids the other site anyway.
 */
export const isFetchedFromElsewhere = ({ method, headers, url }: FastifyRequest): boolean =>
  method === 'GET' &&
  headers.cookie !== undefined &&
  FILES.test(url) &&
  ['cross-site', 'same-site'].includes(String(headers['sec-fetch-site'] ?? 'none'));

/** The same of a browser that is not signed in: another site could sign it in as somebody of its own choice. */
export function isSentFromElsewhere(request: FastifyRequest, config: Pick<Config, 'publicUrl'>): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false;
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) return origin !== originOf(request, config);
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
