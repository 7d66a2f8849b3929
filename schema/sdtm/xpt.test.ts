import { expect, test } from 'vitest';
import { readXpt } from './xpt.ts';

/** Everything an iterable gives, in its order. */
async function listAll<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const encoder = new TextEncoder();
const blank = (text: string, length: number) => text.padEnd(length, ' ');
const head = (name: string, rest = '0'.repeat(30)) =>
  blank(`HEADER RECORD*******${blank(name, 8)}HEADER RECORD!!!!!!!${rest}`, 80);

function variable(type: 1 | 2, length: number, name: string, label: string, offset: number): Uint8Array {
  const bytes = new Uint8Array(140);
  bytes.fill(0x20, 8, 64);
  const view = new DataView(bytes.buffer);
  view.setInt16(0, type);
  view.setInt16(4, length);
  bytes.set(encoder.encode(name), 8);
  bytes.set(encoder.encode(label), 16);
  view.setInt32(84, offset);
  return bytes;
}

const NAMESTR = [variable(1, 8, 'N', 'Number', 0), variable(2, 4, 'C', 'Text', 8)];

/** A dataset of a number N and a text C of four bytes. */
function xpt(rows: Uint8Array[], change: (text: string) => string = (text) => text): Uint8Array {
  const described = Buffer.concat([...NAMESTR, encoder.encode(' '.repeat(40))]);
  const data = Buffer.concat(rows);
  const padding = (80 - (data.length % 80)) % 80;
  const before = [
    head('LIBRARY'),
    blank('', 80),
    blank('', 80),
    head('MEMBER', `${'0'.repeat(16)}01600000000140`),
    head('DSCRPTR'),
    blank('SAS     TINY', 80),
    blank(`${' '.repeat(32)}Tiny set`, 80),
    head('NAMESTR', `000000${'0002'}${'0'.repeat(20)}`),
  ].join('');
  return Buffer.concat([
    encoder.encode(change(before)),
    described,
    encoder.encode(head('OBS')),
    data,
    encoder.encode(' '.repeat(padding)),
  ]);
}

const row = (hex: string, text: string) =>
  Buffer.concat([Buffer.from(hex, 'hex'), encoder.encode(blank(text, 4))]);
const ONE = row('4110000000000000', 'a');
const MISSING = row('2e00000000000000', '');

async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const open = (bytes: Uint8Array) => readXpt({ name: 'x.xpt', bytes: inPieces(bytes) });

test('name, label, columns and rows are read however the bytes arrive; the padding is no row', async () => {
  const dataset = await open(xpt([ONE, MISSING]));
  expect([dataset.name, dataset.label, dataset.columns.map(({ name }) => name)]).toEqual([
    'TINY',
    'Tiny set',
    ['N', 'C'],
  ]);
  expect(await listAll(dataset.rows)).toEqual([
    [1, 'a'],
    [null, ''],
  ]);
});

test('a dataset without rows has none', async () => {
  expect(await listAll((await open(xpt([]))).rows)).toEqual([]);
});

test('a file cut within its headers or within a row is refused', async () => {
  await expect(open(xpt([ONE]).subarray(0, 200))).rejects.toThrow(/x\.xpt.*ends before/);
  const cut = await open(xpt([ONE, ONE]).subarray(0, -70));
  await expect(listAll(cut.rows)).rejects.toThrow(/ends within a row/);
});

test('version 8 and a header out of place are refused by name', async () => {
  await expect(open(xpt([], (text) => text.replace('LIBRARY ', 'LIBV8   ')))).rejects.toThrow(/version 8/);
  await expect(open(xpt([], (text) => text.replace('DSCRPTR', 'DSCRXXX')))).rejects.toThrow(
    /DSCRPTR header record/,
  );
});
