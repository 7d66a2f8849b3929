import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULES } from './conformance.ts';

test('the README lists each rule as it is', () => {
  // A table is padded as its longest cell asks.
  const lines = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '));
  const listed = RULES.map(
    ({ id, severity, sentence, source }) => `| \`${id}\` | ${severity} | ${sentence} | ${source} |`,
  );
  expect(listed.filter((line) => !lines.includes(line))).toEqual([]);
});
