import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOT_CARRIED } from './not-carried.ts';

test('the README tells what cannot be carried as the reviewer’s guide does', () => {
  // A table is padded as its longest cell asks.
  const lines = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '));
  const listed = NOT_CARRIED.map(({ what, why }) => `| ${what} | ${why} |`);
  expect(listed.filter((line) => !lines.includes(line))).toEqual([]);
});
