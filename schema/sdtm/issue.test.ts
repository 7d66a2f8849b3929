import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES, raise } from './issue.ts';

test('the README lists every rule as it is', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  for (const [code, [severity, rule]] of Object.entries(RULES)) {
    expect(readme).toContain(`| \`${code}\` | ${severity} | ${rule} |`);
  }
});

test('a sentence names file, row, line, subject, column, value and what was expected', () => {
  const row = {
    file: 'tr.csv',
    rowNumber: 3,
    line: 4,
    values: { DOMAIN: 'TR', USUBJID: 'S-1', TRORRES: 'abc' },
  };
  const { sentence } = raise('BAD_SIZE', { row, column: 'TRORRES', expected: 'a number, 0 or more' });
  expect(sentence).toBe(
    'tr.csv, row 3 (line 4), subject S-1, column TRORRES "abc": The size is not a number, or negative. Expected: a number, 0 or more.',
  );
});
