import type { Finding, Lesion } from './case.ts';
import { isAbove } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** When a new lesion of a lymphoma counts. */
export interface NewLesionRule {
  /** It counts when its largest diameter is above this, mm. */
  readonly aboveMm: (lesion: Lesion) => number;
  /** Whether one too small to measure counts. */
  readonly countsTooSmall: boolean;
}

/**
 * The new lesions that count at a timepoint, unequivocal and large enough. One that a reader calls present or progressed counts at
 * any size.
 *
 * ours: one that counted before counts while it is seen: a smaller size, `too-small` and `not-evaluable` do not end it, `absent`,
 * `equivocal` and no finding do. A size beside `mergedInto` counts 0.
 *
 * @param before those that counted at the timepoint before
 */
export function countNewLesions(
  timeline: Timeline,
  at: number,
  before: readonly string[],
  rule: NewLesionRule,
): readonly string[] {
  const findings = timeline.findings[at];
  if (findings === undefined || timeline.newLesions.length === 0) return [];
  return timeline.newLesions
    .filter((lesion) => {
      const finding = findings.get(lesion.id);
      return finding !== undefined && doesCount(lesion, finding, before.includes(lesion.id), rule);
    })
    .map(({ id }) => id);
}

/** The new lesions that a reader only suspects at a timepoint. */
export function listEquivocalNewLesions({ newLesions, findings }: Timeline, at: number): readonly string[] {
  if (newLesions.length === 0) return [];
  return newLesions.filter(({ id }) => findings[at]?.get(id)?.state === 'equivocal').map(({ id }) => id);
}

function doesCount(
  lesion: Lesion,
  finding: Finding,
  didCount: boolean,
  { aboveMm, countsTooSmall }: NewLesionRule,
): boolean {
  const state = stateOf(finding);
  if (state === 'absent' || state === 'equivocal') return false;
  if (didCount || state === 'present' || state === 'progressed') return true;
  if (state === 'too-small') return countsTooSmall;
  if (state !== 'measured' || finding.mergedInto !== undefined) return false;
  const { longestDiameter = 0, shortAxis = 0, perpendicular = 0 } = finding;
  return isAbove(Math.max(longestDiameter, shortAxis, perpendicular), aboveMm(lesion));
}
