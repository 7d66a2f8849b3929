import type { Case } from './case.ts';
import type { Trace } from './result.ts';
import { suspectedFrom, type Suspicion } from './suspicion.ts';

/** What the timepoint of progression rests on, as far as it can be dated back. */
export interface DatedBack {
  /** New lesions seen and non-targets progressed at a timepoint, by its place (baseline 0). */
  readonly certainAt: (at: number) => readonly string[];
  /** What a lesion was at an earlier timepoint. */
  readonly suspicionOf: (lesion: string, at: number) => Suspicion;
}

/** Where the paper speaks of the date of progression, and of suspicion. */
export interface DateSources {
  readonly progression: string;
  readonly suspicion: string;
}

/**
 * The date of progression: that of the first timepoint that is progression, or of the first suspicion of a new lesion now seen or of
 * a non-target now progressed. A target progression by itself is never dated back.
 *
 * @param at the place of that timepoint, baseline 0; null: there is no progression
 * @param word the word of progression
 * @param datedBack null: never
 */
export function dateProgression(
  { timepoints }: Case,
  at: number | null,
  word: string,
  datedBack: DatedBack | null,
  sources: DateSources,
): { readonly date: string | null; readonly trace: readonly Trace[] } {
  if (at === null) return { date: null, trace: [] };
  const { id, date } = timepoints[at] ?? { id: '', date: '' };
  let earliest = at;
  let suspect = '';
  for (const lesion of datedBack?.certainAt(at) ?? []) {
    const from = suspectedFrom(at, (earlier) => datedBack?.suspicionOf(lesion, earlier) ?? 'none');
    if (from === null || from >= earliest) continue;
    earliest = from;
    suspect = lesion;
  }
  const suspicion = timepoints[earliest];
  if (suspicion === undefined || earliest === at) {
    const rule = `${id} is the first timepoint with overall ${word}: progression on ${date}.`;
    return { date, trace: [{ step: 'date', rule, source: sources.progression }] };
  }
  const rule = `${suspect} was suspected at ${suspicion.id} and is certain at ${id}: progression is dated back to ${suspicion.date}.`;
  return { date: suspicion.date, trace: [{ step: 'date', rule, source: sources.suspicion }] };
}
