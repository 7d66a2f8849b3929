import { expect, test } from 'vitest';
import { findCodelist } from './codelist.ts';
import { exampleTrial } from './example-content.ts';
import { mapTrial } from './map-trial.ts';

const pick = (rows: readonly object[] | undefined, ...names: readonly string[]) =>
  rows?.map((row) => names.map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null));
const summaryOf = (changes: Parameters<typeof exampleTrial>[0] = {}) => {
  const rows = mapTrial(exampleTrial(changes))['TS'] ?? [];
  return (code: string) => rows.filter(({ TSPARMCD }) => TSPARMCD === code);
};

test('what the hub knows of the trial has a value, what it does not know a null flavour, and nothing both or neither', () => {
  const find = summaryOf();
  expect(pick(find('TPHASE'), 'TSVAL', 'TSVALCD', 'TSVCDREF', 'TSVCDVER')).toEqual([
    ['PHASE III TRIAL', 'C15602', 'CDISC CT', '2022-06-24'],
  ]);
  expect(pick(find('RANDOM'), 'TSVAL', 'TSVALCD')).toEqual([['Y', 'C49488']]);
  expect(pick(find('ACTSUB'), 'TSVAL')).toEqual([['1']]);
  expect(pick(find('SDMDUR'), 'TSVAL', 'TSVCDREF')).toEqual([['P42D', 'ISO 8601']]);
  expect(pick(find('DCUTDTC'), 'TSVAL')).toEqual([['2024-12-31']]);
  expect(pick(find('OBJPRIM'), 'TSVAL', 'TSVALNF', 'TSVALCD')).toEqual([[null, 'UNK', null]]);
  for (const row of mapTrial(exampleTrial())['TS'] ?? []) {
    expect(row['TSVAL'] === null).not.toBe(row['TSVALNF'] === null);
  }
});

test('every parameter is a published one with its name, and has its values numbered from 1', () => {
  const sites = [
    { code: '1', name: null, country: 'DEU' },
    { code: '2', name: null, country: 'AUT' },
    { code: '3', name: null, country: 'DEU' },
  ];
  const rows = mapTrial(exampleTrial({ sites }))['TS'] ?? [];
  for (const { TSPARMCD, TSPARM } of rows) {
    const nci = findCodelist('C66738')?.terms.get(String(TSPARMCD));
    expect([TSPARMCD, findCodelist('C67152')?.terms.get(String(TSPARM))]).toEqual([TSPARMCD, nci]);
    expect(String(TSPARM).length).toBeLessThanOrEqual(40);
  }
  const countries = rows.filter(({ TSPARMCD }) => TSPARMCD === 'FCNTRY');
  expect(pick(countries, 'TSSEQ', 'TSVAL')).toEqual([
    [1, 'AUT'],
    [2, 'DEU'],
  ]);
});

test('a title over 200 bytes goes on in TSVAL1', () => {
  const find = summaryOf({ title: 'x'.repeat(250) });
  expect(pick(find('TITLE'), 'TSVAL', 'TSVAL1', 'TSVAL2')).toEqual([['x'.repeat(200), 'x'.repeat(50), null]]);
});

test('every arm has the elements of TE, and is entered after screening', () => {
  const rows = mapTrial(exampleTrial());
  expect(pick(rows['TE'], 'ETCD')).toEqual([['FOLLOWUP'], ['SCREEN'], ['TRT']]);
  expect(pick(rows['TA'], 'ARMCD', 'TAETORD', 'ETCD', 'EPOCH', 'TABRANCH')).toEqual([
    ['A', 1, 'SCREEN', 'SCREENING', 'Randomized to Active'],
    ['A', 2, 'TRT', 'TREATMENT', null],
    ['A', 3, 'FOLLOWUP', 'FOLLOW-UP', null],
    ['P', 1, 'SCREEN', 'SCREENING', 'Randomized to Placebo'],
    ['P', 2, 'TRT', 'TREATMENT', null],
    ['P', 3, 'FOLLOWUP', 'FOLLOW-UP', null],
  ]);
});

test('the schedule is the visits of every arm, with its windows', () => {
  const rows = mapTrial(exampleTrial())['TV'];
  expect(pick(rows?.slice(0, 2), 'VISITNUM', 'VISIT', 'VISITDY', 'ARMCD', 'TVSTRL')).toEqual([
    [1, 'Baseline', -7, null, 'Study day -7, window 7 days before to 7 days after'],
    [2, 'Week 6', 43, null, 'Study day 43, window 7 days before to 7 days after'],
  ]);
});

test('datasets are related by their links, whole', () => {
  const rows = mapTrial(exampleTrial());
  expect(pick(rows['RELREC'], 'RELID', 'RDOMAIN', 'IDVAR', 'RELTYPE', 'USUBJID', 'IDVARVAL')).toEqual([
    ['TRRS', 'RS', 'RSLNKGRP', 'ONE', null, null],
    ['TRRS', 'TR', 'TRLNKGRP', 'MANY', null, null],
    ['TUTR', 'TR', 'TRLNKID', 'MANY', null, null],
    ['TUTR', 'TU', 'TULNKID', 'ONE', null, null],
  ]);
  expect(rows['TI']).toEqual([]);
});
