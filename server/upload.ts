import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { Viewer } from '@readout/db/viewer.ts';
import type { FastifyInstance } from 'fastify';
import { viewerOfRequest } from './auth/viewer-of-request.ts';
import type { Config } from './config.ts';
import type { Hub } from './http.ts';

/** How much may be sent; a person who sends without end would fill the disk that the database writes to. */
export interface UploadLimits {
  readonly fileBytes: number;
  /** Of all files of one upload. */
  readonly bytes: number;
  readonly files: number;
  /** Uploads of one person that are kept at once; an import that has ended is not. */
  readonly kept: number;
}

export const UPLOAD_LIMITS: UploadLimits = {
  fileBytes: 2 * 1024 ** 3,
  bytes: 4 * 1024 ** 3,
  files: 100,
  kept: 5,
};

const KEPT_MS = 24 * 3600 * 1000;
const FILE_NAME = /^[\w][\w .-]{0,100}\.(csv|xpt|json|ndjson|dsjc)$/i;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** `POST /upload?trial=PROTOCOL`, multipart: takes the files of an SDTM import, answers `{ uploadId, files }`. Kept for a day. */
export async function registerUpload(app: FastifyInstance, hub: Hub, limits: UploadLimits): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: {
        fileSize: limits.fileBytes,
        files: limits.files,
        parts: limits.files,
        fields: 0,
        headerPairs: 20,
      },
    });
    scope.post<{ Querystring: { trial?: string } }>('/upload', async (request, reply) => {
      const refuse = (status: number, code: string, message: string) =>
        reply.code(status).send({ code, message, requestId: request.id });
      const viewer = await viewerOfRequest(request.headers, hub, 'write');
      if (viewer === null)
        return refuse(401, 'UNAUTHENTICATED', 'Sign in, or send an API token that is still valid.');
      if (!(await mayUpload(hub, viewer, request.query.trial))) {
        return refuse(403, 'FORBIDDEN', "Only a trial's data manager or administrator uploads files for it.");
      }
      await removeOldUploads(hub.config);
      if ((await countUploads(hub.config, viewer)) >= limits.kept)
        return refuse(
          429,
          'TOO_MANY',
          `${limits.kept} uploads of yours wait for their import; import them, or wait until they are a day old.`,
        );
      const uploadId = randomUUID();
      const folder = join(uploadFolder(hub.config), uploadId);
      await mkdir(join(folder, 'file'), { recursive: true, mode: 0o700 });
      const files: string[] = [];
      let bytes = 0;
      const count = async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > limits.bytes)
            throw new UploadRefusal(`These files have more than ${limits.bytes} bytes together.`);
          yield chunk;
        }
      };
      try {
        await writeFile(join(folder, 'sender'), viewer.userId, { mode: 0o600 });
        for await (const part of request.files()) {
          const name = basename(part.filename);
          if (!FILE_NAME.test(name) || files.includes(name))
            throw new UploadRefusal(`"${name}" is no CSV, XPT or Dataset-JSON file, or is sent twice.`);
          await pipeline(
            part.file,
            count,
            createWriteStream(join(folder, 'file', name), { flags: 'wx', mode: 0o600 }),
          );
          if (part.file.truncated)
            throw new UploadRefusal(`"${name}" has more than ${limits.fileBytes} bytes.`);
          files.push(name);
        }
        if (files.length === 0) throw new UploadRefusal('No file was sent.');
        // Whole from here on: until then it is nobody's to import.
        await rename(join(folder, 'sender'), join(folder, 'uploader'));
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        if (error instanceof UploadRefusal) return refuse(400, 'BAD_UPLOAD', error.message);
        throw error;
      }
      return { uploadId, files };
    });
  });
}

/** The folder with the files of an upload; undefined when this viewer sent none of that id, or it is over a day old. */
export async function findUpload(
  config: Pick<Config, 'dataDir'>,
  viewer: Viewer,
  uploadId: string,
): Promise<string | undefined> {
  if (!UUID.test(uploadId)) return undefined;
  const folder = join(uploadFolder(config), uploadId);
  const uploader = await readFile(join(folder, 'uploader'), 'utf8').catch(() => undefined);
  return uploader === viewer.userId ? join(folder, 'file') : undefined;
}

/** Names of the files of an upload; undefined when this viewer sent none of that id, or it is over a day old. */
export async function listUpload(
  config: Pick<Config, 'dataDir'>,
  viewer: Viewer,
  uploadId: string,
): Promise<readonly string[] | undefined> {
  const folder = await findUpload(config, viewer, uploadId);
  return folder === undefined ? undefined : (await readdir(folder)).sort();
}

class UploadRefusal extends Error {}

const uploadFolder = ({ dataDir }: Pick<Config, 'dataDir'>) => join(dataDir, 'upload');

/** With a trial: its data managers and administrators. Without: who may open a trial, into which the files then go. */
async function mayUpload({ database }: Hub, viewer: Viewer, trial: string | undefined): Promise<boolean> {
  if (trial === undefined) {
    if (viewer.trialIds !== undefined) return false;
    const { rowCount } = await database.owner.query(
      'select 1 from person where id = $1 and may_open_trials',
      [viewer.userId],
    );
    return rowCount === 1;
  }
  const { rows } = await database.owner.query<{ trial_id: string }>(
    `select membership.trial_id from membership join trial on trial.id = membership.trial_id
     where person_id = $1 and trial.protocol = $2 and role in ('DATA_MANAGER', 'TRIAL_ADMINISTRATOR')`,
    [viewer.userId, trial],
  );
  const found = rows[0];
  return found !== undefined && viewer.trialIds?.includes(found.trial_id) !== false;
}

/** Those that are under way too. */
async function countUploads(config: Config, { userId }: Viewer): Promise<number> {
  const folder = uploadFolder(config);
  const owners = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      for (const file of ['uploader', 'sender']) {
        const owner = await readFile(join(folder, name, file), 'utf8').catch(() => undefined);
        if (owner !== undefined) return owner;
      }
      return undefined;
    }),
  );
  return owners.filter((owner) => owner === userId).length;
}

async function removeOldUploads(config: Config): Promise<void> {
  const folder = uploadFolder(config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > KEPT_MS) await rm(join(folder, name), { recursive: true, force: true });
  }
}
