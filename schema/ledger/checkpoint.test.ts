import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64 } from './bytes.ts';
import {
  makeCheckpoint,
  openCheckpoint,
  openNote,
  peekCheckpoint,
  readVerifierKey,
  signNote,
  verifierKeyOf,
  verifierKeyText,
  type VerifierKey,
} from './checkpoint.ts';
import { emptyRoot, growTree, leafHash } from './merkle.ts';
import { makeConsistencyProof } from './proof.ts';
import { considerCheckpoint } from './witness.ts';

const keyOf = (text: string): VerifierKey => {
  const key = readVerifierKey(text);
  if (key === undefined) throw new Error(`${text} is no key`);
  return key;
};
const SECRET = Uint8Array.from({ length: 32 }, (_, at) => at);
const ORIGIN = 'readout.example.org/audit';
const KEY = verifierKeyOf(ORIGIN, SECRET);

describe('a signed note', () => {
  // C2SP signed-note, the example of the specification.
  const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
  const EXAMPLE =
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
  // golang.org/x/mod, sumdb/note/note_test.go: key pair, text and signature.
  const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const GO_SECRET = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
  const GO_TEXT =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const GO_NOTE = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

  test('of the specification and of the Go library opens with its published key', () => {
    expect(openNote(EXAMPLE, keyOf(EXAMPLE_KEY))).toBe('This is an example message.\n');
    expect(openNote(GO_NOTE, keyOf(GO_KEY))).toBe(GO_TEXT);
    expect(verifierKeyText(keyOf(GO_KEY))).toBe(GO_KEY);
  });

  test('is made byte by byte as the Go library makes it', () => {
    const secret = fromBase64(GO_SECRET)!.subarray(1);
    const key = verifierKeyOf('PeterNeumann', secret);
    expect(verifierKeyText(key)).toBe(GO_KEY);
    expect(signNote(GO_TEXT, key, secret)).toBe(GO_NOTE);
  });

  test('passes over signatures by others, and is not saved by a right one after a wrong one', () => {
    const key = keyOf(GO_KEY);
    const other = GO_NOTE.replace('\n\n—', '\n\n— somebody AAAAAAAAAAAAAAAAAAAA\n—');
    expect(openNote(other, key)).toBe(GO_TEXT);
    const [text, line] = GO_NOTE.split('\n\n');
    const wrong = line!.replace('ZJku', 'ZJkv');
    expect(openNote(`${text}\n\n${wrong}${line}`, key)).toBeUndefined();
  });

  test.each([
    ['no empty line', GO_NOTE.replace('\n\n', '\n')],
    ['a hyphen for the dash', GO_NOTE.replace('—', '-')],
    ['no last line break', GO_NOTE.slice(0, -1)],
    ['a carriage return', GO_NOTE.replace('\n', '\r\n')],
    ['another spelling of the base64', GO_NOTE.replace('nAM=', 'nAN=')],
    ['over 16 KiB', `${'x'.repeat(17_000)}\n${GO_NOTE}`],
    ['a signature cut short', GO_NOTE.replace(/ZJku.*=/, 'ZJk=')],
    ['nothing', ''],
  ])('is refused with %s', (_name, note) => {
    expect(openNote(note, keyOf(GO_KEY))).toBeUndefined();
  });

  test('has a key whose id follows from its name and bytes', () => {
    for (const text of [
      GO_KEY.replace('Peter', 'Pyotr'),
      GO_KEY.replace('c74f20a3', 'c74f20a4'),
      GO_KEY.replace('ARpc', 'AhpC'),
      GO_KEY.slice(0, -4),
      '',
      '++',
    ])
      expect(readVerifierKey(text)).toBeUndefined();
    expect(() => verifierKeyOf('two words', SECRET)).toThrow(RangeError);
  });
});

