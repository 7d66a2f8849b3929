import type { Json } from './canonical.ts';
import { LONGEST_PROOF } from './proof.ts';
import type { LeafPath, Opening } from './leaf.ts';

/** What shows to anybody that one entry stands in the signed trail. */
export interface EntryProof {
  /** Verifier key of the log as people pass it on: to be compared with one that was had otherwise. */
  readonly key: string;
  /** Place in the tree, from 0. */
  readonly index: number;
  /** The text whose UTF-8 bytes are the leaf. */
  readonly leaf: string;
  /** What its digests stand for; null where it was erased. */
  readonly openings: Readonly<Record<LeafPath, Opening | null>>;
  /** Hashes from the leaf up, base64. */
  readonly inclusion: readonly string[];
  /** Signed note (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
}

/** Larger ones are refused. */
const LARGEST_FILE = 64 * 1024 * 1024;
const START = /^\s*\{\s*"proof"\s*:\s*"readout\/1"/;

/** The proof of an entry as a file, JSON for people and programs. */
export const proofFile = ({ key, index, leaf, openings, inclusion, checkpoint }: EntryProof): string =>
  `${JSON.stringify({ proof: 'readout/1', key, index, leaf, openings, inclusion, checkpoint }, null, 2)}\n`;

/** Whether a file that begins so is the proof of an entry, not an exported trail. */
export const isProofFile = (head: Uint8Array): boolean =>
  START.test(new TextDecoder('utf-8').decode(head.subarray(0, 200)));

/** Looks how a file begins: whether it is the proof of an entry, and all of its pieces from the first on. */
export async function openFile(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly isProof: boolean; readonly chunks: AsyncIterable<Uint8Array> }> {
  const pieces = chunks[Symbol.asyncIterator]();
  const first = await pieces.next();
  const head = first.done === true ? new Uint8Array(0) : first.value;
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield head;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    } finally {
      // Whoever stops early closes what it reads from.
      await pieces.return?.();
    }
  }
  return { isProof: isProofFile(head), chunks: all() };
}

/** Reads the file of a proof; undefined for anything else. */
export function readProofFile(text: string): EntryProof | undefined {
  const value = text.length > LARGEST_FILE ? undefined : parse(text);
  if (!isObject(value) || value['proof'] !== 'readout/1') return undefined;
  const { key, index, leaf, openings, inclusion, checkpoint } = value;
  if (typeof key !== 'string' || typeof index !== 'number' || typeof leaf !== 'string') return undefined;
  if (typeof checkpoint !== 'string' || !isObject(openings) || !isTexts(inclusion)) return undefined;
  if (inclusion.length > LONGEST_PROOF) return undefined;
  const read: Record<LeafPath, Opening | null> = {};
  for (const [path, opening] of Object.entries(openings)) {
    const salt = isObject(opening) ? opening['salt'] : undefined;
    const value = isObject(opening) ? opening['value'] : undefined;
    if (opening === null) read[path] = null;
    else if (typeof salt !== 'string' || value === undefined) return undefined;
    else read[path] = { salt, value };
  }
  return { key, index, leaf, openings: read, inclusion, checkpoint };
}

/** All of a stream as text; undefined beyond 64 MiB. */
export async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST_FILE) return undefined;
  }
  return text + decoder.decode();
}

const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
