import { parentPort } from 'node:worker_threads';
import { verifyPart } from '@readout/ledger/verify-part.ts';
import { nativeSha256 } from '../native-sha256.ts';

const LINE_BREAK = 0x0a;

/** A worker of verify-file.ts: takes a piece of a file, answers what was good in it. */
parentPort?.on('message', (piece: Uint8Array) =>
  parentPort?.postMessage(verifyPart(linesOf(piece), nativeSha256)),
);

function* linesOf(piece: Uint8Array): Generator<Uint8Array> {
  let begin = 0;
  for (let end = piece.indexOf(LINE_BREAK); end >= 0; end = piece.indexOf(LINE_BREAK, begin)) {
    yield piece.subarray(begin, end);
    begin = end + 1;
  }
  if (begin < piece.length) yield piece.subarray(begin);
}
