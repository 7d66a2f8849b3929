import { expect, test } from 'vitest';
import { MAX_VALUES } from './column-profile.ts';
import type { DatasetDefinition, VariableDefinition } from './dataset.ts';
import { datasetOf, openProfile } from './profile.ts';

const variable = (name: string, more: Partial<VariableDefinition> = {}): VariableDefinition => ({
  name,
  label: name,
  type: 'Char',
  core: 'Exp',
  role: null,
  codelists: [],
  format: null,
  origin: { type: 'Collected', source: 'Vendor' },
  method: null,
  ...more,
});

const RS: DatasetDefinition = {
  name: 'RS',
  domain: 'RS',
  label: 'Disease Response and Clin Classification',
  standard: 'SDTMIG',
  class: 'FINDINGS',
  structure: 'One record per response',
  keys: ['USUBJID', 'RSTESTCD'],
  isReference: false,
  variables: [
    variable('USUBJID', { core: 'Req' }),
    variable('RSTESTCD', { core: 'Req', codelists: ['C96782'] }),
    variable('RSTEST', { core: 'Req' }),
    variable('RSCAT', { core: 'Perm' }),
    variable('RSORRES'),
    variable('RSSTRESC'),
    variable('RSSTRESN', { type: 'Num', core: 'Perm' }),
    variable('RSDRVFL', { core: 'Perm' }),
    variable('RSREASND', { core: 'Perm' }),
    variable('RSDTC', { format: 'ISO 8601 date' }),
  ],
};
const row = (testcd: string, category: string | null, result: string | null) => ({
  USUBJID: 'A-1',
  RSTESTCD: testcd,
  RSTEST: `Test ${testcd}`,
  RSCAT: category,
  RSORRES: result,
  RSSTRESC: result,
});

test('a column is as long as its longest value in bytes, and at least 1', () => {
  const profile = openProfile(RS);
  profile.count(row('OVRLRESP', null, 'Größe'));
  profile.count(row('OVRLRESP', null, 'CR'));
  const { columns, records } = datasetOf(RS, profile);
  expect(records).toBe(2);
  expect(columns.find(({ name }) => name === 'RSORRES')?.length).toBe(7);
  expect(columns.find(({ name }) => name === 'RSDTC')?.length).toBe(1);
  expect(profile.mark().columns['RSORRES']?.isAscii).toBe(false);
});

test('a permissible column without a value is not sent; an expected one is', () => {
  const profile = openProfile(RS);
  profile.count(row('OVRLRESP', null, 'CR'));
  const names = datasetOf(RS, profile).columns.map(({ name }) => name);
  expect(names).toEqual(['USUBJID', 'RSTESTCD', 'RSTEST', 'RSORRES', 'RSSTRESC', 'RSDTC']);
});

test.each([
  [12, 2, 0],
  [0, 1, 0],
  [-3.25, 3, 2],
  [0.1 + 0.2, 18, 17],
  [1e-7, 8, 7],
  [1e21, 22, 0],
])('%d has %d digits, %d of them decimals', (value, digits, decimals) => {
  const profile = openProfile(RS);
  profile.count({ ...row('X', null, null), RSSTRESN: value });
  expect(profile.mark().columns['RSSTRESN']).toMatchObject({ digits, decimals });
  expect(datasetOf(RS, profile).columns.find(({ name }) => name === 'RSSTRESN')).toMatchObject({
    length: 8,
    decimals,
  });
});

test('tests are kept apart by code and category, with the derived ones counted', () => {
  const profile = openProfile(RS);
  profile.count(row('OVRLRESP', 'RECIST 1.1', 'PR'));
  profile.count({ ...row('OVRLRESP', 'iRECIST', 'iPR'), RSDRVFL: 'Y' });
  profile.count(row('SUMDIAM', null, '12.5'));
  expect(
    profile.mark().groups?.map(({ keys, label, derived, columns }) => ({
      keys,
      label,
      derived,
      values: columns['RSORRES']?.values,
      isNumeric: columns['RSORRES']?.isNumeric,
      decimals: columns['RSORRES']?.decimals,
    })),
  ).toEqual([
    {
      keys: ['OVRLRESP', 'RECIST 1.1'],
      label: 'Test OVRLRESP',
      derived: 0,
      values: ['PR'],
      isNumeric: false,
      decimals: 0,
    },
    {
      keys: ['OVRLRESP', 'iRECIST'],
      label: 'Test OVRLRESP',
      derived: 1,
      values: ['iPR'],
      isNumeric: false,
      decimals: 0,
    },
    {
      keys: ['SUMDIAM', null],
      label: 'Test SUMDIAM',
      derived: 0,
      values: ['12.5'],
      isNumeric: true,
      decimals: 1,
    },
  ]);
});

test('forms of dates are told, and text that is none', () => {
  const profile = openProfile(RS);
  for (const date of ['2024-03-01', '2024-03', '1 March'])
    profile.count({ ...row('X', null, null), RSDTC: date });
  expect(profile.mark().columns['RSDTC']?.forms).toEqual(['date', 'partialDate', 'other']);
});

test('counting goes on from a mark that was kept as JSON', () => {
  const rows = Array.from({ length: 40 }, (_, index) =>
    row(index % 3 ? 'OVRLRESP' : 'SUMDIAM', index % 2 ? 'RECIST 1.1' : null, String(index * 1.5)),
  );
  const whole = openProfile(RS);
  for (const each of rows) whole.count(each);
  const first = openProfile(RS);
  for (const each of rows.slice(0, 17)) first.count(each);
  const rest = openProfile(RS, JSON.parse(JSON.stringify(first.mark())));
  for (const each of rows.slice(17)) rest.count(each);
  expect(rest.mark()).toEqual(whole.mark());
});

test('values are kept up to a bound, and a column over it stays unlisted after a restart', () => {
  const profile = openProfile(RS);
  for (let at = 0; at <= MAX_VALUES; at += 1) profile.count(row(`T${at}`, null, null));
  expect(profile.mark().columns['RSTESTCD']?.values).toBeNull();
  expect(openProfile(RS, profile.mark()).mark().columns['RSTESTCD']?.values).toBeNull();
});

test('a value that no variable of the definition has is named', () => {
  const profile = openProfile(RS);
  profile.count({ ...row('OVRLRESP', null, 'CR'), RSFOO: 'x' });
  expect(profile.mark().unknown).toEqual(['RSFOO']);
});

test('the mark of another dataset is refused', () => {
  expect(() => openProfile({ ...RS, name: 'TR' }, openProfile(RS).mark())).toThrow(
    'This is the mark of RS, not of TR.',
  );
});
