import { findCodelist } from '../codelist.ts';
import { isBefore } from './timing-rule.ts';
import { textOf, type SubjectRule } from './rule.ts';

/** Rules of the subject itself: demographics, exposure, disposition, elements. */
export const PERSON_RULES: readonly SubjectRule[] = [
  {
    id: 'ARM_REASON',
    sentence: 'A reason why an arm is blank stands where one is blank, and only there.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: ARMNRS',
    check: ({ of }, tell) => {
      for (const row of of('DM')) {
        const isBlank = textOf(row, 'ARMCD') === '' || textOf(row, 'ACTARMCD') === '';
        if (isBlank !== (textOf(row, 'ARMNRS') !== '')) tell('DM', row, 'ARMNRS', row['ARMNRS'] ?? null);
      }
    },
  },
  {
    id: 'ARM_HALF',
    sentence: 'The code and the name of an arm stand together.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: ARMCD, ARM, ACTARMCD, ACTARM',
    check: ({ of }, tell) => {
      for (const row of of('DM'))
        for (const [code, name] of [
          ['ARMCD', 'ARM'],
          ['ACTARMCD', 'ACTARM'],
        ] as const)
          if ((textOf(row, code) === '') !== (textOf(row, name) === ''))
            tell('DM', row, name, row[name] ?? null);
    },
  },
  {
    id: 'DEATH_FLAG',
    sentence: 'DTHFL is Y where a date of death or a death in DS is told.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: DTHFL, DTHDTC',
    check: ({ of }, tell) => {
      for (const row of of('DM')) {
        if (textOf(row, 'DTHFL') === 'Y') continue;
        if (textOf(row, 'DTHDTC') !== '')
          tell('DM', row, 'DTHFL', null, `DTHDTC is ${textOf(row, 'DTHDTC')}.`);
        else if (of('DS').some((event) => textOf(event, 'DSDECOD') === 'DEATH'))
          tell('DM', row, 'DTHFL', null, 'DS tells of a death.');
      }
    },
  },
  {
    id: 'DEATH_WITHOUT_DATE',
    sentence: 'A death has a date.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, DM: DTHDTC',
    check: ({ of }, tell) => {
      for (const row of of('DM'))
        if (textOf(row, 'DTHFL') === 'Y' && textOf(row, 'DTHDTC') === '') tell('DM', row, 'DTHDTC');
    },
  },
  {
    id: 'AGE_WITHOUT_UNIT',
    sentence: 'An age has a unit, and a unit an age, which is above 0.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: AGE, AGEU',
    check: ({ of }, tell) => {
      for (const row of of('DM')) {
        const age = row['AGE'] ?? null;
        if ((age === null) !== (textOf(row, 'AGEU') === '')) tell('DM', row, 'AGEU', row['AGEU'] ?? null);
        if (typeof age === 'number' && age <= 0) tell('DM', row, 'AGE', age);
      }
    },
  },
  {
    id: 'COUNTRY_FORM',
    sentence: 'A country is of three capital letters, ISO 3166-1 alpha-3.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: COUNTRY',
    check: ({ of }, tell) => {
      for (const row of of('DM')) {
        const country = textOf(row, 'COUNTRY');
        if (country !== '' && !/^[A-Z]{3}$/.test(country)) tell('DM', row, 'COUNTRY', country);
      }
    },
  },
  {
    id: 'REFERENCE_DATES',
    sentence: 'A reference period ends when it starts or later: participation, treatment, study.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: RFSTDTC, RFENDTC, RFXSTDTC, RFXENDTC, RFICDTC, RFPENDTC',
    check: ({ of }, tell) => {
      for (const row of of('DM'))
        for (const [start, end] of [
          ['RFSTDTC', 'RFENDTC'],
          ['RFXSTDTC', 'RFXENDTC'],
          ['RFICDTC', 'RFPENDTC'],
        ] as const)
          if (isBefore(textOf(row, end), textOf(row, start)))
            tell('DM', row, end, row[end] ?? null, `${start} is ${textOf(row, start)}.`);
    },
  },
  {
    id: 'REFERENCE_START_MISSING',
    sentence: 'A subject that was assigned to an arm has a reference start.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, DM: RFSTDTC is required where a subject was randomised or treated',
    check: ({ of }, tell) => {
      for (const row of of('DM'))
        if (textOf(row, 'RFSTDTC') === '' && (textOf(row, 'ARMCD') !== '' || textOf(row, 'RFXSTDTC') !== ''))
          tell('DM', row, 'RFSTDTC');
    },
  },
  {
    id: 'FIRST_EXPOSURE_DIFFERS',
    sentence: 'RFXSTDTC is the earliest start of an exposure in EX.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, DM: RFXSTDTC',
    check: ({ of, person }, tell) => {
      const [first] = of('EX')
        .map((row) => textOf(row, 'EXSTDTC'))
        .filter((date) => date.length >= 10)
        .toSorted();
      const told = textOf(person, 'RFXSTDTC');
      if (first !== undefined && told.slice(0, 10) !== first.slice(0, 10))
        tell('DM', person, 'RFXSTDTC', told || null, `The first exposure of EX starts on ${first}.`);
    },
  },
  {
    id: 'DISPOSITION_TERM',
    sentence: 'A disposition and a protocol milestone are terms of their lists.',
    severity: 'WARNING',
    source: 'CDISC SDTM Controlled Terminology: NCOMPLT C66727, PROTMLST C114118',
    check: ({ of }, tell) => {
      const lists = { 'DISPOSITION EVENT': 'C66727', 'PROTOCOL MILESTONE': 'C114118' } as const;
      for (const row of of('DS')) {
        const category = textOf(row, 'DSCAT') as keyof typeof lists;
        const list = category in lists ? findCodelist(lists[category]) : undefined;
        const term = textOf(row, 'DSDECOD');
        if (list && term !== '' && !list.terms.has(term))
          tell('DS', row, 'DSDECOD', term, `The list is ${list.name}.`);
      }
    },
  },
  {
    id: 'MILESTONE_WITH_EPOCH',
    sentence: 'A protocol milestone belongs to no epoch.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, DS: EPOCH of a disposition event',
    check: ({ of }, tell) => {
      for (const row of of('DS'))
        if (textOf(row, 'DSCAT') === 'PROTOCOL MILESTONE' && textOf(row, 'EPOCH') !== '')
          tell('DS', row, 'EPOCH', row['EPOCH'] ?? null);
    },
  },
  {
    id: 'OCCURRENCE_NOT_ASKED',
    sentence: 'Whether something occurred is told only of what was asked for.',
    severity: 'ERROR',
    source: 'SDTM 2.0: --OCCUR, --PRESP',
    check: ({ of }, tell) => {
      for (const [dataset, occurred, asked] of [
        ['PR', 'PROCCUR', 'PRPRESP'],
        ['SV', 'SVOCCUR', 'SVPRESP'],
      ] as const)
        for (const row of of(dataset))
          if (textOf(row, occurred) !== '' && textOf(row, asked) !== 'Y')
            tell(dataset, row, occurred, row[occurred] ?? null);
    },
  },
  {
    id: 'ELEMENTS_OVERLAP',
    sentence: 'An element of a subject starts when the one before it ends, or later.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, SE: no gaps, no overlaps',
    check: ({ of }, tell) => {
      const rows = of('SE').toSorted((a, b) => (textOf(a, 'SESTDTC') < textOf(b, 'SESTDTC') ? -1 : 1));
      for (const [at, row] of rows.entries()) {
        const next = rows[at + 1];
        if (next && isBefore(textOf(next, 'SESTDTC'), textOf(row, 'SEENDTC')))
          tell(
            'SE',
            next,
            'SESTDTC',
            next['SESTDTC'] ?? null,
            `The one before ends on ${textOf(row, 'SEENDTC')}.`,
          );
      }
    },
  },
];
