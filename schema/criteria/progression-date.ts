import type { Case } from './case.ts';
import { listSeenNewLesions, sortNonTargets } from './lesion-status.ts';
import type { Trace } from './result.ts';
import { suspectedFrom } from './suspicion.ts';
import type { Timeline } from './timeline.ts';

/**
 * The date of progression: that of the first timepoint with overall PD, or of the first suspicion of a new lesion now seen or of
 * a non-target now progressed. A target progression by itself is never dated back.
 *
 * @param at the place of that timepoint, baseline 0; null: there is no progression
 */
export function dateProgression(
  { timepoints }: Case,
  timeline: Timeline,
  isDatedBack: boolean,
  at: number | null,
): { readonly date: string | null; readonly trace: readonly Trace[] } {
  if (at === null) return { date: null, trace: [] };
  const { id, date } = timepoints[at] ?? { id: '', date: '' };
  const isEvaluable = timepoints.map((timepoint) => timepoint.evaluable !== false);
  const certain = isDatedBack
    ? [
        ...listSeenNewLesions(timeline, at).map((lesion) => ({ lesion, isNew: true })),
        ...sortNonTargets(timeline, at).progressed.map((lesion) => ({ lesion, isNew: false })),
      ]
    : [];
  let earliest = at;
  let suspect = '';
  for (const { lesion, isNew } of certain) {
    const from = suspectedFrom(timeline, isEvaluable, at, lesion, isNew);
    if (from === null || from >= earliest) continue;
    earliest = from;
    suspect = lesion;
  }
  const suspicion = timepoints[earliest];
  if (suspicion === undefined || earliest === at) {
    const rule = `${id} is the first timepoint with overall PD: progression on ${date}.`;
    return { date, trace: [{ step: 'date', rule, source: 'Eisenhauer 2009, section 4.4.1' }] };
  }
  const rule = `${suspect} was suspected at ${suspicion.id} and is certain at ${id}: progression is dated back to ${suspicion.date}.`;
  return { date: suspicion.date, trace: [{ step: 'date', rule, source: 'Eisenhauer 2009, section 4.3.5' }] };
}
