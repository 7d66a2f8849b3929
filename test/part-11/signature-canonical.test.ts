import { canonicalJson, type Json } from '@readout/ledger/canonical.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';

const db = withDatabase();

const spelledBySql = async (values: readonly Json[]): Promise<readonly string[]> =>
  (
    await db.database.owner.query<{ text: string }>(
      'select private.canonical(e.value) as text from jsonb_array_elements($1::jsonb) with ordinality e(value, n) order by e.n',
      [JSON.stringify(values)],
    )
  ).rows.map(({ text }) => text);

const listOf = (values: fc.Arbitrary<Json>, numRuns: number) =>
  fc.sample(values, { seed: 11, numRuns }).filter((value) => !JSON.stringify(value).includes('\\u0000'));

// 21 CFR 11.70: who checks a signature outside the database spells the record as the database does. (RFC 8785)
test.each([
  [
    'numbers at the edges of the notations',
    [
      0,
      -0,
      1,
      -1,
      1e15,
      999999999999999,
      1e21,
      1e20,
      123456789012345680000,
      0.1,
      1e-6,
      1e-7,
      1.5e-7,
      0.000001234,
      5e-324,
      1.7976931348623157e308,
      1e23,
      9007199254740993,
      2 ** -24,
      33.3,
      -43.4,
    ],
  ],
  [
    'numbers midway between two doubles',
    [1e23, 9.5e-322, 2 ** 60 * 1.1, 5.684341886080802e-14, 2 ** 89, 9e15 + 0.5],
  ],
  [
    'the keys of RFC 8785, section 3.2.3',
    [
      {
        '€': 'Euro Sign',
        '\r': 'Carriage Return',
        דּ: 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '😀': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        ö: 'Latin Small Letter O With Diaeresis',
      },
    ],
  ],
  ['strings with controls', ['\b\t\n\f\r"\\/\u0001\u001f\u007f\u2028 é']],
  ['lists and nothing', [[], {}, null, true, [[1, [2]], { a: {} }]]],
] satisfies [string, Json[]][])('the database spells %s as the ledger does', async (_name, values) => {
  expect(await spelledBySql(values)).toEqual(values.map((value) => canonicalJson(value)));
});

test('the database spells any number as the ledger does', async () => {
  const numbers = listOf(fc.double({ noNaN: true, noDefaultInfinity: true }), 3000);
  const scaled = Array.from({ length: 600 }, (_, at) => (at - 300 === 0 ? 1 : 10 ** (at - 300)));
  const powers = Array.from({ length: 2000 }, (_, at) => 2 ** (at - 1000));
  const all = [...numbers, ...scaled, ...powers];
  expect(await spelledBySql(all)).toEqual(all.map((value) => canonicalJson(value)));
});

test('the database spells any JSON value as the ledger does', async () => {
  const values = listOf(
    fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) as fc.Arbitrary<Json>,
    600,
  ).filter((value) => isPlain(value));
  expect(await spelledBySql(values)).toEqual(values.map((value) => canonicalJson(value)));
});

/** PostgreSQL keeps no lone surrogates, as does RFC 8785. */
const isPlain = (value: Json): boolean => {
  const text = JSON.stringify(value);
  return text.isWellFormed() && !/\\ud[89a-f]/i.test(text);
};
