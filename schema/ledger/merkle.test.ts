import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { emptyRoot, growTree, leafHash, perfectSubtrees, rootOf, type Hash } from './merkle.ts';
import {
  consistencyNodes,
  inclusionNodes,
  makeConsistencyProof,
  makeInclusionProof,
  verifyConsistency,
  verifyInclusion,
  type ReadNode,
} from './proof.ts';
import { consistencyPath, inclusionPath, treeHash } from './reference-tree.ts';

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

// The test tree of Certificate Transparency: github.com/transparency-dev/merkle, testonly/constants.go.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

function grow(leaves: readonly Uint8Array[]) {
  const nodes = new Map<string, Hash>();
  const tree = growTree(undefined, undefined, ({ height, position }, hash) =>
    nodes.set(`${height} ${position}`, hash),
  );
  for (const leaf of leaves) tree.append(leafHash(leaf));
  const read: ReadNode = ({ height, position }) => nodes.get(`${height} ${position}`);
  return { tree, read };
}

const someLeaves = (count: number) =>
  Array.from({ length: count }, (_, at) => Uint8Array.of(at, at >> 8, 7 * at));

describe('the tree', () => {
  test('has the published roots for 0 to 8 leaves', () => {
    expect(toHex(emptyRoot())).toBe(ROOTS[0]);
    for (const [size, root] of ROOTS.entries()) {
      expect(toHex(grow(LEAVES.slice(0, size)).tree.root())).toBe(root);
      expect(toHex(treeHash(LEAVES.slice(0, size)))).toBe(root);
    }
  });

  test('grows on from where it was left, a leaf or a subtree at a time', () => {
    const leaves = someLeaves(70);
    for (let left = 0; left <= leaves.length; left += 1) {
      const again = growTree(grow(leaves.slice(0, left)).tree.range());
      for (const leaf of leaves.slice(left)) again.append(leafHash(leaf));
      expect(again.root()).toEqual(treeHash(leaves));
      const skipping = growTree();
      for (const { height, position } of perfectSubtrees(0, left))
        skipping.appendSubtree(
          height,
          treeHash(leaves.slice(position * 2 ** height, (position + 1) * 2 ** height)),
        );
      for (const leaf of leaves.slice(left)) skipping.append(leafHash(leaf));
      expect(skipping.root()).toEqual(treeHash(leaves));
    }
  });

  test('takes no subtree where it has none, and no range that is none', () => {
    const { tree } = grow(someLeaves(3));
    expect(() => tree.appendSubtree(1, leafHash(LEAVES[0]!))).toThrow(RangeError);
    expect(() => tree.append(new Uint8Array(31))).toThrow(RangeError);
    expect(() => growTree({ size: 3, nodes: [leafHash(LEAVES[0]!)] })).toThrow(RangeError);
    expect(() => perfectSubtrees(2, 1)).toThrow(RangeError);
  });
});

