import type { OwnName } from './dataset-plan.ts';
import { textOf, type RowRule } from './rule.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Rules of the result of one row of a findings dataset. */
export const RESULT_RULES: readonly RowRule[] = [
  {
    id: 'NOT_DONE_WITH_RESULT',
    sentence: 'What was not done has no result.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.5.1.2',
    check: ({ plan, row }, tell) => {
      if (!plan.isFindings || textOf(row, plan.own.STAT) === '') return;
      for (const part of ['ORRES', 'STRESC', 'STRESN'] as const) {
        const variable = plan.own[part];
        if (textOf(row, variable) !== '') tell(variable, row[variable] ?? null);
      }
    },
  },
  {
    id: 'RESULT_MISSING',
    sentence: 'A row has a result, or says that it was not done.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.5.1.2',
    check: ({ plan, row }, tell) => {
      if (!plan.isFindings) return;
      const isThere = [plan.own.ORRES, plan.own.STRESC, plan.own.STAT].some(
        (name) => textOf(row, name) !== '',
      );
      if (!isThere) tell(plan.own.ORRES);
    },
  },
  {
    id: 'REASON_WITHOUT_STATUS',
    sentence: 'A reason why something was not done stands only with the status NOT DONE.',
    severity: 'ERROR',
    source: 'SDTM 2.0: --REASND',
    check: ({ plan, row }, tell) => {
      const variable = plan.own.REASND;
      if (textOf(row, variable) !== '' && textOf(row, plan.own.STAT) !== 'NOT DONE')
        tell(variable, row[variable] ?? null);
    },
  },
  {
    id: 'STANDARD_RESULT_MISSING',
    sentence: 'A result has a standardised form.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.5.1.1',
    check: ({ plan, row }, tell) => {
      if (plan.isFindings && textOf(row, plan.own.ORRES) !== '' && textOf(row, plan.own.STRESC) === '')
        tell(plan.own.STRESC, null, `${plan.prefix}ORRES is ${textOf(row, plan.own.ORRES)}.`);
    },
  },
  {
    id: 'STANDARD_NUMBER_DIFFERS',
    sentence: 'The standardised number is that of the standardised text.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.5.1.1',
    check: ({ plan, row }, tell) => {
      const number = row[plan.own.STRESN];
      if (!plan.isFindings || typeof number !== 'number') return;
      const text = textOf(row, plan.own.STRESC);
      if (!NUMBER.test(text) || Number(text) !== number)
        tell(plan.own.STRESN, number, `${plan.prefix}STRESC is ${text === '' ? 'blank' : text}.`);
    },
  },
  {
    id: 'STANDARD_NUMBER_MISSING',
    sentence: 'A standardised text that is a number with a unit has its number.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.5.1.1',
    check: ({ plan, row }, tell) => {
      const variable = plan.own.STRESN;
      if (!plan.isFindings || !plan.variables.has(variable) || textOf(row, variable) !== '') return;
      const text = textOf(row, plan.own.STRESC);
      if (textOf(row, plan.own.STRESU) !== '' && NUMBER.test(text))
        tell(variable, null, `The text is ${text}.`);
    },
  },
  {
    id: 'UNIT_WITHOUT_RESULT',
    sentence: 'A unit stands with a result, and the original and the standardised one stand together.',
    severity: 'ERROR',
    source: 'SDTM 2.0: --ORRESU, --STRESU',
    check: ({ plan, row }, tell) => {
      if (!plan.isFindings || !plan.variables.has(plan.own.ORRESU)) return;
      const part = (name: OwnName) => textOf(row, plan.own[name]);
      if (part('ORRESU') !== '' && part('ORRES') === '') tell(plan.own.ORRESU, part('ORRESU'));
      if (part('STRESU') !== '' && part('STRESC') === '') tell(plan.own.STRESU, part('STRESU'));
      if (
        part('ORRES') !== '' &&
        part('STRESC') !== '' &&
        (part('ORRESU') === '') !== (part('STRESU') === '')
      )
        tell(plan.own.STRESU, part('STRESU'), `${plan.prefix}ORRESU is ${part('ORRESU') || 'blank'}.`);
    },
  },
  {
    id: 'EVALUATOR_BLANK',
    sentence: 'An identifier of an evaluator stands with the evaluator.',
    severity: 'ERROR',
    source: 'SDTM 2.0: --EVALID',
    check: ({ plan, row }, tell) => {
      if (!plan.isFindings) return;
      const id = plan.own.EVALID;
      if (textOf(row, id) !== '' && textOf(row, plan.own.EVAL) === '') tell(id, row[id] ?? null);
    },
  },
  {
    id: 'BASELINE_AFTER_EXPOSURE',
    sentence: 'The last observation before exposure lies on the day of the first exposure or before.',
    severity: 'ERROR',
    source: 'SDTM 2.0: --LOBXFL',
    check: ({ plan, row, person }, tell) => {
      const flag = plan.own.LOBXFL;
      if (!plan.isFindings || row[flag] !== 'Y') return;
      const [date, first] = [textOf(row, plan.own.DTC), textOf(person, 'RFXSTDTC')];
      if (date !== '' && first !== '' && date.slice(0, 10) > first.slice(0, 10))
        tell(flag, 'Y', `${plan.prefix}DTC is ${date}, RFXSTDTC ${first}.`);
    },
  },
];
