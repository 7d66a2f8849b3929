import { areSameBytes } from './bytes.ts';
import { isSize, nodeHash, perfectSubtrees, rootOf, type Hash, type NodeId } from './merkle.ts';
import { HASH_BYTES, sha256, type Sha256 } from './sha256.ts';

/** Gives the root of a perfect subtree; undefined when it is not known. */
export type ReadNode = (node: NodeId) => Hash | undefined;

/** Leaves from `begin` up to, not including, `end`: one hash of a proof covers them. */
type Span = readonly [begin: number, end: number];

/** No proof in a tree of up to 2 ** 53 leaves is longer. */
export const LONGEST_PROOF = 64;

/**
 * Which subtrees an inclusion proof is made of, so that a caller can fetch them first.
 *
 * @throws RangeError for an index that is not in the tree
 */
export const inclusionNodes = (index: number, size: number): NodeId[] =>
  inclusionSpans(index, size).flatMap(([begin, end]) => perfectSubtrees(begin, end));

/** Which subtrees a consistency proof is made of. @throws RangeError unless 0 ≤ from ≤ to */
export const consistencyNodes = (from: number, to: number): NodeId[] =>
  consistencySpans(from, to).flatMap(([begin, end]) => perfectSubtrees(begin, end));

/**
 * Proof that the leaf at `index` is in the tree of `size` leaves: hashes from the leaf up.
 *
 * @throws RangeError for an index that is not in the tree; Error when a node is not known
 * @source RFC 9162, section 2.1.3.1
 */
export const makeInclusionProof = (
  index: number,
  size: number,
  read: ReadNode,
  hash: Sha256 = sha256,
): Hash[] => inclusionSpans(index, size).map((span) => hashOf(span, read, hash));

/**
 * Proof that the tree of `to` leaves only adds to the tree of `from` leaves; empty when they are the same or the first is empty.
 *
 * @throws RangeError unless 0 ≤ from ≤ to; Error when a node is not known
 * @source RFC 9162, section 2.1.4.1
 */
export const makeConsistencyProof = (
  from: number,
  to: number,
  read: ReadNode,
  hash: Sha256 = sha256,
): Hash[] => consistencySpans(from, to).map((span) => hashOf(span, read, hash));

/** One level of the way from a leaf to the root. */
export interface PathStep {
  /** On which side of the way the hash of the proof stands. */
  readonly side: 'LEFT' | 'RIGHT';
  readonly sibling: Hash;
  /** What the two hash to. */
  readonly node: Hash;
}

/**
 * The way from a leaf up to the root that its proof leads to, level by level; empty for a tree of one leaf.
 *
 * Strict: undefined for a hash too many or too few, and for an index outside.
 *
 * @source RFC 9162, section 2.1.3.2
 */
export function inclusionPath(
  claim: {
    readonly leaf: Hash;
    readonly index: number;
    readonly size: number;
    readonly proof: readonly Hash[];
  },
  hash: Sha256 = sha256,
): PathStep[] | undefined {
  const { leaf, index, size, proof } = claim;
  if (!isSize(size) || !isSize(index) || index >= size || !areHashes([leaf, ...proof])) return undefined;
  const path: PathStep[] = [];
  let at = index;
  let last = size - 1;
  let node = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node, hash);
      path.push({ side: 'LEFT', sibling, node });
      // A right edge has no sibling on these levels.
      while (at % 2 === 0 && at !== 0) [at, last] = [halve(at), halve(last)];
    } else {
      node = nodeHash(node, sibling, hash);
      path.push({ side: 'RIGHT', sibling, node });
    }
    [at, last] = [halve(at), halve(last)];
  }
  return last === 0 ? path : undefined;
}

/** Whether the leaf stands at `index` in the tree of `size` leaves. Strict: no hash too many, no index outside. @source RFC 9162, section 2.1.3.2 */
export function verifyInclusion(
  claim: {
    readonly leaf: Hash;
    readonly index: number;
    readonly size: number;
    readonly proof: readonly Hash[];
    readonly root: Hash;
  },
  hash: Sha256 = sha256,
): boolean {
  const path = inclusionPath(claim, hash);
  return path !== undefined && areSameBytes(path.at(-1)?.node ?? claim.leaf, claim.root);
}

/** Whether the tree of `to` leaves only adds to the tree of `from` leaves. Strict in the same way. @source RFC 9162, section 2.1.4.2 */
export function verifyConsistency(
  claim: {
    readonly from: number;
    readonly to: number;
    readonly fromRoot: Hash;
    readonly toRoot: Hash;
    readonly proof: readonly Hash[];
  },
  hash: Sha256 = sha256,
): boolean {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (!isSize(from) || !isSize(to) || from > to || !areHashes([fromRoot, toRoot, ...proof])) return false;
  if (from === to) return proof.length === 0 && areSameBytes(fromRoot, toRoot);
  // Nothing is not a tree that another could contradict; its root is known.
  if (from === 0) return proof.length === 0 && areSameBytes(fromRoot, rootOf([], hash));
  const [first, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  if (first === undefined) return false;
  let node = from - 1;
  let last = to - 1;
  while (node % 2 === 1) [node, last] = [halve(node), halve(last)];
  let older = first;
  let newer = first;
  for (const each of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      older = nodeHash(each, older, hash);
      newer = nodeHash(each, newer, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [halve(node), halve(last)];
    } else {
      newer = nodeHash(newer, each, hash);
    }
    [node, last] = [halve(node), halve(last)];
  }
  return last === 0 && areSameBytes(older, fromRoot) && areSameBytes(newer, toRoot);
}

function inclusionSpans(index: number, size: number): Span[] {
  if (!isSize(size) || !isSize(index) || index >= size)
    throw new RangeError(`There is no leaf ${index} in a tree of ${size}.`);
  const spans: Span[] = [];
  let [begin, end]: Span = [0, size];
  while (end - begin > 1) {
    const middle = begin + largestPowerBelow(end - begin);
    if (index < middle) {
      spans.push([middle, end]);
      end = middle;
    } else {
      spans.push([begin, middle]);
      begin = middle;
    }
  }
  return spans.reverse();
}

function consistencySpans(from: number, to: number): Span[] {
  if (!isSize(from) || !isSize(to) || from > to)
    throw new RangeError(`A tree of ${to} does not extend one of ${from}.`);
  if (from === 0 || from === to) return [];
  const spans: Span[] = [];
  let [begin, end]: Span = [0, to];
  while (end !== from) {
    const middle = begin + largestPowerBelow(end - begin);
    if (from <= middle) {
      spans.push([middle, end]);
      end = middle;
    } else {
      spans.push([begin, middle]);
      begin = middle;
    }
  }
  // Whoever checks knows the older root, so it is not sent when it is one of the nodes.
  if (begin !== 0) spans.push([begin, end]);
  return spans.reverse();
}

function hashOf([begin, end]: Span, read: ReadNode, hash: Sha256): Hash {
  const nodes = perfectSubtrees(begin, end).map((node) => {
    const found = read(node);
    if (found === undefined) throw new Error(`Node ${node.position} of height ${node.height} is not known.`);
    return found;
  });
  return rootOf(nodes, hash);
}

const areHashes = (hashes: readonly Hash[]): boolean =>
  hashes.length <= LONGEST_PROOF + 2 && hashes.every(({ length }) => length === HASH_BYTES);

const halve = (number: number): number => Math.floor(number / 2);

function largestPowerBelow(number: number): number {
  let power = 1;
  while (power * 2 < number) power *= 2;
  return power;
}

const isPowerOfTwo = (number: number): boolean => largestPowerBelow(number + 1) === number;
