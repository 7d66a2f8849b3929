import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { verifyExport, type Verdict } from '@readout/ledger/verify.ts';
import { startJoining, type Part } from '@readout/ledger/verify-part.ts';
import { nativeSha256 } from '../native-sha256.ts';

/** A stretch of a file: the lines of entries that begin in it, and what follows each. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Bytes that one worker checks at a time: some six thousand entries. */
const PIECE = 8 * 1024 * 1024;

/**
 * Verifies an exported file on all cores. What is not sound is read once more, one line after the other, to name the first fault.
 *
 * @param key verifier key as text; left out: the file's own
 */
export async function verifyFile(path: string, key: string | undefined): Promise<Verdict> {
  const options = { hash: nativeSha256, ...(key === undefined ? {} : { key }) };
  return (await joinParts(path, options)) ?? verifyExport(createReadStream(path), options);
}

/**
 * Checks stretches of a file on all cores.
 *
 * @param bytes in one stretch; an entry may be longer
 * @returns undefined when something is wrong
 */
export async function joinParts(
  path: string,
  options: Parameters<typeof startJoining>[0],
  bytes = PIECE,
): Promise<Verdict | undefined> {
  const { size } = await stat(path);
  const pieces = Math.ceil(size / bytes);
  const joining = startJoining(options);
  const workers = Array.from({ length: Math.min(pieces, availableParallelism()) }, () => startWorker(path));
  try {
    const waiting: Promise<Part | undefined>[] = [];
    for (let piece = 0; piece < pieces; piece += 1) {
      // Two pieces a worker are under way at most; parts are joined in the order of the file.
      if (waiting.length >= 2 * workers.length) joining.take(await waiting.shift());
      const stretch = { from: piece * bytes, to: Math.min(size, (piece + 1) * bytes) };
      const checked = workers[piece % workers.length]?.check(stretch);
      // What fails is thrown where it is awaited.
      checked?.catch(() => undefined);
      if (checked !== undefined) waiting.push(checked);
    }
    for (const part of waiting) joining.take(await part);
  } finally {
    await Promise.all(workers.map(({ end }) => end()));
  }
  return joining.end();
}

interface CheckingWorker {
  readonly check: (stretch: Stretch) => Promise<Part | undefined>;
  readonly end: () => Promise<unknown>;
}

function startWorker(path: string): CheckingWorker {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { workerData: path });
  const waiting: { resolve: (part: Part | undefined) => void; reject: (error: Error) => void }[] = [];
  worker.on('message', (part: Part | undefined) => waiting.shift()?.resolve(part));
  worker.on('error', (error: Error) => waiting.splice(0).forEach(({ reject }) => reject(error)));
  return {
    check: (stretch) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(stretch);
      }),
    end: () => worker.terminate(),
  };
}
