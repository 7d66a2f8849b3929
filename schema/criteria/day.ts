const DAY_MS = 86_400_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Calendar days from one date to another; negative when the second is earlier.
 *
 * @param from ISO 8601 (YYYY-MM-DD)
 * @param to ISO 8601 (YYYY-MM-DD)
 * @example daysBetween('2025-01-06', '2025-02-03') // 28
 */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/**
 * Whether a text is a day of the calendar, written YYYY-MM-DD.
 *
 * @example isDate('2025-02-30') // false
 */
export function isDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
