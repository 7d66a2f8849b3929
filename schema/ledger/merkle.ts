import { HASH_BYTES, sha256, type Sha256 } from './sha256.ts';

/** Of 32 bytes: SHA-256. */
export type Hash = Uint8Array;

/** The root of a perfect subtree: it covers the leaves from `position * 2 ** height`, `2 ** height` of them. */
export interface NodeId {
  /** 0 is a leaf. */
  readonly height: number;
  readonly position: number;
}

/** A tree that grows to the right, kept as the roots of its perfect subtrees: as many as its size has ones in binary. */
export interface CompactRange {
  /** Number of leaves. */
  readonly size: number;
  /** Roots of the perfect subtrees, the largest (leftmost) first. */
  readonly nodes: readonly Hash[];
}

/** The root of a tree without leaves: the hash of nothing. @source RFC 9162, section 2.1.1 */
export const emptyRoot = (hash: Sha256 = sha256): Hash => hash(new Uint8Array(0));

/** Hash of a leaf: SHA-256(0x00 ‖ content). @source RFC 9162, section 2.1.1 */
export function leafHash(content: Uint8Array, hash: Sha256 = sha256): Hash {
  const message = new Uint8Array(content.length + 1);
  message.set(content, 1);
  return hash(message);
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). @source RFC 9162, section 2.1.1 */
export function nodeHash(left: Hash, right: Hash, hash: Sha256 = sha256): Hash {
  pair[0] = 1;
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return hash(pair);
}

/** Reused: a node is hashed for every leaf, and what is hashed is not kept. */
const pair = new Uint8Array(1 + 2 * HASH_BYTES);

/**
 * A growing tree, from its start or from where it was left.
 *
 * @param onNode told of each perfect subtree that becomes complete, leaves included, the lower one first
 * @throws RangeError when `from` has not as many nodes as its size asks for
 */
export function growTree(
  from: CompactRange = { size: 0, nodes: [] },
  hash: Sha256 = sha256,
  onNode?: (node: NodeId, hash: Hash) => void,
): {
  /** Appends a leaf by its hash. */
  readonly append: (leaf: Hash) => void;
  /** Appends a perfect subtree of `2 ** height` leaves by its root. Throws RangeError where the tree cannot hold one yet. */
  readonly appendSubtree: (height: number, root: Hash) => void;
  readonly root: () => Hash;
  readonly range: () => CompactRange;
} {
  let { size } = from;
  const nodes = [...from.nodes];
  if (!isSize(size) || nodes.length !== countOnes(size))
    throw new RangeError(`A tree of ${size} leaves is not kept as ${nodes.length} nodes.`);

  const appendSubtree = (height: number, root: Hash) => {
    const width = 2 ** height;
    if (root.length !== HASH_BYTES) throw new RangeError(`A hash has ${HASH_BYTES} bytes.`);
    if (!Number.isInteger(height) || height < 0 || size % width !== 0 || !isSize(size + width))
      throw new RangeError(`A tree of ${size} leaves takes no subtree of height ${height} yet.`);
    let position = size / width;
    let node = root;
    onNode?.({ height, position }, node);
    for (let level = height + 1; position % 2 === 1; level += 1) {
      const left = nodes.pop();
      if (left === undefined) throw new RangeError('A node of the tree is missing.');
      node = nodeHash(left, node, hash);
      position = (position - 1) / 2;
      onNode?.({ height: level, position }, node);
    }
    nodes.push(node);
    size += width;
  };
  return {
    append: (leaf) => appendSubtree(0, leaf),
    appendSubtree,
    root: () => rootOf(nodes, hash),
    range: () => ({ size, nodes: [...nodes] }),
  };
}

/** The root over subtrees that stand side by side, the largest first. @source RFC 9162, section 2.1.1 */
export function rootOf(nodes: readonly Hash[], hash: Sha256 = sha256): Hash {
  if (nodes.length === 0) return emptyRoot(hash);
  return nodes.reduceRight((right, left) => nodeHash(left, right, hash));
}

/**
 * The perfect subtrees that cover the leaves from `begin` up to, not including, `end`, from left to right: the fewest there are.
 *
 * At most two of each height, so at most 106 for the largest tree.
 *
 * @throws RangeError when the numbers are no range
 */
export function perfectSubtrees(begin: number, end: number): NodeId[] {
  if (!isSize(begin) || !isSize(end) || begin > end)
    throw new RangeError(`There are no leaves from ${begin} to ${end}.`);
  const found: NodeId[] = [];
  let at = begin;
  while (at < end) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height += 1;
    found.push({ height, position: at / 2 ** height });
    at += 2 ** height;
  }
  return found;
}

/** Whether a number can be the size of a tree: a whole number that JavaScript holds exactly. */
export const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;

function countOnes(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
