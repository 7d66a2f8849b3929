import { textOf, type RowRule } from './rule.ts';

const DAY = 86_400_000;

/** Rules of the timing of one row of a subject. */
export const TIMING_RULES: readonly RowRule[] = [
  {
    id: 'STUDY_DAY_ZERO',
    sentence: 'There is no study day 0.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.4.4',
    check: ({ plan, row }, tell) => {
      for (const variable of plan.variables.keys())
        if (variable.endsWith('DY') && row[variable] === 0) tell(variable, 0);
    },
  },
  {
    id: 'STUDY_DAY_WRONG',
    sentence: 'A study day is counted from RFSTDTC, day 1; a partial date has none.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.4.4',
    check: ({ plan, row, person }, tell) => {
      for (const [day, date] of plan.days) {
        const value = row[day] ?? null;
        const expected = studyDay(textOf(row, date), textOf(person, 'RFSTDTC'));
        if (value !== null && value !== expected)
          tell(day, value, expected === null ? `There is none of ${date}.` : `${date} is day ${expected}.`);
      }
    },
  },
  {
    id: 'STUDY_DAY_MISSING',
    sentence: 'A whole date has a study day where RFSTDTC is known.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, section 4.4.4',
    check: ({ plan, row, person }, tell) => {
      for (const [day, date] of plan.days)
        if ((row[day] ?? null) === null && studyDay(textOf(row, date), textOf(person, 'RFSTDTC')) !== null)
          tell(day, null, `${date} is ${textOf(row, date)}.`);
    },
  },
  {
    id: 'END_BEFORE_START',
    sentence: 'A period ends when it starts or later.',
    severity: 'ERROR',
    source: 'SDTMIG v3.4, section 4.4.5',
    check: ({ plan, row }, tell) => {
      for (const start of plan.dates) {
        const end = start.replace('STDTC', 'ENDTC');
        if (end === start || !plan.variables.has(end)) continue;
        if (isBefore(textOf(row, end), textOf(row, start)))
          tell(end, row[end] ?? null, `${start} is ${textOf(row, start)}.`);
      }
    },
  },
  {
    id: 'DATE_AFTER_CUT',
    sentence: 'No date lies after the data cut.',
    severity: 'ERROR',
    source: 'The data cut of the trial: what is later is not exported',
    check: ({ trial, plan, row, person }, tell) => {
      const { on } = trial.cut;
      if (on === null || person === null) return;
      for (const variable of plan.dates)
        if (isBefore(on, textOf(row, variable))) tell(variable, row[variable] ?? null, `The cut is ${on}.`);
    },
  },
  {
    id: 'DATE_AFTER_DEATH',
    sentence: 'No assessment, visit or exposure begins after the subject died.',
    severity: 'WARNING',
    source: 'SDTMIG v3.4, DM: DTHDTC',
    check: ({ plan, row, person }, tell) => {
      const died = textOf(person, 'DTHDTC');
      if (died === '' || plan.name === 'DM' || plan.name === 'DS') return;
      for (const variable of plan.dates)
        if (!variable.includes('EN') && isBefore(died, textOf(row, variable)))
          tell(variable, row[variable] ?? null, `DTHDTC is ${died}.`);
    },
  },
];

/** Study day of a whole date from a whole reference date; null of others. */
function studyDay(date: string, reference: string): number | null {
  if (date.length < 10 || reference.length < 10) return null;
  const days = (dayNumber(date) - dayNumber(reference)) / DAY;
  return Number.isFinite(days) ? (days >= 0 ? days + 1 : days) : null;
}

const dayNumber = (text: string) =>
  Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10)));

/** Whether a date lies before another, as far as both are told; blank is before nothing. */
export function isBefore(date: string, other: string): boolean {
  if (date === '' || other === '') return false;
  const length = Math.min(date.length, other.length, 10);
  return date.slice(0, length) < other.slice(0, length);
}
