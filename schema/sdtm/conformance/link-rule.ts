import type { DatasetRow } from '../dataset.ts';
import { textOf, type SubjectRule } from './rule.ts';

const evaluatorOf = (row: DatasetRow, domain: string) =>
  `${textOf(row, `${domain}EVAL`)} ${textOf(row, `${domain}EVALID`)}`.trim();

/** Rules of rows that refer to others. */
export const LINK_RULES: readonly SubjectRule[] = [
  {
    id: 'LESION_NOT_IDENTIFIED',
    sentence: 'A lesion that is measured in TR is identified in TU.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, TR: TRLNKID relates to TULNKID',
    check: ({ of }, tell) => {
      const known = new Set(of('TU').map((row) => row['TULNKID']));
      for (const row of of('TR')) {
        const link = row['TRLNKID'] ?? null;
        if (link !== null && !known.has(link)) tell('TR', row, 'TRLNKID', link);
      }
    },
  },
  {
    id: 'LESION_OF_ANOTHER',
    sentence: 'A lesion is measured by the evaluator who identified it.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, TU: --LNKID is unique per evaluator',
    check: ({ of }, tell) => {
      const owners = new Map(of('TU').map((row) => [row['TULNKID'], evaluatorOf(row, 'TU')]));
      for (const row of of('TR')) {
        const owner = owners.get(row['TRLNKID'] ?? null);
        if (owner !== undefined && (row['TRLNKID'] ?? null) !== null && owner !== evaluatorOf(row, 'TR'))
          tell(
            'TR',
            row,
            'TRLNKID',
            row['TRLNKID'] ?? null,
            `TU names ${owner}, TR ${evaluatorOf(row, 'TR')}.`,
          );
      }
    },
  },
  {
    id: 'LESION_ROLE_DIFFERS',
    sentence: 'The group of a lesion in TR is what TU identified it as.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, TR: TRGRPID; admiralonco ADTR: TRGRPID is TARGET',
    check: ({ of }, tell) => {
      const roles = new Map<unknown, string>();
      for (const row of of('TU'))
        if (!roles.has(row['TULNKID'])) roles.set(row['TULNKID'], textOf(row, 'TUSTRESC'));
      for (const row of of('TR')) {
        const [group, role] = [textOf(row, 'TRGRPID'), roles.get(row['TRLNKID'])];
        if (group !== '' && role && (row['TRLNKID'] ?? null) !== null && group !== role)
          tell('TR', row, 'TRGRPID', group, `TU says ${role}.`);
      }
    },
  },
  {
    id: 'ASSESSMENT_NOT_FOUND',
    sentence: 'A response refers to an assessment in TR, where its evaluator has any.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, RS: RSLNKGRP relates to TRLNKGRP',
    check: ({ of }, tell) => {
      const known = new Set(of('TR').map((row) => row['TRLNKGRP']));
      const evaluators = new Set(of('TR').map((row) => evaluatorOf(row, 'TR')));
      for (const row of of('RS')) {
        const group = row['RSLNKGRP'] ?? null;
        if (group !== null && !known.has(group) && evaluators.has(evaluatorOf(row, 'RS')))
          tell('RS', row, 'RSLNKGRP', group);
      }
    },
  },
  {
    id: 'PARENT_NOT_FOUND',
    sentence: 'A supplemental qualifier refers to a row of its parent.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 8.4',
    check: ({ rows, of }, tell) => {
      for (const dataset of Object.keys(rows).filter((name) => name.startsWith('SUPP'))) {
        const known = new Map<string, Set<string>>();
        for (const row of of(dataset)) {
          const parents = of(textOf(row, 'RDOMAIN'));
          const [variable, value] = [textOf(row, 'IDVAR'), textOf(row, 'IDVARVAL')];
          const at = `${textOf(row, 'RDOMAIN')}.${variable}`;
          if (variable === '') {
            // Without a variable the parent is the subject's only row, as in DM.
            if (parents.length !== 1 || value !== '') tell(dataset, row, 'IDVAR', null);
            continue;
          }
          const values = known.get(at) ?? new Set(parents.map((parent) => textOf(parent, variable)));
          known.set(at, values);
          if (!values.has(value)) tell(dataset, row, 'IDVARVAL', value);
        }
      }
    },
  },
  {
    id: 'QUALIFIER_IS_VARIABLE',
    sentence: 'A supplemental qualifier bears no name of a variable of its parent.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 8.4.2',
    check: ({ rows, of, plans }, tell) => {
      for (const dataset of Object.keys(rows).filter((name) => name.startsWith('SUPP')))
        for (const row of of(dataset))
          if (plans.get(textOf(row, 'RDOMAIN'))?.variables.has(textOf(row, 'QNAM')))
            tell(dataset, row, 'QNAM', row['QNAM'] ?? null);
    },
  },
  {
    id: 'VISIT_NOT_IN_SV',
    sentence: 'A visit that a row names is in SV.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, SV: one record per actual or planned visit per subject',
    check: ({ rows, of }, tell) => {
      const visits = new Map(of('SV').map((row) => [row['VISITNUM'], textOf(row, 'VISIT')]));
      for (const [dataset, all] of Object.entries(rows)) {
        if (dataset === 'SV') continue;
        for (const row of all) {
          const number = row['VISITNUM'] ?? null;
          if (number === null) continue;
          const name = visits.get(number);
          if (name === undefined) tell(dataset, row, 'VISITNUM', number);
          else if (textOf(row, 'VISIT') !== '' && textOf(row, 'VISIT') !== name)
            tell(dataset, row, 'VISIT', row['VISIT'] ?? null, `SV says ${name || 'nothing'}.`);
        }
      }
    },
  },
  {
    id: 'VISIT_NOT_PLANNED',
    sentence: 'A visit is planned in TV, with the name there, or SV says what it was for.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, SV: VISITNUM, SVUPDES; TV',
    check: ({ of, design }, tell) => {
      for (const row of of('SV')) {
        if ((row['VISITNUM'] ?? null) === null) continue;
        const planned = design.visits.get(textOf(row, 'VISITNUM'));
        if (planned === undefined) {
          if (textOf(row, 'SVUPDES') === '') tell('SV', row, 'VISITNUM', row['VISITNUM'] ?? null);
        } else if (textOf(row, 'VISIT') !== '' && textOf(row, 'VISIT') !== planned)
          tell('SV', row, 'VISIT', row['VISIT'] ?? null, `TV says ${planned}.`);
      }
    },
  },
  {
    id: 'VISIT_DAY_DIFFERS',
    sentence: 'The planned day of a visit is that of TV.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.4.5: VISITDY',
    check: ({ rows, design }, tell) => {
      for (const [dataset, all] of Object.entries(rows))
        for (const row of all) {
          const day = textOf(row, 'VISITDY');
          const planned = design.visitDays.get(textOf(row, 'VISITNUM'));
          if (day !== '' && planned !== undefined && day !== planned)
            tell(dataset, row, 'VISITDY', row['VISITDY'] ?? null, `TV says ${planned || 'nothing'}.`);
        }
    },
  },
  {
    id: 'ARM_NOT_PLANNED',
    sentence: 'An arm of a subject is an arm of TA, with the name there.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, DM: ARMCD, ACTARMCD; TA',
    check: ({ of, design }, tell) => {
      for (const row of of('DM'))
        for (const [code, name] of [
          ['ARMCD', 'ARM'],
          ['ACTARMCD', 'ACTARM'],
        ] as const) {
          const arm = textOf(row, code);
          if (arm === '') continue;
          if (!design.arms.has(arm)) tell('DM', row, code, arm);
          else if (design.arms.get(arm) !== textOf(row, name))
            tell('DM', row, name, row[name] ?? null, `TA says ${design.arms.get(arm)}.`);
        }
    },
  },
  {
    id: 'ELEMENT_NOT_PLANNED',
    sentence:
      'An element of a subject is an element of TE, with the name there, or UNPLAN with its description.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, SE: ETCD, SEUPDES; TE',
    check: ({ of, design }, tell) => {
      for (const row of of('SE')) {
        const code = textOf(row, 'ETCD');
        const isPlanned = design.elements.has(code);
        if (!isPlanned && !(code === 'UNPLAN' && textOf(row, 'SEUPDES') !== ''))
          tell('SE', row, 'ETCD', code);
        const name = textOf(row, 'ELEMENT');
        if (isPlanned && name !== '' && name !== design.elements.get(code))
          tell('SE', row, 'ELEMENT', name, `TE says ${design.elements.get(code)}.`);
      }
    },
  },
  {
    id: 'EPOCH_NOT_PLANNED',
    sentence: 'An epoch that a row names is an epoch of TA.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, TA: EPOCH',
    check: ({ rows, design }, tell) => {
      for (const [dataset, all] of Object.entries(rows))
        for (const row of all) {
          const epoch = textOf(row, 'EPOCH');
          if (epoch !== '' && !design.epochs.has(epoch)) tell(dataset, row, 'EPOCH', epoch);
        }
    },
  },
];
