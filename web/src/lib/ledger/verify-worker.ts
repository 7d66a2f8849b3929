import { fromBase64 } from '@readout/ledger/bytes.ts';
import { peekCheckpoint, readVerifierKey } from '@readout/ledger/checkpoint.ts';
import { openFile, readProofFile, readText } from '@readout/ledger/proof-file.ts';
import { splitLines } from '@readout/ledger/split-lines.ts';
import { verifyProof } from '@readout/ledger/verify-proof.ts';
import { startVerification } from '@readout/ledger/verify.ts';
import { considerCheckpoint } from '@readout/ledger/witness.ts';
import type { VerifyJob, VerifyNews } from './verify-job.ts';

/** Verifies apart from the page, which stays usable; ended from outside, it stops the transfer too. */
self.onmessage = ({ data }: MessageEvent<VerifyJob>) => {
  verify(data).then(tell, () =>
    tell({
      kind: 'failed',
      sentence: 'It ended before all of it was here. Nothing was verified; try again.',
    }),
  );
};

const tell = (news: VerifyNews): void => self.postMessage(news);

/** Between two messages, ms: more often nobody can read. */
const NEWS_EVERY = 100;
/** `{"hash":"`, by its third byte: an entry's line; `{"checkpoint":`, by its third too. */
const OF_ENTRY = 'h'.charCodeAt(0);
const OF_CHECKPOINT = 'c'.charCodeAt(0);

async function verify({ source, key, kept }: VerifyJob): Promise<VerifyNews> {
  const body = 'file' in source ? source.file.stream() : await fetchTrail(source.url);
  if (typeof body === 'string') return { kind: 'failed', sentence: body };
  const { isProof, chunks } = await openFile(piecesOf(body));
  if (isProof) return verifyOne(await readText(chunks), key);
  const verification = startVerification(key === undefined ? {} : { key });
  let entries = 0;
  let bytes = 0;
  let told = 0;
  let last: Uint8Array | undefined;
  for await (const line of splitLines(chunks)) {
    bytes += line.length + 1;
    if (line[2] === OF_ENTRY) entries += 1;
    if (line[2] === OF_CHECKPOINT) last = line.slice();
    verification.take(line);
    if (performance.now() - told > NEWS_EVERY) {
      told = performance.now();
      tell({ kind: 'progress', entries, bytes });
    }
  }
  const verdict = verification.end();
  const note = last === undefined ? undefined : noteOf(last);
  // Only what comes from the hub itself can be asked how it goes on from what was kept.
  const isOwn = 'url' in source && verdict.isSound && note !== undefined;
  const witness = isOwn ? await asWitness(note, kept, key ?? verdict.header?.key ?? '') : undefined;
  return { kind: 'trail', verdict, note, witness };
}

function verifyOne(text: string | undefined, key: string | undefined): VerifyNews {
  const proof = text === undefined ? undefined : readProofFile(text);
  if (proof === undefined) return { kind: 'failed', sentence: 'The file is not the proof of an entry.' };
  return { kind: 'proof', verdict: verifyProof(proof, key === undefined ? {} : { key }), key: proof.key };
}

/** The bytes of an answer; a sentence where it was refused. */
async function fetchTrail(url: string): Promise<ReadableStream<Uint8Array> | string> {
  const response = await fetch(url);
  if (response.ok && response.body !== null) return response.body;
  const { message } = (await response.json().catch(() => ({}))) as { readonly message?: string };
  return message ?? 'The trail could not be fetched. Try again.';
}

/** A stream piece by piece; not every browser walks one by itself. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    reader.releaseLock();
  }
}

function noteOf(line: Uint8Array): string | undefined {
  try {
    const { checkpoint } = JSON.parse(new TextDecoder().decode(line)) as { readonly checkpoint?: unknown };
    return typeof checkpoint === 'string' ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}

/** Asks the hub to show that its log only adds to what this browser kept, as a witness does. */
async function asWitness(note: string, kept: string | undefined, text: string) {
  const key = readVerifierKey(text);
  const [from, to] = [kept, note].map((each) => peekCheckpoint(each ?? '')?.size ?? 0) as [number, number];
  if (key === undefined || kept === undefined) return undefined;
  const asked = from < to ? await fetch(`/checkpoint/consistency?from=${from}&to=${to}`) : undefined;
  const lines = asked?.ok === true ? (await asked.text()).split('\n').filter((line) => line !== '') : [];
  const proof = lines.map((line) => fromBase64(line) ?? new Uint8Array(0));
  const answer = considerCheckpoint({ kept, offered: note, proof, key });
  return answer.isAccepted
    ? {
        isExtension: true,
        sentence: `It extends the checkpoint over ${from.toLocaleString('en')} entries that this browser kept.`,
      }
    : { isExtension: false, sentence: answer.sentence };
}
