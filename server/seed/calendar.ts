const DAY_MS = 86_400_000;

/** The date some whole days after another; both ISO 8601. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + Math.round(days) * DAY_MS).toISOString().slice(0, 10);
}

/** The earliest of dates, ISO 8601. */
export function earliest(...dates: readonly string[]): string {
  return dates.toSorted()[0] ?? '';
}

/** The latest of dates, ISO 8601. */
export function latest(...dates: readonly string[]): string {
  return dates.toSorted().at(-1) ?? '';
}
