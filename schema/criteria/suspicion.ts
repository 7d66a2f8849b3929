import type { Timeline } from './timeline.ts';

/**
 * The place of the first timepoint of an unbroken suspicion of a lesion that is certain at a timepoint.
 *
 * ours: the papers date progression back to the first suspicion and are silent on the rest. The run of `equivocal` findings
 * reaches up to the timepoint; a timepoint that could not be evaluated does not break it. A new lesion without a finding
 * was looked for and not seen, which breaks it; a non-target without one was not evaluated. Baseline is never suspicion.
 *
 * @param at the place of the timepoint at which the lesion is certain, baseline 0
 * @param isNew whether the lesion is a new one
 * @returns null where there was no suspicion
 */
export function suspectedFrom(
  timeline: Timeline,
  isEvaluable: readonly boolean[],
  at: number,
  lesion: string,
  isNew: boolean,
): number | null {
  let first: number | null = null;
  for (let earlier = at - 1; earlier >= 1; earlier -= 1) {
    if (isEvaluable[earlier] === false) continue;
    const finding = timeline.findings[earlier]?.get(lesion);
    if (finding?.state === 'equivocal') first = earlier;
    else if (finding === undefined ? isNew : finding.state !== 'not-evaluable') break;
  }
  return first;
}
