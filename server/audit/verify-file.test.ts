import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toUtf8 } from '@readout/ledger/bytes.ts';
import { makeCheckpoint, verifierKeyOf, verifierKeyText } from '@readout/ledger/checkpoint.ts';
import { checkpointLine, headerLine, leafLine, openingsLine } from '@readout/ledger/export-line.ts';
import { leafContent } from '@readout/ledger/leaf.ts';
import { growTree, leafHash } from '@readout/ledger/merkle.ts';
import { beforeAll, expect, test } from 'vitest';
import { joinParts, verifyFile } from './verify-file.ts';

const SECRET = new Uint8Array(32).fill(4);
const KEY = verifierKeyText(verifierKeyOf('readout.test/audit', SECRET));
const lines: string[] = [];
let path = '';

beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'readout-file-')), 'trail.jsonl');
  const tree = growTree();
  lines.push(headerLine({ origin: 'readout.test/audit', key: KEY, trial: null }));
  for (let index = 0; index < 200; index += 1) {
    // One entry is longer than many stretches.
    const reason = index === 77 ? 'long '.repeat(60_000) : `Reason ${index} – because`;
    const entry = { number: String(index), record: 'site', action: 'ACT', reason };
    const salts = { reason: index.toString(16).padStart(32, '0') };
    const content = leafContent(entry, index, salts);
    const hash = leafHash(toUtf8(content));
    tree.append(hash);
    lines.push(leafLine(hash, content), openingsLine({ reason: { salt: salts.reason, value: reason } }));
    if (index % 50 === 49)
      lines.push(
        checkpointLine(
          makeCheckpoint({ origin: 'readout.test/audit', size: index + 1, root: tree.root() }, SECRET),
        ),
      );
  }
});

const write = (changed: readonly string[]) => writeFile(path, changed.join(''));

test.each([300, 1000, 4096, 100_000_000])('a file is whole in stretches of %i bytes', async (bytes) => {
  await write(lines);
  expect(await joinParts(path, { key: KEY }, bytes)).toMatchObject({
    isSound: true,
    entries: 200,
    checkpoints: 4,
  });
});

test('what was changed is found in any stretch, and named', async () => {
  const at = lines.findIndex((line) => line.includes('"index":120,'));
  for (const changed of [
    lines.with(at, lines[at]!.replace('"ACT"', '"ACR"')),
    lines.with(at + 1, lines[at + 1]!.replace('because', 'becausE')),
    lines.toSpliced(at, 2),
    lines.toSpliced(at, 0, lines[at]!, lines[at + 1]!),
    lines.slice(0, -1),
  ]) {
    await write(changed);
    for (const bytes of [1000, 100_000_000])
      expect(await joinParts(path, { key: KEY }, bytes)).toBeUndefined();
    expect(await verifyFile(path, KEY)).toMatchObject({ isSound: false });
  }
  await write(lines.with(at, lines[at]!.replace('"ACT"', '"ACR"')));
  expect((await verifyFile(path, KEY)).fault).toMatchObject({
    kind: 'CHANGED',
    index: 120,
    entryNumber: '120',
  });
});

test('an empty file is not whole', async () => {
  await write([]);
  expect(await verifyFile(path, KEY)).toMatchObject({ isSound: false });
});
