import { textOf, type SubjectRule } from './rule.ts';

const FINDINGS = ['TU', 'TR', 'RS'] as const;

/** Rules of what tells the rows of a subject apart. */
export const KEY_RULES: readonly SubjectRule[] = [
  {
    id: 'KEY_TWICE',
    sentence: 'The keys of a dataset tell each of its rows from the others.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, KeySequence; SDTMIG v3.4, section 3.2.1.1',
    check: ({ plans, rows }, tell) => {
      for (const [dataset, plan] of plans) {
        const seen = new Set<string>();
        for (const row of rows[dataset] ?? []) {
          const key = plan.definition.keys.map((name) => textOf(row, name)).join('\u0000');
          if (seen.has(key)) tell(dataset, row, plan.definition.keys.join(', '));
          seen.add(key);
        }
      }
    },
  },
  {
    id: 'SEQUENCE_TWICE',
    sentence: 'A sequence number is a whole number from 1, and stands once in a subject and domain.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.5: --SEQ',
    check: ({ plans, rows }, tell) => {
      for (const [dataset, { sequence }] of plans) {
        if (sequence === null) continue;
        const seen = new Set<unknown>();
        for (const row of rows[dataset] ?? []) {
          const value = row[sequence] ?? null;
          if (value !== null && (seen.has(value) || !Number.isInteger(value) || Number(value) < 1))
            tell(dataset, row, sequence, value);
          seen.add(value);
        }
      }
    },
  },
  {
    id: 'SUBJECT_NOT_IN_DM',
    sentence: 'A subject has one row in DM, whose USUBJID all its rows bear.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: one record per subject',
    check: ({ rows, of, person }, tell) => {
      if (of('DM').length !== 1)
        tell('DM', of('DM')[1] ?? null, 'USUBJID', null, `There are ${of('DM').length}.`);
      const subject = person?.['USUBJID'];
      for (const [dataset, all] of Object.entries(rows))
        for (const row of all)
          if (row['USUBJID'] !== subject) tell(dataset, row, 'USUBJID', row['USUBJID'] ?? null);
    },
  },
  {
    id: 'LESION_LINK_SHARED',
    sentence: 'A link identifies one lesion of one evaluator.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, TU: TULNKID; what ADaM joins TR with',
    check: ({ of }, tell) => {
      const owners = new Map<string, string>();
      const identified = new Set<string>();
      for (const row of of('TU')) {
        const link = textOf(row, 'TULNKID');
        if (link === '') continue;
        const owner = `${textOf(row, 'TUEVAL')} ${textOf(row, 'TUEVALID')}`;
        const test = textOf(row, 'TUTESTCD');
        if (owners.has(link) && owners.get(link) !== owner)
          tell('TU', row, 'TULNKID', link, 'Another evaluator has it.');
        else if (test === 'TUMIDENT' && identified.has(link)) tell('TU', row, 'TULNKID', link);
        owners.set(link, owner);
        if (test === 'TUMIDENT') identified.add(link);
      }
    },
  },
  {
    id: 'UNIT_SEVERAL',
    sentence: 'The standardised results of a test have one unit.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.5.1.1',
    check: ({ of }, tell) => {
      for (const domain of FINDINGS) {
        const [test, category, unit] = [`${domain}TESTCD`, `${domain}CAT`, `${domain}STRESU`];
        const units = new Map<string, string>();
        for (const row of of(domain)) {
          const told = textOf(row, unit);
          if (told === '') continue;
          const key = `${textOf(row, test)}\u0000${textOf(row, category)}`;
          const first = units.get(key) ?? told;
          if (first !== told) tell(domain, row, unit, told, `Another row has ${first}.`);
          units.set(key, first);
        }
      }
    },
  },
  {
    id: 'LAST_BEFORE_EXPOSURE_TWICE',
    sentence: 'One row of a test, lesion, criteria and evaluator is the last observation before exposure.',
    severity: 'WARNING',
    source: 'SDTM 2.0: --LOBXFL',
    check: ({ of }, tell) => {
      for (const domain of FINDINGS) {
        const seen = new Set<string>();
        for (const row of of(domain)) {
          if (row[`${domain}LOBXFL`] !== 'Y') continue;
          const key = ['TESTCD', 'LNKID', 'CAT', 'SCAT', 'GRPID', 'EVAL', 'EVALID', 'METHOD']
            .map((part) => textOf(row, domain + part))
            .join('\u0000');
          if (seen.has(key)) tell(domain, row, `${domain}LOBXFL`, 'Y');
          seen.add(key);
        }
      }
    },
  },
  {
    id: 'ACCEPTED_TWICE',
    sentence: 'One evaluator of a response at a visit is the accepted one.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, RS: RSACPTFL',
    check: ({ of }, tell) => {
      const accepted = new Map<string, string>();
      for (const row of of('RS')) {
        if (row['RSACPTFL'] !== 'Y') continue;
        const key = ['RSTESTCD', 'RSCAT', 'RSSCAT', 'VISITNUM', 'RSDTC']
          .map((part) => textOf(row, part))
          .join('\u0000');
        const who = `${textOf(row, 'RSEVAL')} ${textOf(row, 'RSEVALID')}`;
        if (accepted.has(key) && accepted.get(key) !== who)
          tell('RS', row, 'RSACPTFL', 'Y', `${accepted.get(key)?.trim()} is accepted too.`);
        accepted.set(key, who);
      }
    },
  },
];
