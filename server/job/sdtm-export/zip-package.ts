import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

/**
 * Packs files of a folder into a ZIP file: in the order given, every time stamp the same, so that the same files are the same bytes.
 *
 * @param at instant of every entry, told in UTC to two seconds, as the format has it
 * @returns SHA-256 of the file, hexadecimal, and its size
 */
export async function zipPackage(
  {
    folder,
    files,
    at,
    to,
  }: {
    readonly folder: string;
    readonly files: readonly { readonly path: string; readonly bytes: number }[];
    readonly at: string;
    readonly to: string;
  },
  signal: AbortSignal,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const zip = new yazl.ZipFile();
  const options = { mtime: inUtc(at), mode: 0o100644, forceDosTimestamp: true };
  for (const { path, bytes } of files)
    zip.addReadStreamLazy(path, { ...options, size: bytes }, (done) => {
      done(null, createReadStream(join(folder, path), { highWaterMark: 262_144 }));
    });
  zip.end();
  const hash = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // What fails while a file is read is told by the archive, not by its stream.
  zip.on('error', (error: Error) => measured.destroy(error));
  await pipeline(zip.outputStream, measured, createWriteStream(to), { signal });
  return { sha256: hash.digest('hex'), bytes };
}

/** The archive asks a date for its local time: one whose local time is that of UTC, wherever the program runs. */
function inUtc(at: string): Date {
  const date = new Date(at);
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}
