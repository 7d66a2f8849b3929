import { compareRows } from '../build-dataset.ts';
import { textOf, type TrialRule } from './rule.ts';

/** Parameters that a trial summary tells of. @source SDTMIG v3.4, Appendix C1; FDA Study Data Technical Conformance Guide */
export const SUMMARY_PARAMETERS = [
  'ACTSUB',
  'ADDON',
  'AGEMAX',
  'AGEMIN',
  'DCUTDESC',
  'DCUTDTC',
  'INDIC',
  'INTMODEL',
  'INTTYPE',
  'LENGTH',
  'NARMS',
  'OBJPRIM',
  'OUTMSPRI',
  'PLANSUB',
  'RANDOM',
  'REGID',
  'SENDTC',
  'SEXPOP',
  'SPONSOR',
  'SSTDTC',
  'STOPRULE',
  'STYPE',
  'TBLIND',
  'TCNTRL',
  'TDIGRP',
  'TINDTP',
  'TITLE',
  'TPHASE',
  'TRT',
  'TTYPE',
] as const;

/** Rules of the trial's design and of the package as a whole. */
export const TRIAL_RULES: readonly TrialRule[] = [
  {
    id: 'DATASET_MISSING',
    sentence: 'A submission has DM and TS.',
    severity: 'ERROR',
    source: 'FDA Technical Rejection Criteria for Study Data, 1734 and 1736',
    check: ({ datasets }, tell) => {
      for (const name of ['DM', 'TS'])
        if (!datasets.some(({ definition, mark }) => definition.name === name && mark.rows > 0))
          tell(name, null, null);
    },
  },
  {
    id: 'DATASET_KEY_TWICE',
    sentence:
      'The keys of a dataset of the trial tell each of its rows from the others, and its rows stand in their order.',
    severity: 'ERROR',
    source: 'Define-XML 2.1, KeySequence',
    check: ({ rows, datasets }, tell) => {
      for (const [dataset, all] of Object.entries(rows)) {
        const keys = datasets.find(({ definition }) => definition.name === dataset)?.definition.keys;
        if (!keys) continue;
        for (const [at, row] of all.entries()) {
          const before = all[at - 1];
          if (before && compareRows(keys, before, row) >= 0) tell(dataset, row, keys.join(', '));
        }
      }
    },
  },
  {
    id: 'SUMMARY_PARAMETER_MISSING',
    sentence: 'The trial summary tells of each parameter of a submission.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, Appendix C1; FDA Study Data Technical Conformance Guide',
    check: ({ of }, tell) => {
      const told = new Set(of('TS').map((row) => row['TSPARMCD']));
      if (told.size > 0)
        for (const code of SUMMARY_PARAMETERS) if (!told.has(code)) tell('TS', null, 'TSPARMCD', code);
    },
  },
  {
    id: 'SUMMARY_VALUE_BLANK',
    sentence: 'A parameter has a value, or a null flavor that says why not.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, TS: TSVAL, TSVALNF',
    check: ({ of }, tell) => {
      for (const row of of('TS'))
        if ((textOf(row, 'TSVAL') === '') === (textOf(row, 'TSVALNF') === ''))
          tell('TS', row, 'TSVAL', row['TSVAL'] ?? null);
    },
  },
  {
    id: 'ELEMENT_NAME_DIFFERS',
    sentence: 'An element of an arm is in TE, with the same name.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, TA and TE: ETCD, ELEMENT',
    check: ({ of, design }, tell) => {
      for (const row of of('TA')) {
        const [code, name] = [textOf(row, 'ETCD'), textOf(row, 'ELEMENT')];
        if (!design.elements.has(code)) tell('TA', row, 'ETCD', code);
        else if (name !== '' && name !== design.elements.get(code)) tell('TA', row, 'ELEMENT', name);
      }
    },
  },
  {
    id: 'ELEMENT_CODE_FORM',
    sentence: 'The code of an element has 8 characters at most, that of an arm 20.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, TE: ETCD; TA: ARMCD',
    check: ({ of }, tell) => {
      for (const row of of('TE'))
        if (textOf(row, 'ETCD').length > 8) tell('TE', row, 'ETCD', row['ETCD'] ?? null);
      for (const row of of('TA'))
        if (textOf(row, 'ARMCD').length > 20) tell('TA', row, 'ARMCD', row['ARMCD'] ?? null);
    },
  },
  {
    id: 'VISIT_TWICE',
    sentence: 'A visit number has one name, and a name one number.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.4.5: VISITNUM, VISIT',
    check: ({ of }, tell) => {
      const [names, numbers] = [new Map<string, string>(), new Map<string, string>()];
      for (const row of of('TV')) {
        const [number, name] = [textOf(row, 'VISITNUM'), textOf(row, 'VISIT')];
        if ((names.get(number) ?? name) !== name || (numbers.get(name) ?? number) !== number)
          tell('TV', row, 'VISIT', name);
        names.set(number, name);
        numbers.set(name, number);
      }
    },
  },
  {
    id: 'RELATION_ALONE',
    sentence: 'A relation joins two datasets or more, by variables that they have.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 8.2 and 8.3',
    check: ({ of, datasets }, tell) => {
      const members = new Map<string, number>();
      for (const row of of('RELREC'))
        members.set(textOf(row, 'RELID'), (members.get(textOf(row, 'RELID')) ?? 0) + 1);
      for (const row of of('RELREC')) {
        if (members.get(textOf(row, 'RELID')) === 1) tell('RELREC', row, 'RELID', row['RELID'] ?? null);
        const related = datasets.find(({ definition }) => definition.name === row['RDOMAIN']);
        if (!related || related.mark.rows === 0) tell('RELREC', row, 'RDOMAIN', row['RDOMAIN'] ?? null);
        else if (!related.dataset.columns.some(({ name }) => name === row['IDVAR']))
          tell('RELREC', row, 'IDVAR', row['IDVAR'] ?? null);
      }
    },
  },
];
