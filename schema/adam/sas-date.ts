const DAY_MS = 86_400_000;
const EPOCH = Date.parse('1960-01-01');

/**
 * A date as SAS counts it: days since 1960-01-01.
 *
 * @param date YYYY-MM-DD; null stays null
 * @example sasDate('1960-01-02') // 1
 */
export function sasDate(date: string | null): number | null {
  return date === null ? null : (Date.parse(date) - EPOCH) / DAY_MS;
}

/**
 * What of a date was imputed (ADTF and its like): the highest part that the source does not tell.
 *
 * @param given as the source gave it, e.g. '2014-01'; null: complete
 * @returns D: the day, M: month and day, Y: all of it; null: nothing
 * @source ADaMIG v1.3, section 3.1.3
 */
export function imputationFlag(given: string | null): 'D' | 'M' | 'Y' | null {
  if (given === null) return null;
  if (/^\d{4}-\d{2}-\d{2}/.test(given)) return null;
  if (/^\d{4}-\d{2}/.test(given)) return 'D';
  return /^\d{4}/.test(given) ? 'M' : 'Y';
}

/**
 * Days from a reference date: day 1 is the reference date and day -1 the one before, there is no day 0.
 *
 * @source ADaMIG v1.3, section 3.3.2 (ADY)
 */
export function analysisDay(date: string | null, reference: string | null): number | null {
  if (date === null || reference === null) return null;
  const days = (Date.parse(date) - Date.parse(reference)) / DAY_MS;
  return days < 0 ? days : days + 1;
}