describe('proofs', () => {
  // testonly/reference_test.go and merkle's verify_test.go: index or sizes, and the hashes.
  test.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('of inclusion: leaf %i of %i is the published one', (index, size, hashes) => {
    const { read } = grow(LEAVES);
    const proof = makeInclusionProof(index, size, read);
    expect(proof.map(toHex)).toEqual(hashes);
    const root = bytes(ROOTS[size]!);
    expect(verifyInclusion({ leaf: leafHash(LEAVES[index]!), index, size, proof, root })).toBe(true);
  });

  test.each([
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      2,
      8,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
    [1, 1, []],
  ])('of consistency: %i to %i is the published one', (from, to, hashes) => {
    const { read } = grow(LEAVES);
    const proof = makeConsistencyProof(from, to, read);
    expect(proof.map(toHex)).toEqual(hashes);
    const [fromRoot, toRoot] = [bytes(ROOTS[from]!), bytes(ROOTS[to]!)];
    expect(verifyConsistency({ from, to, fromRoot, toRoot, proof })).toBe(true);
  });

  test('are those of the definition, for each tree up to 40 leaves, and hold', () => {
    const leaves = someLeaves(40);
    const { read } = grow(leaves);
    for (let size = 1; size <= leaves.length; size += 1) {
      const part = leaves.slice(0, size);
      const root = treeHash(part);
      for (let index = 0; index < size; index += 1) {
        const proof = makeInclusionProof(index, size, read);
        expect(proof).toEqual(inclusionPath(index, part));
        expect(verifyInclusion({ leaf: leafHash(part[index]!), index, size, proof, root })).toBe(true);
        expect(verifyInclusion({ leaf: leafHash(part[index]!), index: index + 1, size, proof, root })).toBe(
          false,
        );
      }
      for (let from = 1; from <= size; from += 1) {
        const proof = makeConsistencyProof(from, size, read);
        expect(proof).toEqual(consistencyPath(from, part));
        const fromRoot = treeHash(part.slice(0, from));
        expect(verifyConsistency({ from, to: size, fromRoot, toRoot: root, proof })).toBe(true);
        if (from < size)
          expect(verifyConsistency({ from: from + 1, to: size, fromRoot, toRoot: root, proof })).toBe(false);
      }
    }
  });

  test('are refused with any bit flipped, a hash more or less, or another place', () => {
    const leaves = someLeaves(300);
    const { read } = grow(leaves);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), fc.nat(7), (size, at, byte, bit) => {
        const index = at % size;
        const root = treeHash(leaves.slice(0, size));
        const proof = makeInclusionProof(index, size, read);
        const right = { leaf: leafHash(leaves[index]!), index, size, proof, root };
        expect(verifyInclusion(right)).toBe(true);
        const flip = (hash: Hash) =>
          hash.map((each, place) => (place === byte % 32 ? each ^ (1 << bit) : each));
        const place = at % proof.length;
        const wrong = [
          { leaf: flip(right.leaf) },
          { root: flip(root) },
          { proof: proof.with(place, flip(proof[place]!)) },
          { proof: proof.toSpliced(place, 1) },
          { proof: [...proof, root] },
          { proof: [right.leaf, ...proof] },
          { index: size },
          { index: -1 },
          { index: index + 0.5 },
          { size: 0 },
        ];
        for (const each of wrong) expect(verifyInclusion({ ...right, ...each })).toBe(false);
      }),
      { seed: 9162, numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), fc.nat(7), (to, at, byte, bit) => {
        const from = 1 + (at % (to - 1));
        const [fromRoot, toRoot] = [treeHash(leaves.slice(0, from)), treeHash(leaves.slice(0, to))];
        const proof = makeConsistencyProof(from, to, read);
        const right = { from, to, fromRoot, toRoot, proof };
        expect(verifyConsistency(right)).toBe(true);
        const flip = (hash: Hash) =>
          hash.map((each, place) => (place === byte % 32 ? each ^ (1 << bit) : each));
        const place = at % proof.length;
        const wrong = [
          { fromRoot: flip(fromRoot) },
          { toRoot: flip(toRoot) },
          { proof: proof.with(place, flip(proof[place]!)) },
          { proof: proof.toSpliced(place, 1) },
          { proof: [...proof, toRoot] },
          { proof: [] },
          { from: to },
          { from: 0 },
          { to: from },
        ];
        for (const each of wrong) expect(verifyConsistency({ ...right, ...each })).toBe(false);
      }),
      { seed: 9162, numRuns: 300 },
    );
  });

  test('of chance are never accepted, however long', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const size = fc.oneof(fc.nat(70), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
    fc.assert(
      fc.property(
        hash,
        size,
        size,
        fc.array(hash, { maxLength: 80 }),
        hash,
        (leaf, index, of, proof, root) => {
          if (of === 1 && proof.length === 0) return;
          expect(verifyInclusion({ leaf, index, size: of, proof, root })).toBe(false);
          if (index !== of)
            expect(verifyConsistency({ from: index, to: of, fromRoot: leaf, toRoot: root, proof })).toBe(
              false,
            );
        },
      ),
      { seed: 9162, numRuns: 2000 },
    );
    const long = Array.from({ length: 65 }, () => leafHash(LEAVES[0]!));
    expect(verifyInclusion({ leaf: long[0]!, index: 0, size: 2 ** 53, proof: long, root: long[0]! })).toBe(
      false,
    );
    expect(
      verifyInclusion({ leaf: new Uint8Array(31), index: 0, size: 1, proof: [], root: new Uint8Array(31) }),
    ).toBe(false);
  });

  test('name the nodes they are made of, few of each height', () => {
    expect(inclusionNodes(0, 1)).toEqual([]);
    expect(consistencyNodes(0, 9)).toEqual([]);
    expect(inclusionNodes(12_345_678, 20_000_000).length).toBeLessThan(64);
    expect(() => inclusionNodes(8, 8)).toThrow(RangeError);
    expect(() => consistencyNodes(9, 8)).toThrow(RangeError);
    expect(() => makeInclusionProof(0, 2, () => undefined)).toThrow('is not known');
    expect(rootOf([])).toEqual(emptyRoot());
  });
});
