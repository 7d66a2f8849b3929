/** Numbers and dates as every page prints them: U+2212 as minus, a space before the unit, one decimal for percent. */

const MINUS = '\u2212';
const EN_DASH = '\u2013';
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days in a month: 365.25 / 12. */
export const MONTH_DAYS = 30.4375;
export const WEEK_DAYS = 7;

/** What stands where a number does not apply. */
export const NOT_APPLICABLE = EN_DASH;

/** A number with a true minus and fixed decimals; what rounds to zero has no sign. */
export function numberText(value: number, decimals = 1): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? MINUS + digits : digits;
}

/** A change, always signed. @example signedText(23.4) // "+23.4" @example signedText(0) // "0.0" */
export function signedText(value: number, decimals = 1): string {
  const text = numberText(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A signed change in percent. @example changeText(-43.4) // "−43.4 %" */
export const changeText = (percent: number, decimals = 1): string => `${signedText(percent, decimals)} %`;

/** A rate in percent. @param percent 0 to 100 @example rateText(36.7) // "36.7 %" */
export const rateText = (percent: number): string => `${numberText(percent)} %`;

/** Two bounds: "28.1–45.9"; "−3.1 to 12.0" when a bound is negative. */
export function intervalText(low: number, high: number, decimals = 1): string {
  const joint = low < 0 || high < 0 ? ' to ' : EN_DASH;
  return numberText(low, decimals) + joint + numberText(high, decimals);
}

/** A size in mm as measured: at most one decimal. @example mmText(79) // "79 mm" @example mmText(79.1) // "79.1 mm" */
export const mmText = (mm: number): string => `${plainMmText(mm)} mm`;

/** The same without the unit, for cells of a column whose head says mm. */
export const plainMmText = (mm: number): string =>
  numberText(mm, Number.isInteger(Number(mm.toFixed(1))) ? 0 : 1);

/** @example monthsText(5.7) // "5.7 mo" */
export const monthsText = (months: number): string => `${numberText(months)} mo`;

/** @example daysText(16) // "16 d" */
export const daysText = (days: number): string => `${numberText(days, 0)} d`;

/** @param studyDay as SDTM counts: no day 0 @example studyDayText(213) // "day 213" */
export const studyDayText = (studyDay: number): string => `day ${numberText(studyDay, 0)}`;

/** @example countText(18204) // "18,204" */
export const countText = (count: number): string => numberText(count, 0).replace(/\B(?=(\d{3})+$)/g, ',');

/** @example pText(0.0004) // "< 0.001" @example pText(0.033) // "0.033" */
export const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

/**
 * A date in words.
 *
 * @param date ISO 8601, whole or partial; a time after it is left out
 * @example dateText('2026-03-12') // "12 Mar 2026"
 * @example dateText('2026-03') // "Mar 2026"
 */
export function dateText(date: string): string {
  const [year = '', month, day] = date.slice(0, 10).split('-');
  const words = [day && String(Number(day)), month && MONTH_NAMES[Number(month) - 1], year];
  return words.filter(Boolean).join(' ');
}

/** A whole date without its year, for axes and column heads. @example shortDateText('2025-02-14') // "14 Feb" */
export const shortDateText = (date: string): string => dateText(date).replace(/ \d{4}$/, '');
