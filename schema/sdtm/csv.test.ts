import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';
import type { SourceFile } from './source-row.ts';

/** Everything an iterable gives, in its order. */
async function listAll<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const encoder = new TextEncoder();

/** A file that arrives in pieces of so many bytes. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const fileOf = (text: string, size = 3): SourceFile => ({
  name: 'x.csv',
  bytes: inPieces(encoder.encode(text), size),
});

async function read(file: SourceFile): Promise<readonly (readonly string[])[]> {
  return (await listAll(readCsv(file))).map(({ values }) => values);
}

test('quotes, doubled quotes, commas and line ends within a value are read', async () => {
  expect(await read(fileOf('A,B\r\n"1,""2""\nx",3\r\n'))).toEqual([
    ['A', 'B'],
    ['1,"2"\nx', '3'],
  ]);
});

test('a byte order mark is no part of the first column, and characters cut by a piece are whole', async () => {
  expect(await read(fileOf('\uFEFFA\né→\n', 1))).toEqual([['A'], ['é→']]);
});

test('a row with too many values is refused with its line and count', async () => {
  await expect(read(fileOf('A,B\n1,2\n1,2,3\n'))).rejects.toThrow(/x\.csv.*Line 3 has 3 values/);
});

test('bytes that are not UTF-8 are refused', async () => {
  const bytes = inPieces(Uint8Array.of(0x41, 0x0a, 0xff, 0x0a), 2);
  await expect(read({ name: 'x.csv', bytes })).rejects.toThrow(
    'x.csv: The file cannot be read. It is not UTF-8 text.',
  );
});

test('a quote that is never closed is refused', async () => {
  await expect(read(fileOf('A\n"1\n'))).rejects.toThrow(/x\.csv: The file cannot be read/);
});
