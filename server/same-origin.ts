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

/** The same of a browser that is not signed in: another site could sign it in as somebody of its own choice. */
export function isSentFromElsewhere(request: FastifyRequest, config: Pick<Config, 'publicUrl'>): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false;
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) return origin !== originOf(request, config);
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
