/** What a text of ISO 8601 tells, in the words of Define-XML 2.1's data types. */
export const ISO_FORMS = [
  'date',
  'partialDate',
  'datetime',
  'partialDatetime',
  'time',
  'durationDatetime',
  'intervalDatetime',
] as const;
export type IsoForm = (typeof ISO_FORMS)[number];

const DATE = /^\d{4}-(\d{2})-(\d{2})$/;
const PARTIAL = /^(\d{4}|-)(-(\d{2}|-)(-\d{2})?)?$/;
const TIME = /^([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d+)?)?)?(Z|[+-][01]\d:[0-5]\d)?$/;
const WHOLE_TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-][01]\d:[0-5]\d)?$/;
const DURATION =
  /^[+-]?P(?=.)(\d+(\.\d+)?W|(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?D)?(T(?=.)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?)$/;

/**
 * The form of a text of ISO 8601 as SDTM allows it.
 *
 * @param text '2024-03-01' (date), '2024-03' or '2024---15' (partialDate), '2024-03-01T10:30' (partialDatetime, no seconds),
 *   'P8W' (durationDatetime), '2024-03-01/2024-03-04' (intervalDatetime)
 * @returns null when it is none, or no day of the calendar
 * @source SDTMIG v3.4, section 4.4.1 and 4.4.2
 */
export function isoFormOf(text: string): IsoForm | null {
  if (text.length === 10 && DATE.test(text)) return isDay(text) ? 'date' : null;
  if (text.includes('/')) return text.split('/').every((end) => isoFormOf(end)) ? 'intervalDatetime' : null;
  if (text.startsWith('P') || text.startsWith('-P') || text.startsWith('+P'))
    return DURATION.test(text) ? 'durationDatetime' : null;
  const [day = '', time, ...more] = text.split('T');
  if (more.length > 0 || text === '') return null;
  if (time === undefined)
    return isPartialDay(day) ? 'partialDate' : TIME.test(day) && day.includes(':') ? 'time' : null;
  if (!TIME.test(time)) return null;
  if (DATE.test(day) && isDay(day)) return WHOLE_TIME.test(time) ? 'datetime' : 'partialDatetime';
  return isPartialDay(day) ? 'partialDatetime' : null;
}

/** Whether YYYY-MM-DD is a day of the calendar. */
function isDay(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isPartialDay(text: string): boolean {
  const parts = PARTIAL.exec(text);
  if (!parts || !/\d/.test(text) || text.endsWith('-')) return false;
  const month = parts[3];
  return month === undefined || month === '-' || (Number(month) >= 1 && Number(month) <= 12);
}
