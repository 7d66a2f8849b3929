import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DOMAINS, assembleSubject, readDataset, type DomainCode, type SourceRow } from '@readout/sdtm';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { mapSubject } from '@readout/sdtm/map-subject.ts';
import { describe, expect, test } from 'vitest';
import { contentOf, importBack, trialOf } from './round-trip.ts';

/** pharmaverse/pharmaversesdtm, commit 530a5ea (Apache-2.0): outside the repository, never copied into it. */
const DATA = join(import.meta.dirname, '../../../../shared/data/pharmaverse');
const isThere = existsSync(DATA);
if (!isThere) process.stderr.write(`Skipped: the pharmaverse files are not at ${DATA}.\n`);

const CRITERIA = ['recist-1.1'] as const;
/** Two assessments bear one visit number and become two timepoints, of which the second is numbered anew. */
const TWO_UNDER_ONE_NUMBER = '01-711-1143';

/** What tells one row of a subject from another, without the date, which is compared. */
const KEYS: Readonly<Record<DomainCode, readonly string[]>> = {
  DM: ['USUBJID'],
  EX: ['EXSEQ'],
  DS: ['DSSEQ'],
  SV: ['VISITNUM'],
  TU: ['TULNKID', 'TUTESTCD'],
  TR: ['TRLNKID', 'TRTESTCD', 'TREVAL', 'TREVALID', 'VISITNUM'],
  RS: ['RSTESTCD', 'RSCAT', 'RSEVAL', 'RSEVALID', 'VISITNUM'],
};

/** Values of carried columns that leave otherwise, and rows: "What an import and an export do not bring back" of schema/sdtm/README.md. */
const NOT_CARRIED = {
  // No arm has no code and no name, and says why (SDTMIG 3.4, DM assumption 4).
  ...{ 'DM.ARMCD': 52, 'DM.ARM': 52, 'DM.ACTARMCD': 52, 'DM.ACTARM': 52 },
  // The hub keeps no date of birth beside the age, no time of day, and one date of an event.
  ...{ 'DM.BRTHDTC': 305, 'DM.RFPENDTC': 151, 'DS.DSDTC': 846 },
  // Visits without an assessment are no timepoints; planned ones that were passed over are told as missed.
  ...{ 'SV is not sent': 2662, 'SV is new': 4 },
  // An assessment has one date.
  ...{ 'TR.TRDTC': 5, 'TU.TUDTC': 5 },
  // Study days are counted anew from RFSTDTC; the source counts one more.
  ...{ 'TR.TRDY': 35214, 'TU.TUDY': 112, 'RS.RSDY': 5115 },
  // A stated sum has no method of imaging.
  'TR.TRMETHOD': 2646,
  // The longest diameter of a lesion is the DIAMETER that is added up; sizes and states are written in the hub's words.
  ...{ 'TR.TRORRES': 971, 'TR.TRSTRESC': 971, 'TR.TRSTRESN': 938 },
  // That a part of a response was not done, beside a word for it.
  ...{ 'RS.RSSTAT': 240, 'RS.RSREASND': 240 },
};

async function readSubjects() {
  const subjects = new Map<string, Partial<Record<DomainCode, SourceRow[]>>>();
  for (const name of readdirSync(DATA)) {
    const dataset = await readDataset({ name, bytes: createReadStream(join(DATA, name)) });
    for await (const row of dataset.rows) {
      const usubjid = row.values['USUBJID'] ?? '';
      const rows = subjects.get(usubjid) ?? {};
      subjects.set(usubjid, rows);
      (rows[dataset.domain as DomainCode] ??= []).push(row);
    }
  }
  return [...subjects].map(([usubjid, rows]) => {
    const { subject } = assembleSubject({ usubjid, rows }, { criteria: CRITERIA[0] });
    if (!subject) throw new Error(`${usubjid} was refused.`);
    return { usubjid, rows, subject };
  });
}

/** Adds what of a subject's rows differs in the columns that are carried, by domain and column; rows that are not there any more, and new ones. */
function compare(
  sent: Readonly<Record<string, readonly DatasetRow[]>>,
  rows: Partial<Record<DomainCode, SourceRow[]>>,
  differences: Record<string, number>,
): void {
  const count = (what: string) => {
    differences[what] = (differences[what] ?? 0) + 1;
  };
  for (const [code, own] of Object.entries(rows) as [DomainCode, SourceRow[]][]) {
    const keyOf = (values: DatasetRow) => KEYS[code].map((name) => values[name] ?? '').join('|');
    const waiting = Map.groupBy(sent[code] ?? [], keyOf);
    for (const { values } of own) {
      const row = waiting.get(keyOf(values))?.shift();
      const about = values[`${code}TESTCD`] ?? '';
      if (!row) count(`${code} ${about} is not sent`.replace('  ', ' '));
      for (const name of row ? DOMAINS[code].carried : []) {
        if (name in values && values[name] !== String(row?.[name] ?? '')) count(`${code}.${name}`);
      }
    }
    for (const left of waiting.values()) {
      for (const row of left) count(`${code} ${row[`${code}TESTCD`] ?? ''} is new`.replace('  ', ' '));
    }
  }
}

describe.skipIf(!isThere)('pharmaverse', () => {
  test(
    'what was imported leaves with the same values, but for what the README says cannot be carried, and comes back the same',
    { timeout: 120_000 },
    async () => {
      const subjects = await readSubjects();
      const trial = trialOf(
        'CDISCPILOT01',
        subjects.map(({ subject }) => subject),
        CRITERIA,
      );
      const differences: Record<string, number> = {};
      const changed: string[] = [];
      for (const { usubjid, rows, subject } of subjects) {
        const content = contentOf(subject, CRITERIA);
        const sent = mapSubject(trial, content).rows;
        const again = importBack(usubjid, sent, CRITERIA[0]).subject;
        if (!again || JSON.stringify(contentOf(again, CRITERIA)) !== JSON.stringify(content))
          changed.push(usubjid);
        if (usubjid !== TWO_UNDER_ONE_NUMBER) compare(sent, rows, differences);
      }
      expect(changed).toEqual([TWO_UNDER_ONE_NUMBER]);
      expect(differences).toEqual(NOT_CARRIED);
    },
  );
});
