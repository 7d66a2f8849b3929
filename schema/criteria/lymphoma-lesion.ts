import { countNewLesions, listEquivocalNewLesions, type NewLesionRule } from './counted-new-lesion.ts';
import { nonTargetWord, sortNonTargetsAt, type NonTargetLimits } from './non-target-word.ts';
import type { Trace } from './result.ts';
import { listText } from './sentence.ts';
import type { NonTargetResponse } from './term.ts';
import type { Timeline } from './timeline.ts';

/** What the non-target and the new lesions of a timepoint say. */
export interface OtherLesions {
  /** null where there is no non-target lesion. */
  readonly nonTarget: NonTargetResponse | null;
  /** The new lesions that count. */
  readonly newLesions: readonly string[];
  readonly trace: readonly Trace[];
}

/**
 * Judges the non-target and the new lesions of a timepoint by the limits of the criteria.
 *
 * @param before the new lesions that counted at the timepoint before
 * @param source where the paper speaks of new lesions
 */
export function judgeOtherLesions(
  timeline: Timeline,
  at: number,
  before: readonly string[],
  { limits, rule, source }: { limits: NonTargetLimits; rule: NewLesionRule; source: string },
): OtherLesions {
  const trace: Trace[] = [];
  let nonTarget: NonTargetResponse | null = null;
  if (timeline.nonTargets.length > 0) {
    const facts = sortNonTargetsAt(timeline, timeline.nonTargets, at, limits);
    const { answer, line } = nonTargetWord(facts);
    nonTarget = answer;
    trace.push({ step: 'non-target', rule: line.says(facts), source: line.source });
  }
  if (timeline.newLesions.length === 0) return { nonTarget, newLesions: [], trace };
  const suspected = listEquivocalNewLesions(timeline, at);
  if (suspected.length > 0)
    trace.push({ step: 'new-lesion', rule: `${listText(suspected)}: suspected, no new lesion yet.`, source });
  const newLesions = countNewLesions(timeline, at, before, rule);
  if (newLesions.length > 0) {
    const are = newLesions.length === 1 ? 'is a new lesion' : 'are new lesions';
    trace.push({ step: 'new-lesion', rule: `${listText(newLesions)} ${are}.`, source });
  }
  return { nonTarget, newLesions, trace };
}

/** `Target CR, non-target none, new lesion no, bone marrow clear`, with what else the criteria look at. */
export function summaryText(
  facts: {
    readonly target: string | null;
    readonly nonTarget: string | null;
    readonly isNew: boolean;
    readonly marrow: string;
  },
  ...others: readonly string[]
): string {
  const { target, nonTarget, isNew, marrow } = facts;
  const lesions = `Target ${target ?? 'none'}, non-target ${nonTarget ?? 'none'}, new lesion ${isNew ? 'yes' : 'no'}`;
  return [lesions, ...(marrow === 'never' ? [] : [`bone marrow ${marrow}`]), ...others].join(', ');
}
