import type { Lesion } from './case.ts';
import type { Timeline } from './timeline.ts';

/** What a lesion that is certain later was at an earlier timepoint. `unknown` does not break a run of suspicion. */
export type Suspicion = 'suspected' | 'unknown' | 'none';

/**
 * The place of the first timepoint of an unbroken suspicion of a lesion that is certain at a timepoint.
 *
 * ours: the papers date progression back to the first suspicion and are silent on the rest. Baseline is never suspicion.
 *
 * @param at the place of the timepoint at which the lesion is certain, baseline 0
 * @returns null where there was no suspicion
 */
export function suspectedFrom(at: number, suspicionAt: (earlier: number) => Suspicion): number | null {
  let first: number | null = null;
  for (let earlier = at - 1; earlier >= 1; earlier -= 1) {
    const suspicion = suspicionAt(earlier);
    if (suspicion === 'none') break;
    if (suspicion === 'suspected') first = earlier;
  }
  return first;
}

/**
 * What a finding says of suspicion: `equivocal` is; what could not be evaluated is unknown.
 *
 * ours: a new lesion without a finding was looked for and not seen; a non-target without one was not evaluated.
 *
 * @param at the timepoint's place, baseline 0
 */
export function suspicionOf(
  timeline: Timeline,
  { id, role }: Pick<Lesion, 'id' | 'role'>,
  at: number,
): Suspicion {
  if (timeline.isEvaluable[at] === false) return 'unknown';
  const finding = timeline.findings[at]?.get(id);
  if (finding === undefined) return role === 'new' ? 'none' : 'unknown';
  if (finding.state === 'equivocal') return 'suspected';
  return finding.state === 'not-evaluable' ? 'unknown' : 'none';
}
