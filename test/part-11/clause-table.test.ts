import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clauseTable, withoutResults } from './clause/clause-table.ts';
import { SECTIONS } from './clause/index.ts';
import { listTests, ROOT } from './clause/list-tests.ts';

const clauses = SECTIONS.flatMap(({ clauses: of, title }) => of.map((each) => ({ ...each, title })));

/** The clauses that the lists have to tell of, apart from those lists. */
const ASKED = [
  ...[...'abcdefghijk'].map((letter) => `11.10(${letter})`),
  ...['11.30', '11.50(a), (b)', '11.70', '11.100(a)', '11.100(b)', '11.100(c)'],
  ...[
    '11.200(a)(1)',
    '11.200(a)(2), (3)',
    '11.200(b)',
    '11.300(a)',
    '11.300(b)',
    '11.300(c)',
    '11.300(d)',
    '11.300(e)',
  ],
  ...['8', '9', '12', '14', 'Draft revision 7 (July 2025)', 'EMA/INS/GCP/112288/2023'],
  ...[
    '4.1',
    '4.2.1 b',
    '4.2.1 c',
    '4.2.2 a(i)',
    '4.2.2 a(ii)',
    '4.2.2 a(iii)',
    '4.2.2 b',
    '4.2.2 c',
    '4.2.2 d',
    '4.2.3',
    '4.2.4',
    '4.2.5',
    '4.3.3',
    '4.3.4',
  ],
];

describe('the table of clauses', () => {
  test('tells of every clause, once', () => {
    const told = clauses.map(({ clause }) => clause);
    expect(ASKED.filter((each) => !told.includes(each))).toEqual([]);
    expect(told.filter((each, at) => told.indexOf(each) !== at)).toEqual([]);
  });

  test('names for each clause a test, or a procedure, or that it is not there yet', () => {
    expect(
      clauses.filter(
        ({ tests, procedure, notYet }) =>
          tests.length === 0 && procedure === undefined && notYet === undefined,
      ),
    ).toEqual([]);
  });

  test('names tests that there are', () => {
    const missing = clauses.flatMap(({ clause, tests }) =>
      tests
        .filter(([file, name]) => !listTests(file).includes(name))
        .map(([file, name]) => `${clause}: ${file}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('is README.md as it is printed, but for results', () => {
    const printed = clauseTable(SECTIONS, () => undefined, undefined);
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    expect(withoutResults(readme)).toBe(withoutResults(printed));
  });

  test('says that it was not run where it was not, and counts what failed', () => {
    const section = {
      title: 'A rule',
      source: '',
      clauses: [
        {
          clause: '1',
          asks: '',
          behaviour: '',
          tests: [
            ['a', 'b'],
            ['a', 'c'],
          ] as const,
        },
      ],
    };
    expect(clauseTable([section], () => undefined, undefined)).toMatch(/\| not run \|$/m);
    expect(clauseTable([section], ([, name]) => name === 'b', '2026-01-01')).toMatch(
      /\| 1 of 2 passed, 1 failed \|$/m,
    );
    expect(clauseTable([section], () => true, '2026-01-01')).toMatch(/\| 2 of 2 passed \|$/m);
  });
});

// Software does not comply with a rule; it supports people who do.
test('no page and no document says that Readout is compliant', () => {
  const found = listDocuments('').filter((path) =>
    /\bcomplian(t|ce)\b/i.test(readFileSync(join(ROOT, path), 'utf8')),
  );
  expect(found).toEqual([]);
});

/** Documents and pages below a folder, those of others left out. */
function listDocuments(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory())
      return /^(\.|node_modules$|build$|migration$)/.test(each.name) ? [] : listDocuments(path);
    return /\.(md|svelte)$/.test(each.name) ? [path] : [];
  });
}
