import { isPartialDate } from './subject-frame.ts';
import type { FindingEntry } from './finding-entry.ts';

/**
 * Marks the last record before the first dose, of each evaluator and thing looked at (--LOBXFL).
 *
 * What is on the day of the first dose counts as before it, since only days are known. A record without a result or with a partial
 * date is never the last.
 *
 * @param aboutOf what the record is about: the last of each is marked
 * @source SDTMIG v3.4, section 4.5.9
 */
export function markLastBeforeExposure<Entry extends FindingEntry>(
  entries: readonly Entry[],
  aboutOf: (entry: Entry) => string,
  hasResult: (entry: Entry) => boolean,
): readonly Entry[] {
  const last = new Map<string, Entry>();
  for (const entry of entries) {
    const { firstDoseOn } = entry.frame;
    const { date } = entry.timing;
    if (firstDoseOn === null || date === null || isPartialDate(date)) continue;
    if (date.slice(0, 10) > firstDoseOn || !hasResult(entry)) continue;
    const about = `${entry.review.evaluator} ${aboutOf(entry)}`;
    const known = last.get(about)?.timing.date ?? '';
    if (date >= known) last.set(about, entry);
  }
  const marked = new Set(last.values());
  return entries.map((entry) => (marked.has(entry) ? { ...entry, isLastBeforeExposure: true } : entry));
}
