import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clopperPearson } from './proportion.ts';

const REFERENCE = join(import.meta.dirname, '../../../shared/data/stats/clopper-pearson.json');

interface Row {
  readonly k: number;
  readonly n: number;
  readonly conf_level: number;
  readonly cp_lower: number;
  readonly cp_upper: number;
}

test('none of them has an interval that begins at exactly 0, all of them one that ends at exactly 1', () => {
  expect(clopperPearson(0, 10).lower).toBe(0);
  expect(clopperPearson(10, 10).upper).toBe(1);
  // The closed form at k = 0: 1 - (α/2)^(1/n).
  expect(clopperPearson(0, 10).upper).toBeCloseTo(1 - 0.025 ** 0.1, 12);
});

test('the interval of the rest is the mirror image', () => {
  const some = clopperPearson(3, 17);
  const rest = clopperPearson(14, 17);
  expect(some.lower).toBeCloseTo(1 - rest.upper, 12);
  expect(some.upper).toBeCloseTo(1 - rest.lower, 12);
});

test('what is no proportion is refused', () => {
  expect(() => clopperPearson(3, 0)).toThrow(RangeError);
  expect(() => clopperPearson(4, 3)).toThrow(RangeError);
  expect(() => clopperPearson(1, 3, 1)).toThrow(RangeError);
});

test.skipIf(!existsSync(REFERENCE))(
  'every interval of the reference is met to 1e-9 (skipped where it is missing)',
  () => {
    const rows = JSON.parse(readFileSync(REFERENCE, 'utf8')) as readonly Row[];
    expect(rows.length).toBeGreaterThan(0);
    for (const { k, n, conf_level, cp_lower, cp_upper } of rows) {
      const { lower, upper } = clopperPearson(k, n, conf_level);
      expect(Math.abs(lower - cp_lower), `lower of ${k}/${n} at ${conf_level}`).toBeLessThan(1e-9);
      expect(Math.abs(upper - cp_upper), `upper of ${k}/${n} at ${conf_level}`).toBeLessThan(1e-9);
    }
  },
);
