import { expect, test } from 'vitest';
import { readDataset } from './read-dataset.ts';

/** Everything an iterable gives, in its order. */
async function listAll<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

const open = (text: string) => readDataset({ name: 'odd-name.txt', bytes: bytesOf(text) });

test('the DOMAIN column decides, and rows bear number, line and trimmed values', async () => {
  const dataset = await open('DOMAIN,USUBJID\nTU, A \nTU,B\n');
  expect([dataset.domain, dataset.format, dataset.columns]).toEqual(['TU', 'CSV', ['DOMAIN', 'USUBJID']]);
  const [first] = await listAll(dataset.rows);
  expect(first).toEqual({
    file: 'odd-name.txt',
    rowNumber: 1,
    line: 2,
    values: { DOMAIN: 'TU', USUBJID: 'A' },
  });
});

test('a supplemental file is named after its domain, a file without rows has none', async () => {
  expect((await open('RDOMAIN\nTU\n')).domain).toBe('SUPPTU');
  expect((await open('DOMAIN\n')).domain).toBeNull();
});

test('a row of another domain is refused with its place', async () => {
  const dataset = await open('DOMAIN\nTU\nTR\n');
  await expect(listAll(dataset.rows)).rejects.toThrow(
    /odd-name\.txt, row 2 \(line 3\), column DOMAIN "TR".*Expected: TU/,
  );
});

test('an empty file, a doubled column and JSON that is no dataset are refused', async () => {
  await expect(open('')).rejects.toThrow(/It is empty/);
  await expect(open('A,A\n1,2\n')).rejects.toThrow(/two columns A/);
  await expect(open('{"a":1}')).rejects.toThrow(/JSON/);
});
