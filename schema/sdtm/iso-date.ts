/** A date as SDTM writes it: the part that is known, and whether that is a whole date. */
export interface ParsedDate {
  /** The known part without time of day: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly known: string;
  readonly isFull: boolean;
  readonly hasTime: boolean;
}

const PATTERN = /^(\d{4})(?:-(\d{2}|-)(?:-(\d{2}|-))?)?(T[\d:.+\-Z]*)?$/;

/**
 * Reads a --DTC value: year, month and day as far as they are known, with or without a time.
 *
 * @param text ISO 8601, also reduced ('2014-01') and with a missing middle ('2014---15' counts as '2014')
 * @returns undefined when the text is no date of the calendar ('2025-13-02', '2023-02-29')
 * @source SDTMIG v3.4, section 4.4.1 and 4.4.2
 */
export function parseDate(text: string): ParsedDate | undefined {
  const match = PATTERN.exec(text.replace(/^(\d{4})---(\d{2})/, '$1'));
  if (!match) return undefined;
  const [, year = '', month, day, time] = match;
  const known = [year, ...(month && month !== '-' ? [month, ...(day && day !== '-' ? [day] : [])] : [])].join(
    '-',
  );
  if (Number.isNaN(Date.parse(known)) || !isOfCalendar(known)) return undefined;
  return { known, isFull: known.length === 10, hasTime: time !== undefined };
}

/** Date.parse rolls 30 February over to March; the calendar does not. */
function isOfCalendar(known: string): boolean {
  return new Date(`${known}${'-01-01'.slice(known.length - 4)}`).toISOString().startsWith(known);
}

const DAY_MS = 86_400_000;

/** Whole days from one full ISO date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/**
 * The date of a study day. Day 1 is the reference date and day -1 the day before it.
 *
 * @returns null for day 0, which there is not, and for a day that is no whole number
 * @source SDTMIG v3.4, section 4.4.4
 */
export function dateOfStudyDay(reference: string, day: number): string | null {
  if (!Number.isInteger(day) || day === 0) return null;
  return new Date(Date.parse(reference) + (day > 0 ? day - 1 : day) * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Study day of a date, counted from the reference date.
 *
 * Day 1 is the reference date and day -1 the day before it: there is no day 0.
 *
 * @param date ISO 8601; a partial date ('2024-03') has no study day
 * @param reference full ISO 8601 date (RFSTDTC); null: there are no study days
 * @returns whole days, or null
 * @source SDTMIG v3.4, section 4.4.4
 * @example studyDay('2024-03-01', '2024-03-01') // 1
 * @example studyDay('2024-02-29', '2024-03-01') // -1
 */
export function studyDay(date: string | null, reference: string | null): number | null {
  if (date === null || reference === null || !/^\d{4}-\d{2}-\d{2}/.test(date)) return null;
  const days = daysBetween(reference, date.slice(0, 10));
  return days >= 0 ? days + 1 : days;
}
