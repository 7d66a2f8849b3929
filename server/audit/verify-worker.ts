import { openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { verifyPart } from '@readout/ledger/verify-part.ts';
import { nativeSha256 } from '../native-sha256.ts';
import type { Stretch } from './verify-file.ts';

const LINE_BREAK = 0x0a;
const NEXT_ENTRY = Buffer.from('\n{"hash":"');
const file = openSync(String(workerData), 'r');
/** Reused: fresh memory of this size costs as much as hashing it. */
let room = Buffer.alloc(10 * 1024 * 1024);

/** A worker of verify-file.ts: takes a stretch of a file, answers what was good in it. */
parentPort?.on('message', (stretch: Stretch) =>
  parentPort?.postMessage(verifyPart(linesOf(readStretch(stretch)), nativeSha256)),
);

/** From the first entry that begins in the stretch to the first that begins after it; the first stretch from the file's start. */
function readStretch({ from, to }: Stretch): Buffer {
  // The line break before an entry belongs to what is looked for.
  const before = Math.max(0, from - 1);
  let more = 64 * 1024;
  for (;;) {
    const bytes = room.subarray(0, readAll(before, Math.min(room.length, to - before + more)));
    const begin = from === 0 ? 0 : bytes.indexOf(NEXT_ENTRY) + 1;
    const isNone = from > 0 && (begin === 0 || before + begin >= to);
    if (isNone) return bytes.subarray(0, 0);
    const next = bytes.indexOf(NEXT_ENTRY, Math.max(0, to - 1 - before));
    if (next >= 0) return bytes.subarray(begin, next + 1);
    if (bytes.length < Math.min(room.length, to - before + more)) return bytes.subarray(begin);
    // An entry of megabytes.
    more *= 4;
    if (to - before + more > room.length) room = Buffer.alloc(to - before + more);
  }
}

function readAll(position: number, most: number): number {
  let length = 0;
  while (length < most) {
    const read = readSync(file, room, length, most - length, position + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function* linesOf(piece: Uint8Array): Generator<Uint8Array> {
  let begin = 0;
  for (let end = piece.indexOf(LINE_BREAK); end >= 0; end = piece.indexOf(LINE_BREAK, begin)) {
    yield piece.subarray(begin, end);
    begin = end + 1;
  }
  if (begin < piece.length) yield piece.subarray(begin);
}
