import { areSameBytes, fromBase64, toHex, toUtf8 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical.ts';
import { openCheckpoint, peekCheckpoint, readVerifierKey } from './checkpoint.ts';
import type { ReadLeaf } from './export-line.ts';
import { nameEntry } from './fault.ts';
import { leafHash, type Hash } from './merkle.ts';
import { inclusionPath, LONGEST_PROOF, type PathStep } from './proof.ts';
import type { EntryProof } from './proof-file.ts';
import { readLeaf } from './read-entry.ts';
import { sha256, type Sha256 } from './sha256.ts';
import { opens } from './verify.ts';

/** What is checked of the proof of an entry, in this order. */
export const PROOF_CHECKS = ['LEAF', 'VALUES', 'PATH', 'CHECKPOINT'] as const;

/** What became of one check. */
export interface ProofStep {
  readonly check: (typeof PROOF_CHECKS)[number];
  readonly isGood: boolean;
  /** What was found, for people. */
  readonly sentence: string;
}

/** What became of the proof of an entry. */
export interface ProofVerdict {
  readonly isSound: boolean;
  /** Up to the first that is not good: what comes after rests on it. */
  readonly steps: readonly ProofStep[];
  /** As the leaf says; null when it cannot be read. */
  readonly entryNumber: string | null;
  /** Number of entries that the checkpoint covers; null when it cannot be read. */
  readonly size: number | null;
}

/**
 * Verifies that an entry stands in a signed trail exactly as its proof shows it: content, personal values, place, signature.
 *
 * Runs in Node and in the browser.
 *
 * @param options.key verifier key of the log as text, had from elsewhere; left out: the proof's own, which proves only that the proof agrees with itself
 */
export function verifyProof(
  proof: EntryProof,
  options: { readonly key?: string; readonly hash?: Sha256 } = {},
): ProofVerdict {
  const { hash = sha256 } = options;
  const leaf = readLeaf(proof.leaf);
  const told = peekCheckpoint(proof.checkpoint);
  const path = pathOf(proof, hash);
  const root = path?.at(-1)?.node ?? hashOfLeaf(proof, hash);
  const steps: ProofStep[] = [];
  for (const step of [
    () => checkLeaf(proof, leaf, hash),
    () => checkValues(proof, leaf, hash),
    () => checkPath(path, root, told?.root, told?.size),
    () => checkCheckpoint(proof, options.key),
  ]) {
    const made = step();
    steps.push(made);
    if (!made.isGood) break;
  }
  return {
    isSound: steps.every(({ isGood }) => isGood),
    steps,
    entryNumber: leaf?.entryNumber ?? null,
    size: told?.size ?? null,
  };
}

/** The hash of the leaf of a proof, as its content gives it. */
export const hashOfLeaf = ({ leaf }: Pick<EntryProof, 'leaf'>, hash: Sha256 = sha256): Hash =>
  leafHash(toUtf8(leaf), hash);

/** The way of a proof from its leaf to a root, level by level; undefined when it leads to none. */
export function pathOf(proof: EntryProof, hash: Sha256 = sha256): PathStep[] | undefined {
  const size = peekCheckpoint(proof.checkpoint)?.size;
  if (size === undefined || proof.inclusion.length > LONGEST_PROOF) return undefined;
  const hashes = proof.inclusion.map((text) => fromBase64(text) ?? new Uint8Array(0));
  return inclusionPath({ leaf: hashOfLeaf(proof, hash), index: proof.index, size, proof: hashes }, hash);
}

function checkLeaf(proof: EntryProof, leaf: ReadLeaf | undefined, hash: Sha256): ProofStep {
  const isGood = leaf?.index === proof.index && isCanonical(proof.leaf);
  const sentence = isGood
    ? `${nameEntry(leaf.entryNumber, leaf.index)} is canonical JSON of ${toUtf8(proof.leaf).length} bytes; the hash of its leaf is ${shortHex(hashOfLeaf(proof, hash))}.`
    : 'The content is not the canonical JSON of an entry at this place.';
  return { check: 'LEAF', isGood, sentence };
}

function checkValues(proof: EntryProof, leaf: ReadLeaf | undefined, hash: Sha256): ProofStep {
  const digests = Object.entries(leaf?.digests ?? {});
  const erased = digests.filter(([path]) => proof.openings[path] == null).map(([path]) => path);
  const wrong =
    digests.find(([path, digest]) => {
      const opening = proof.openings[path];
      return opening != null && !opens(opening, digest, hash);
    })?.[0] ?? Object.keys(proof.openings).find((path) => !Object.hasOwn(leaf?.digests ?? {}, path));
  if (wrong !== undefined)
    return {
      check: 'VALUES',
      isGood: false,
      sentence: `${wrong} was changed: it is not the value that was sealed.`,
    };
  const shown = digests.length - erased.length;
  return {
    check: 'VALUES',
    isGood: true,
    sentence: [
      digests.length === 0 ? 'The entry has no personal value.' : '',
      shown > 0
        ? `${shown === 1 ? '1 personal value is what its salted digest stands' : `${shown} personal values are what their salted digests stand`} for.`
        : '',
      erased.length > 0
        ? `Erased: ${erased.join(', ')}; an entry of the trail must record why, which the whole trail shows.`
        : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}

function checkPath(
  path: readonly PathStep[] | undefined,
  root: Hash,
  told: Hash | undefined,
  size: number | undefined,
): ProofStep {
  const isGood = path !== undefined && told !== undefined && areSameBytes(root, told);
  const steps = path?.length === 1 ? '1 hash leads' : `${path?.length ?? 0} hashes lead`;
  let sentence = 'The hashes of the proof lead to no root.';
  if (isGood) sentence = `${steps} from it to the root ${shortHex(root)} of ${size ?? 0} entries.`;
  else if (path !== undefined)
    sentence = `${steps} to the root ${shortHex(root)}; the checkpoint tells of another, ${told === undefined ? 'none' : shortHex(told)}: entry or proof was changed.`;
  return { check: 'PATH', isGood, sentence };
}

function checkCheckpoint(proof: EntryProof, given: string | undefined): ProofStep {
  const key = readVerifierKey(given ?? proof.key);
  const wrong = (sentence: string): ProofStep => ({ check: 'CHECKPOINT', isGood: false, sentence });
  if (key === undefined) return wrong('The verifier key is not one of Ed25519.');
  if (given !== undefined && given !== proof.key)
    return wrong('The proof names another verifier key than the one that was given.');
  const checkpoint = openCheckpoint(proof.checkpoint, key);
  if (checkpoint === undefined) return wrong(`The checkpoint is not signed by the key of ${key.name}.`);
  return {
    check: 'CHECKPOINT',
    isGood: true,
    sentence: `The checkpoint over ${checkpoint.size} entries is signed by ${key.name} (Ed25519, key ${toHex(key.id)}).`,
  };
}

/** First and last bytes of a hash, for people. @example 'b81e02c7…5f10' */
export const shortHex = (hash: Hash): string => `${toHex(hash.subarray(0, 4))}…${toHex(hash.subarray(-2))}`;

function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text) as Json) === text;
  } catch {
    return false;
  }
}
