import type { Finding, Lesion } from './case.ts';
import { NORMAL_NODE_MM } from './sum-of-diameters.ts';
import { isBelow } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** Whether a node measured under 10 mm is normal, as in RECIST 1.1, or counts as any other lesion. */
export type NodeRule = 'normal-under-10-mm' | 'as-any-lesion';

/** The non-target lesions of one timepoint, by what was found. */
export interface NonTargetBurden {
  readonly count: number;
  readonly progressed: readonly string[];
  readonly notEvaluable: readonly string[];
  readonly absent: readonly string[];
  /** Extranodal ones that are certainly there: not merely equivocal. Without a rule for nodes these too. */
  readonly presentExtranodal: readonly string[];
}

/**
 * Sorts the non-target lesions of a timepoint. A node measured under 10 mm is absent; without a finding a lesion is not evaluable.
 *
 * @param at the timepoint's place, baseline 0
 */
export function sortNonTargets(
  timeline: Timeline,
  at: number,
  nodeRule: NodeRule = 'normal-under-10-mm',
): NonTargetBurden {
  const hasNodeRule = nodeRule === 'normal-under-10-mm';
  const progressed: string[] = [];
  const notEvaluable: string[] = [];
  const absent: string[] = [];
  const presentExtranodal: string[] = [];
  for (const lesion of timeline.nonTargets) {
    const finding = timeline.findings[at]?.get(lesion.id);
    const state = finding === undefined ? 'not-evaluable' : stateOf(finding);
    if (state === 'not-evaluable') notEvaluable.push(lesion.id);
    else if (state === 'progressed') progressed.push(lesion.id);
    else if (state === 'absent' || (hasNodeRule && isNormalNode(lesion, finding))) absent.push(lesion.id);
    else if (state !== 'equivocal' && (!hasNodeRule || lesion.kind !== 'nodal'))
      presentExtranodal.push(lesion.id);
  }
  return { count: timeline.nonTargets.length, progressed, notEvaluable, absent, presentExtranodal };
}

/**
 * The new lesions seen, beyond doubt, at a timepoint. A new node measured under 10 mm is normal and not seen.
 *
 * @param at the timepoint's place, baseline 0
 */
export function listSeenNewLesions(
  timeline: Timeline,
  at: number,
  nodeRule: NodeRule = 'normal-under-10-mm',
): readonly string[] {
  const findings = timeline.findings[at];
  if (timeline.newLesions.length === 0 || findings === undefined) return [];
  return timeline.newLesions
    .filter((lesion) => isSeen(lesion, findings.get(lesion.id), nodeRule))
    .map((lesion) => lesion.id);
}

/**
 * The new lesions that a reader suspects at a timepoint: no new lesion yet.
 *
 * @param at the timepoint's place, baseline 0
 */
export function listSuspectedNewLesions(timeline: Timeline, at: number): readonly string[] {
  const findings = timeline.findings[at];
  if (timeline.newLesions.length === 0 || findings === undefined) return [];
  return timeline.newLesions.filter(({ id }) => findings.get(id)?.state === 'equivocal').map(({ id }) => id);
}

function isSeen(lesion: Lesion, finding: Finding | undefined, nodeRule: NodeRule): boolean {
  if (finding === undefined) return false;
  const state = stateOf(finding);
  if (state === 'absent' || state === 'equivocal' || state === 'not-evaluable') return false;
  return nodeRule === 'as-any-lesion' || !isNormalNode(lesion, finding);
}

function isNormalNode(lesion: Lesion, finding: Finding | undefined): boolean {
  return (
    lesion.kind === 'nodal' &&
    finding?.shortAxis !== undefined &&
    stateOf(finding) === 'measured' &&
    isBelow(finding.shortAxis, NORMAL_NODE_MM)
  );
}
