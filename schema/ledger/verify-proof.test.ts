import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64, toUtf8 } from './bytes.ts';
import { keyFingerprint, makeCheckpoint, verifierKeyOf, verifierKeyText } from './checkpoint.ts';
import { leafContent, type LeafEntry } from './leaf.ts';
import { growTree, leafHash, type NodeId } from './merkle.ts';
import { makeInclusionProof } from './proof.ts';
import { isProofFile, proofFile, readProofFile, type EntryProof } from './proof-file.ts';
import { pathOf, verifyProof } from './verify-proof.ts';

const ORIGIN = 'readout.example.org/audit';
const SECRET = new Uint8Array(32).fill(9);
const KEY = verifierKeyText(verifierKeyOf(ORIGIN, SECRET));
const SALT = '00112233445566778899aabbccddeeff';

const entryAt = (index: number): LeafEntry => ({
  number: String(100 + 2 * index),
  record: 'finding',
  action: 'UPDATE',
  after: { diameter_mm: '24' },
  reason: `Because ${index}`,
});

/** The proof of one of so many entries. */
function proofOf(index: number, size: number): EntryProof {
  const contents = Array.from({ length: size }, (_, at) => leafContent(entryAt(at), at, { reason: SALT }));
  const hashes = contents.map((content) => leafHash(toUtf8(content)));
  const tree = growTree();
  for (const hash of hashes) tree.append(hash);
  const read = ({ height, position }: NodeId) => {
    const part = growTree();
    for (const hash of hashes.slice(position * 2 ** height, (position + 1) * 2 ** height)) part.append(hash);
    return part.root();
  };
  return {
    key: KEY,
    index,
    leaf: contents[index] ?? '',
    openings: { reason: { salt: SALT, value: `Because ${index}` } },
    inclusion: makeInclusionProof(index, size, read).map(toBase64),
    checkpoint: makeCheckpoint({ origin: ORIGIN, size, root: tree.root() }, SECRET),
  };
}

describe('the proof of an entry', () => {
  test('is verified for every place in trees of up to 40 entries, and its path ends at the root', () => {
    for (const size of [1, 2, 3, 7, 8, 21, 40])
      for (let index = 0; index < size; index += 1) {
        const proof = proofOf(index, size);
        const verdict = verifyProof(proof, { key: KEY });
        expect(verdict.isSound).toBe(true);
        expect(verdict.entryNumber).toBe(String(100 + 2 * index));
        expect(verdict.steps.map(({ check }) => check)).toEqual(['LEAF', 'VALUES', 'PATH', 'CHECKPOINT']);
        expect(pathOf(proof)).toHaveLength(proof.inclusion.length);
      }
  });

  test('says which check fails, and goes no further', () => {
    const proof = proofOf(5, 21);
    const other = verifierKeyText(verifierKeyOf(ORIGIN, new Uint8Array(32).fill(8)));
    const failedCheck = (changed: Partial<EntryProof>, key?: string) =>
      verifyProof({ ...proof, ...changed }, key === undefined ? {} : { key }).steps.find(
        ({ isGood }) => !isGood,
      )?.check;
    expect(failedCheck({ leaf: proof.leaf.replace('"24"', '"25"') })).toBe('PATH');
    expect(failedCheck({ leaf: proof.leaf.replace('{', '{ ') })).toBe('LEAF');
    expect(failedCheck({ index: 6 })).toBe('LEAF');
    expect(failedCheck({ openings: { reason: { salt: SALT, value: 'Because 6' } } })).toBe('VALUES');
    expect(failedCheck({ openings: { ...proof.openings, 'after.x': { salt: SALT, value: 'put in' } } })).toBe(
      'VALUES',
    );
    expect(failedCheck({ inclusion: proof.inclusion.slice(1) })).toBe('PATH');
    expect(failedCheck({ inclusion: [...proof.inclusion, toBase64(new Uint8Array(32))] })).toBe('PATH');
    expect(failedCheck({ inclusion: Array.from({ length: 100_000 }, () => '') })).toBe('PATH');
    expect(failedCheck({}, other)).toBe('CHECKPOINT');
    expect(failedCheck({ key: other })).toBe('CHECKPOINT');
    expect(failedCheck({ checkpoint: proofOf(5, 22).checkpoint })).toBe('PATH');
  });

  test('an erased value leaves the entry proved, and is told', () => {
    const verdict = verifyProof({ ...proofOf(5, 21), openings: { reason: null } });
    expect(verdict.isSound).toBe(true);
    expect(verdict.steps[1]?.sentence).toContain('Erased: reason');
  });
});

describe('the file of a proof', () => {
  test('is read as it was written, and told from an exported trail by how it begins', () => {
    const proof = proofOf(5, 21);
    expect(readProofFile(proofFile(proof))).toEqual(proof);
    expect(isProofFile(toUtf8(proofFile(proof)))).toBe(true);
    expect(isProofFile(toUtf8('{"audit":"readout/1","origin":"x"}\n'))).toBe(false);
  });

  test('with any letter changed proves nothing, or the same', () => {
    const proof = proofOf(5, 21);
    const file = proofFile(proof);
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
        const read = readProofFile(file.slice(0, at) + letter + file.slice(at + 1));
        if (read === undefined || !verifyProof(read, { key: KEY }).isSound) return;
        expect(read).toEqual(proof);
      }),
      { numRuns: 500 },
    );
  });

  test('of another form is no proof, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readProofFile(text)).toBeUndefined();
      }),
    );
  });
});

test('the fingerprint of a key is the SHA-256 of its 32 bytes', () => {
  const key = verifierKeyOf(ORIGIN, SECRET);
  expect(keyFingerprint(key)).toBe(createHash('sha256').update(key.publicKey).digest('hex'));
});
