import { findCodelist, findDecode } from '../codelist.ts';
import { byteLength } from '../column-profile.ts';
import { isoFormOf } from '../iso-form.ts';
import { textOf, type RowRule } from './rule.ts';

/** Bytes of a text in SAS XPORT version 5. */
const MOST_BYTES = 200;

/** Rules of one row of any dataset. */
export const ROW_RULES: readonly RowRule[] = [
  {
    id: 'REQUIRED_BLANK',
    sentence: 'A required variable is never blank.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.5',
    check: ({ plan, row }, tell) => {
      for (const variable of plan.required) if ((row[variable] ?? null) === null) tell(variable);
    },
  },
  {
    id: 'WRONG_TYPE',
    sentence: 'A value is of the type of its variable: a text that is not empty, or a finite number.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.1; Dataset-JSON 1.1, dataType',
    check: ({ plan, row }, tell) => {
      for (const [variable, { type }] of plan.variables) {
        const value = row[variable] ?? null;
        if (value === null) continue;
        const isRight = type === 'Num' ? Number.isFinite(value) : typeof value === 'string' && value !== '';
        if (!isRight) tell(variable, value);
      }
    },
  },
  {
    id: 'TEXT_TOO_LONG',
    sentence: 'A text has 200 bytes at most; what is longer goes on in SUPP--.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.5.3.2; SAS XPORT version 5',
    check: ({ plan, row }, tell) => {
      for (const [variable] of plan.variables) {
        const value = row[variable];
        if (typeof value === 'string' && value.length * 3 > MOST_BYTES && byteLength(value) > MOST_BYTES)
          tell(variable, value);
      }
    },
  },
  {
    id: 'TEXT_NOT_ASCII',
    sentence: 'A text for SAS XPORT is of ASCII characters that can be printed.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, section 4.1.1; FDA Study Data Technical Conformance Guide',
    check: ({ plan, row }, tell) => {
      for (const [variable] of plan.variables) {
        const value = row[variable];
        if (typeof value === 'string' && /[^ -~]/.test(value)) tell(variable, value);
      }
    },
  },
  {
    id: 'TEXT_WITH_EDGE_BLANKS',
    sentence: 'A text begins and ends with no blank.',
    severity: 'WARNING',
    source: 'SAS XPORT version 5: blanks at the end are lost',
    check: ({ plan, row }, tell) => {
      for (const [variable] of plan.variables) {
        const value = row[variable];
        if (typeof value === 'string' && (value.startsWith(' ') || value.endsWith(' ')))
          tell(variable, value);
      }
    },
  },
  {
    id: 'STUDY_DIFFERS',
    sentence: 'STUDYID is the same in every row.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.5: STUDYID',
    check: ({ trial, row }, tell) => {
      const study = row['STUDYID'] ?? null;
      if (study !== null && study !== trial.protocol) tell('STUDYID', study, `It is ${trial.protocol}.`);
    },
  },
  {
    id: 'DOMAIN_DIFFERS',
    sentence: 'DOMAIN is the name of the dataset, RDOMAIN in SUPP-- that of its parent.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.1.5: DOMAIN; section 8.4',
    check: ({ plan, row }, tell) => {
      const variable = plan.name.startsWith('SUPP') ? 'RDOMAIN' : 'DOMAIN';
      const value = row[variable] ?? null;
      if (value !== null && value !== plan.definition.domain) tell(variable, value);
    },
  },
  {
    id: 'TERM_UNKNOWN',
    sentence: 'A value is a term of its list, to which none may be added.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.3.1; CDISC SDTM Controlled Terminology',
    check: ({ plan, row }, tell) => {
      for (const [variable, lists] of plan.closed) {
        const value = row[variable] ?? null;
        if (value !== null && !lists.some(({ terms }) => terms.has(String(value))))
          tell(
            variable,
            value,
            `The list is ${lists.map(({ code, name }) => `${name} ${code}`).join(', ')}.`,
          );
      }
    },
  },
  {
    id: 'FLAG_NOT_Y',
    sentence: 'A flag is Y or blank.',
    severity: 'ERROR',
    source: 'SDTM 2.0: --LOBXFL, --BLFL, --DRVFL, --ACPTFL, --PRESP, DTHFL',
    check: ({ plan, row }, tell) => {
      for (const variable of plan.flags) {
        const value = row[variable] ?? null;
        if (value !== null && value !== 'Y') tell(variable, value);
      }
    },
  },
  {
    id: 'TEST_CODE_FORM',
    sentence:
      'A test code, parameter code or qualifier name has 8 characters at most: letters, digits and underscores, a letter first.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.2.1',
    check: ({ plan, row }, tell) => {
      for (const variable of [plan.own.TESTCD, 'TSPARMCD', 'IETESTCD', 'QNAM']) {
        const value = textOf(row, variable);
        if (value !== '' && !/^[A-Z][A-Z0-9_]{0,7}$/.test(value)) tell(variable, value);
      }
    },
  },
  {
    id: 'TEST_NAME_TOO_LONG',
    sentence: 'A test name, parameter name or qualifier label has 40 characters at most.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.2.1',
    check: ({ plan, row }, tell) => {
      for (const variable of [plan.own.TEST, 'TSPARM', 'QLABEL'])
        if (textOf(row, variable).length > 40) tell(variable, textOf(row, variable));
    },
  },
  {
    id: 'TEST_NAME_DIFFERS',
    sentence: 'A test code and its name are one term.',
    severity: 'ERROR',
    source: 'CDISC SDTM Controlled Terminology: TESTCD and TEST have the same NCI code',
    check: ({ plan, row }, tell) => {
      for (const [code, name] of [
        [plan.own.TESTCD, plan.own.TEST],
        ['TSPARMCD', 'TSPARM'],
      ] as const) {
        if ((row[code] ?? null) === null) continue;
        const list = findCodelist(plan.variables.get(code)?.codelists[0] ?? '');
        const expected = list && findDecode(list, textOf(row, code));
        if (expected !== undefined && textOf(row, name) !== expected)
          tell(name, row[name] ?? null, `${textOf(row, code)} is ${expected}.`);
      }
    },
  },
  {
    id: 'DATE_FORM',
    sentence: 'A date is of ISO 8601, whole or partial, and a day of the calendar.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.4.1 and 4.4.2',
    check: ({ plan, row }, tell) => {
      for (const variable of plan.dates) {
        const value = textOf(row, variable);
        if (value === '') continue;
        const form = isoFormOf(value);
        if (form === null || form === 'durationDatetime' || form === 'time') tell(variable, value);
      }
    },
  },
  {
    id: 'DURATION_FORM',
    sentence: 'A duration is of ISO 8601, e.g. P8W.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.4.3',
    check: ({ plan, row }, tell) => {
      for (const variable of plan.durations) {
        const value = textOf(row, variable);
        if (value !== '' && isoFormOf(value) !== 'durationDatetime') tell(variable, value);
      }
    },
  },
];