describe('a checkpoint', () => {
  const note = makeCheckpoint({ origin: ORIGIN, size: 0, root: emptyRoot() }, SECRET);

  test('is origin, size and root, a line each, and opens to the same', () => {
    expect(note.split('\n').slice(0, 4)).toEqual([
      ORIGIN,
      '0',
      '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      '',
    ]);
    expect(openCheckpoint(note, KEY)).toEqual({ origin: ORIGIN, size: 0, root: emptyRoot() });
    expect(peekCheckpoint(note)).toEqual({ origin: ORIGIN, size: 0, root: emptyRoot() });
  });

  test('is refused with any character changed, and with a key of another log', () => {
    for (let at = 0; at < note.length; at += 1) {
      const changed = note.slice(0, at) + (note[at] === 'x' ? 'y' : 'x') + note.slice(at + 1);
      expect(openCheckpoint(changed, KEY)).toBeUndefined();
    }
    expect(openCheckpoint(note, verifierKeyOf('another/audit', SECRET))).toBeUndefined();
  });

  test('is refused when signed but no checkpoint: leading zeroes, a short root, another origin', () => {
    const signed = (text: string) => openCheckpoint(signNote(text, KEY, SECRET), KEY);
    const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
    expect(signed(`${ORIGIN}\n7\n${root}\n`)).toMatchObject({ size: 7 });
    expect(signed(`${ORIGIN}\n7\n${root}\nextension\n`)).toMatchObject({ size: 7 });
    for (const text of [
      `${ORIGIN}\n07\n${root}\n`,
      `${ORIGIN}\n-7\n${root}\n`,
      `${ORIGIN}\n7\nAAAA\n`,
      `another/audit\n7\n${root}\n`,
      `${ORIGIN}\n9007199254740993\n${root}\n`,
      `${ORIGIN}\n7\n`,
    ])
      expect(signed(text)).toBeUndefined();
  });

  test('is never read from chance', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(openCheckpoint(text, KEY)).toBeUndefined();
        expect(openCheckpoint(`${ORIGIN}\n1\n${text}\n\n— ${ORIGIN} ${text}\n`, KEY)).toBeUndefined();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('a witness', () => {
  const nodes = new Map<string, Uint8Array>();
  const tree = growTree(undefined, undefined, ({ height, position }, hash) =>
    nodes.set(`${height} ${position}`, hash),
  );
  const notes = Array.from({ length: 20 }, (_, size) => {
    const at = makeCheckpoint({ origin: ORIGIN, size, root: tree.root() }, SECRET);
    tree.append(leafHash(Uint8Array.of(size)));
    return at;
  });
  const proofOf = (from: number, to: number) =>
    makeConsistencyProof(from, to, ({ height, position }) => nodes.get(`${height} ${position}`));
  const consider = (kept: string | undefined, offered: string, proof: readonly Uint8Array[] = []) =>
    considerCheckpoint({ kept, offered, proof, key: KEY });

  test('takes the first checkpoint, the same again, and each extension', () => {
    expect(consider(undefined, notes[5]!)).toMatchObject({ isAccepted: true, state: 'FIRST', size: 5 });
    expect(consider(notes[5], notes[5]!)).toMatchObject({ isAccepted: true, state: 'SAME' });
    for (let from = 0; from < 20; from += 1)
      for (let to = from + 1; to < 20; to += 1)
        expect(consider(notes[from], notes[to]!, proofOf(from, to))).toMatchObject({
          isAccepted: true,
          state: 'EXTENDED',
        });
  });

  test('refuses a rollback, a fork, a wrong proof and a wrong signature', () => {
    const other = growTree();
    for (let at = 0; at < 7; at += 1) other.append(leafHash(Uint8Array.of(at === 3 ? 99 : at)));
    const fork = makeCheckpoint({ origin: ORIGIN, size: 7, root: other.root() }, SECRET);
    expect(consider(notes[9], notes[5]!)).toMatchObject({ isAccepted: false, state: 'ROLLBACK' });
    expect(consider(notes[7], fork)).toMatchObject({ isAccepted: false, state: 'FORK' });
    expect(consider(notes[5], fork, proofOf(5, 7))).toMatchObject({ isAccepted: false, state: 'FORK' });
    expect(consider(notes[5], notes[7]!, proofOf(5, 8))).toMatchObject({ isAccepted: false, state: 'FORK' });
    expect(consider(notes[5], notes[7]!.replace('7', '8'))).toMatchObject({
      isAccepted: false,
      state: 'SIGNATURE',
    });
    expect(consider('nonsense', notes[7]!)).toMatchObject({ isAccepted: false, state: 'SIGNATURE' });
  });
});
