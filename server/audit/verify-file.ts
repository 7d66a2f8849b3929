import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { verifyExport, type Verdict } from '@readout/ledger/verify.ts';
import { startJoining, type Part } from '@readout/ledger/verify-part.ts';
import { nativeSha256 } from '../native-sha256.ts';

/** Bytes that one worker checks at a time: some six thousand entries. */
const PIECE = 8 * 1024 * 1024;
const NEXT_ENTRY = Buffer.from('\n{"hash":"');

/**
 * Verifies an exported file on all cores. What is not sound is read once more, one line after the other, to name the first fault.
 *
 * @param key verifier key as text; left out: the file's own
 */
export async function verifyFile(path: string, key: string | undefined): Promise<Verdict> {
  const options = key === undefined ? {} : { key };
  const joining = startJoining({ hash: nativeSha256, ...options });
  const workers = Array.from({ length: availableParallelism() }, startWorker);
  try {
    const waiting: Promise<Part | undefined>[] = [];
    let turn = 0;
    for await (const piece of readPieces(path)) {
      // Two pieces a worker are under way at most; parts are joined in the order of the file.
      if (waiting.length >= 2 * workers.length) joining.take(await waiting.shift());
      const worker = workers[turn % workers.length];
      turn += 1;
      if (worker !== undefined) waiting.push(worker.check(piece));
    }
    for (const part of waiting) joining.take(await part);
  } finally {
    for (const { end } of workers) await end();
  }
  return joining.end() ?? verifyExport(createReadStream(path), { hash: nativeSha256, ...options });
}

/** Pieces of a file, each from the line of an entry on; the first from its start. */
async function* readPieces(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    const whole = Buffer.concat([rest, chunk]);
    const end = whole.lastIndexOf(NEXT_ENTRY);
    if (end < 0) {
      rest = whole;
      continue;
    }
    yield new Uint8Array(whole.subarray(0, end + 1));
    rest = whole.subarray(end + 1);
  }
  yield new Uint8Array(rest);
}

interface CheckingWorker {
  readonly check: (piece: Uint8Array<ArrayBuffer>) => Promise<Part | undefined>;
  readonly end: () => Promise<unknown>;
}

function startWorker(): CheckingWorker {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url));
  const waiting: { resolve: (part: Part | undefined) => void; reject: (error: Error) => void }[] = [];
  worker.on('message', (part: Part | undefined) => waiting.shift()?.resolve(part));
  worker.on('error', (error: Error) => waiting.splice(0).forEach(({ reject }) => reject(error)));
  return {
    check: (piece) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(piece, [piece.buffer]);
      }),
    end: () => worker.terminate(),
  };
}
