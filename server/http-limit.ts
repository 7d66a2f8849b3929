import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UPLOAD_LIMITS, type UploadLimits } from './upload.ts';

/** How long and how much one request may be. Bytes, milliseconds. */
export interface HttpLimits {
  /** Request line and headers; Node answers 431 beyond. */
  readonly headerBytes: number;
  /** A body, but for uploads. */
  readonly bodyBytes: number;
  /** From the first byte of a request to the last of its headers. */
  readonly headersMs: number;
  /** From the headers to the last byte of the body, but for uploads. */
  readonly bodyMs: number;
  /** From the first byte to the last of an upload. */
  readonly uploadMs: number;
  /** How long an upload may pause. */
  readonly uploadPauseMs: number;
  /** How often connections are looked at for the first and the third of these. */
  readonly lookMs: number;
  readonly upload: UploadLimits;
}

/** Two gigabytes of an import take half an hour at 10 Mbit/s; whatever else arrives here is small. */
export const HTTP_LIMITS: HttpLimits = {
  headerBytes: 16_384,
  bodyBytes: 1_048_576,
  headersMs: 20_000,
  bodyMs: 30_000,
  uploadMs: 3_600_000,
  uploadPauseMs: 60_000,
  lookMs: 5_000,
  upload: UPLOAD_LIMITS,
};

/** The part of them that Fastify and Node hold by themselves. */
export const serverOptions = ({ headerBytes, bodyBytes, headersMs, uploadMs, lookMs }: HttpLimits) => ({
  bodyLimit: bodyBytes,
  requestTimeout: uploadMs,
  http: { maxHeaderSize: headerBytes, headersTimeout: headersMs, connectionsCheckingInterval: lookMs },
});

/**
 * Ends a request whose body does not arrive, so that nobody keeps connections open by sending a byte now and then.
 *
 * Node has one time for all routes, which an upload needs to be long.
 */
export function endSlowBodies(app: FastifyInstance, { bodyMs, uploadPauseMs }: HttpLimits): void {
  app.addHook('onRequest', async ({ raw, url }: FastifyRequest) => {
    if (raw.headers['content-length'] === undefined && raw.headers['transfer-encoding'] === undefined) return;
    // An upload may take as long as it moves.
    const isUpload = pathOf(url) === '/upload';
    let received = raw.socket.bytesRead;
    const look = () => {
      if (raw.complete || raw.destroyed) return;
      if (isUpload && raw.socket.bytesRead !== received) received = raw.socket.bytesRead;
      else raw.destroy();
    };
    const timer = setInterval(look, isUpload ? uploadPauseMs : bodyMs).unref();
    const end = () => {
      clearInterval(timer);
    };
    raw.once('end', end).once('close', end);
  });
}

/** An address as logs may hold it: what follows "?" may be a code or a link that opens doors. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';
