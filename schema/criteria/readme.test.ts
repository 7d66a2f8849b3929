import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CRITERIA, CRITERIA_IDS } from './index.ts';

const README = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

/** The cells of the table by the id in the first: criteria, paper, DOI, settings, words, checked, convention. */
const ROWS = new Map(
  README.split('\n').flatMap((line) => {
    const [id, ...cells] = line.split('|').slice(1, -1);
    const named = id?.match(/^ `(.+)` $/)?.[1];
    return named === undefined ? [] : [[named, cells.map((cell) => cell.trim())] as const];
  }),
);

/** Settings of a row with their defaults as text: those it refers to, without what it excepts, and its own. */
function settingsOf(id: string): ReadonlyMap<string, string> {
  const cell = ROWS.get(id)?.[3] ?? '';
  const settings = new Map<string, string>();
  for (const part of cell.split('; ')) {
    const [first = '', ...others] = [...part.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name ?? []);
    if (part.startsWith('those of ')) {
      for (const [name, value] of settingsOf(first)) if (!others.includes(name)) settings.set(name, value);
    } else
      settings.set(
        first,
        part
          .slice(first.length + 2)
          .trim()
          .split(' ')[0] ?? '',
      );
  }
  return settings;
}

/** Words of a timepoint and of the best response, which are the same where a row gives no others. */
function wordsOf(id: string): readonly (readonly string[])[] {
  const [timepoint = '', best = timepoint] = (ROWS.get(id)?.[4] ?? '').split('; best: ');
  return [timepoint.split(', '), best.split(', ')];
}

test('the table has a row for each criteria, in order of display', () => {
  expect([...ROWS.keys()]).toEqual(CRITERIA_IDS);
});

describe.each(CRITERIA_IDS)('the row of %s', (id) => {
  const { name, citations, settings, words } = CRITERIA[id];

  test('gives its name, papers and DOIs', () => {
    const [criteria, paper = '', doi] = ROWS.get(id) ?? [];
    expect(criteria).toBe(name);
    for (const { text } of citations) expect(paper).toContain(text);
    expect(doi?.split('; ')).toEqual(citations.map((citation) => citation.doi));
  });

  test('gives every setting with its default, and no other', () => {
    const defaults = Object.entries(settings).map(([key, setting]) => [
      key,
      String(setting.default ?? 'none'),
    ]);
    expect(Object.fromEntries(settingsOf(id))).toEqual(Object.fromEntries(defaults));
  });

  test('gives its words, and no other', () => {
    expect(wordsOf(id)).toEqual([words.timepoint, words.best]);
  });

  test('says what was checked and what is a convention', () => {
    const [checked = '', convention = ''] = ROWS.get(id)?.slice(5) ?? [];
    expect(Math.min(checked.length, convention.length)).toBeGreaterThan(0);
    expect(ROWS.get(id)).toHaveLength(7);
  });
});

test('every file of the folder is named, by itself or with its group', () => {
  const named = [...README.matchAll(/`([\w.*-]+\.ts)`/g)].flatMap(([, name]) => name ?? []);
  const patterns = named.map((name) => new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.+')}$`));
  const files = readdirSync(import.meta.dirname).filter((file) => /(?<!\.test)\.ts$/.test(file));
  expect(files.filter((file) => !patterns.some((pattern) => pattern.test(file)))).toEqual([]);
  expect(
    named.filter((name) => !name.includes('*') && !name.includes('.test.') && !files.includes(name)),
  ).toEqual([]);
});
