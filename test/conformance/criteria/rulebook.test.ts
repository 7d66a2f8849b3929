import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CRITERIA_IDS, assess, readCase } from '@readout/criteria';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../../shared/rulebook/open');

interface Expected {
  readonly timepoints?: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly [key: string]: unknown;
}

describe.each(CRITERIA_IDS)('the worked cases of the rulebook: %s', (id) => {
  const file = join(folder, `${id}.json`);
  if (!existsSync(file)) {
    test('answer as expected', (context) => context.skip(`${file} is not beside this checkout`));
    return;
  }
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
    cases: readonly { name: string; expect: Expected }[];
  };
  test.each(cases.map((example) => [example.name, example] as const))('%s', (_, example) => {
    const reading = readCase(example);
    if ('fault' in reading) throw new Error(reading.fault);
    const result = assess(reading.subjectCase);
    const { timepoints = [], ...whole } = example.expect;
    expectToMatch(result, whole);
    for (const expected of timepoints) {
      const found = [result.baseline, ...result.timepoints].find(
        ({ id: timepoint }) => timepoint === expected.id,
      );
      expect(found, expected.id).toBeDefined();
      expectToMatch(found ?? {}, expected);
    }
  });
});

/** Each expected key has its value; numbers to a millionth, relative. A key that is left out is not compared. */
function expectToMatch(found: object, expected: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(expected)) {
    const answer: unknown = Object.entries(found).find(([name]) => name === key)?.[1];
    if (typeof value !== 'number' || typeof answer !== 'number') expect(answer, key).toBe(value);
    else expect(Math.abs(answer - value), key).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value)));
  }
}
