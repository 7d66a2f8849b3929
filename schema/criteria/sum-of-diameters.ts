import type { Finding, Lesion } from './case.ts';
import { lengthText } from './sentence.ts';
import { isAtLeast, isEqual } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** A node under this short axis is normal. Eisenhauer 2009, section 4.3.2. */
export const NORMAL_NODE_MM = 10;

/** What a finding of a target lesion counts for. */
export interface Diameter {
  /** null: not evaluable. */
  readonly mm: number | null;
  readonly status: 'seen' | 'absent' | 'merged' | 'not-evaluable';
  readonly isTooSmall?: true;
}

/** The targets of one timepoint: diameters, their sum, and what has become of them. */
export interface TargetBurden {
  /** mm; null without targets or with one that is not evaluable. */
  readonly sum: number | null;
  /** Sum of those that could be measured, mm; null when none could. */
  readonly measuredSum: number | null;
  /** The sum is complete and every target is gone: extranodal ones absent, nodes normal. */
  readonly isGone: boolean;
  /** Extranodal targets that are seen and nodes that are not normal. */
  readonly diseased: readonly string[];
  readonly notEvaluable: readonly string[];
  /** The parts of the sum: `T01 31 + T02 13 (short axis) = 44 mm`. */
  readonly parts: string;
}

const ABSENT: Diameter = { mm: 0, status: 'absent' };
const MERGED: Diameter = { mm: 0, status: 'merged' };
const NOT_EVALUABLE: Diameter = { mm: null, status: 'not-evaluable' };

/**
 * Diameter of a target lesion by its finding, mm: longest diameter, of a node the short axis.
 *
 * Merging is not looked at here. Eisenhauer 2009, section 4.3.2.
 */
export function diameterOf(lesion: Lesion, finding: Finding, tooSmallMm: number): Diameter {
  switch (stateOf(finding)) {
    case 'absent':
      return ABSENT;
    case 'too-small':
      // ours: the default stands for a node too, and a size beside `too-small` is ignored.
      return { mm: tooSmallMm, status: 'seen', isTooSmall: true };
    case 'measured':
    case 'progressed': {
      // ours: on a target `progressed` is a mark beside the size; the size decides.
      const mm = lesion.kind === 'nodal' ? finding.shortAxis : finding.longestDiameter;
      if (mm === undefined) return NOT_EVALUABLE;
      // A node of 0 mm is as gone as one of 9 mm: normal, and still a node that was measured.
      return isEqual(mm, 0) && lesion.kind !== 'nodal' ? ABSENT : { mm, status: 'seen' };
    }
    default:
      return NOT_EVALUABLE;
  }
}

/** The targets of a timepoint (its place, baseline 0) and their sum, mm. See `diametersAt`. */
export function sumOfDiameters(timeline: Timeline, at: number, tooSmallMm: number): TargetBurden {
  return addUpDiameters(timeline, diametersAt(timeline, at, tooSmallMm));
}

/**
 * The diameters of the targets that exist at a timepoint, by lesion, mm. Eisenhauer 2009, section 4.3.2.
 *
 * A fragment of a split lesion counts from the first timepoint that mentions it. A merged lesion counts 0 and its bearer the
 * joint size. ours: merged into a lesion that is no target, or that does not exist yet, it is not evaluable.
 *
 * @param at the timepoint's place, baseline 0
 */
export function diametersAt(
  timeline: Timeline,
  at: number,
  tooSmallMm: number,
): ReadonlyMap<string, Diameter> {
  const findings = timeline.findings[at] ?? new Map<string, Finding>();
  const diameters = new Map<string, Diameter>();
  const targets =
    timeline.firstMention.size === 0
      ? timeline.targets
      : timeline.targets.filter((target) => (timeline.firstMention.get(target.id) ?? 0) <= at);
  let merged = false;
  for (const target of targets) {
    const finding = findings.get(target.id);
    if (finding?.mergedInto !== undefined) merged = true;
    else
      diameters.set(
        target.id,
        finding === undefined ? NOT_EVALUABLE : diameterOf(target, finding, tooSmallMm),
      );
  }
  if (merged) {
    for (const target of targets) {
      if (diameters.has(target.id)) continue;
      diameters.set(target.id, hasBearer(target.id, findings, targets) ? MERGED : NOT_EVALUABLE);
    }
  }
  return diameters;
}

/** Whether a merged lesion has gone into a target that exists. ours: in a ring of merges, or into one, it has not. */
function hasBearer(id: string, findings: ReadonlyMap<string, Finding>, targets: readonly Lesion[]): boolean {
  let bearer = id;
  for (let steps = 0; steps <= targets.length; steps += 1) {
    const next = findings.get(bearer)?.mergedInto;
    // A bearer that has itself gone elsewhere carries nothing, but that is its own matter.
    if (next === undefined || !targets.some((target) => target.id === next)) return bearer !== id;
    bearer = next;
  }
  return false;
}

/** The sum of the diameters of a timepoint, mm, and what has become of the targets; no sum where one is not evaluable. */
export function addUpDiameters(
  { targets }: Timeline,
  diameters: ReadonlyMap<string, Diameter>,
): TargetBurden {
  let total = 0;
  let hasMeasured = false;
  let parts = '';
  const diseased: string[] = [];
  const notEvaluable: string[] = [];
  for (const { id, kind } of targets) {
    const diameter = diameters.get(id);
    if (diameter === undefined) continue;
    const { mm, status, isTooSmall } = diameter;
    const isNode = kind === 'nodal';
    if (parts !== '') parts += ' + ';
    if (mm === null) {
      notEvaluable.push(id);
      parts += `${id} not evaluable`;
      continue;
    }
    hasMeasured = true;
    total += mm;
    // A node under 10 mm is normal, so its size still counts in the sum though the lesion is gone.
    if (status === 'seen' && (!isNode || isAtLeast(mm, NORMAL_NODE_MM))) diseased.push(id);
    if (status === 'seen')
      parts += `${id} ${mm}${isTooSmall ? ' (too small to measure)' : isNode ? ' (short axis)' : ''}`;
    else parts += `${id} 0 (${status})`;
  }
  const isComplete = diameters.size > 0 && notEvaluable.length === 0;
  const measured = hasMeasured ? `${lengthText(total)} mm` : 'none';
  return {
    sum: isComplete ? total : null,
    measuredSum: hasMeasured ? total : null,
    isGone: isComplete && diseased.length === 0,
    diseased,
    notEvaluable,
    parts: isComplete ? `${parts} = ${measured}.` : `${parts}: no complete sum (measured: ${measured}).`,
  };
}
