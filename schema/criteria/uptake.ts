import type { Finding } from './case.ts';
import type { CourseBurden } from './course-rules.ts';
import { bearerOf, targetsAt } from './product.ts';
import { lengthText } from './sentence.ts';
import { isAbove } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** Uptake of FDG in the targets of one timepoint (PERCIST). */
export interface UptakeBurden extends CourseBurden {
  /** SULpeak of the hottest target, or the sum of the hottest; null without targets or with one that is not evaluable. */
  readonly sum: number | null;
  /** As `sum`, of the targets that could be evaluated; null when none could. */
  readonly measuredSum: number | null;
  readonly notEvaluable: readonly string[];
  /** Targets with uptake above 0. */
  readonly seen: readonly string[];
  /** Targets that the reader marks as progressed. */
  readonly progressed: readonly string[];
}

interface Uptake {
  readonly id: string;
  readonly sul: number;
  readonly mark: '' | ' (absent)' | ' (merged)';
}

/**
 * Uptake of the targets of a timepoint, SULpeak. Wahl 2009. It needs every target, for the hottest could be the missing one. It need not
 * be the same lesion at each timepoint.
 *
 * ours: a merged target counts 0 whatever the role of its bearer, but targets merged in a ring are not evaluable; a SULpeak counts
 * only where the target was measured or has progressed.
 *
 * @param at the timepoint's place, baseline 0
 * @param lesionsSummed how many of the hottest are added
 * @param isScanned false: FDG was not evaluated and no SULpeak is known; ours: what the reader marks as progressed still is
 */
export function uptakeAt(
  timeline: Timeline,
  at: number,
  lesionsSummed: number,
  isScanned: boolean,
): UptakeBurden {
  const findings = timeline.findings[at] ?? new Map<string, Finding>();
  const uptakes: Uptake[] = [];
  const notEvaluable: string[] = [];
  const progressed: string[] = [];
  for (const { id } of targetsAt(timeline, at)) {
    const finding = findings.get(id);
    if (finding?.state === 'progressed') progressed.push(id);
    const uptake = isScanned ? uptakeOf(id, finding, findings) : null;
    if (uptake === null) notEvaluable.push(id);
    else uptakes.push(uptake);
  }
  const hottest = uptakes.toSorted((a, b) => b.sul - a.sul).slice(0, lesionsSummed);
  const measuredSum = hottest.length === 0 ? null : hottest.reduce((sum, { sul }) => sum + sul, 0);
  const isComplete = notEvaluable.length === 0;
  return {
    sum: isComplete ? measuredSum : null,
    measuredSum,
    notEvaluable,
    seen: uptakes.filter(({ sul }) => isAbove(sul, 0)).map(({ id }) => id),
    progressed,
    parts: partsText(uptakes, notEvaluable, hottest, measuredSum),
  };
}

function uptakeOf(
  id: string,
  finding: Finding | undefined,
  findings: ReadonlyMap<string, Finding>,
): Uptake | null {
  if (finding === undefined) return null;
  if (finding.mergedInto !== undefined)
    return bearerOf(id, findings, () => true) === null ? null : { id, sul: 0, mark: ' (merged)' };
  const state = stateOf(finding);
  if (state === 'absent') return { id, sul: 0, mark: ' (absent)' };
  const isRead = state === 'measured' || state === 'progressed';
  return isRead && finding.sul !== undefined ? { id, sul: finding.sul, mark: '' } : null;
}

function partsText(
  uptakes: readonly Uptake[],
  notEvaluable: readonly string[],
  hottest: readonly Uptake[],
  measuredSum: number | null,
): string {
  const all = [
    ...uptakes.map(({ id, sul, mark }) => `${id} ${lengthText(sul)}${mark}`),
    ...notEvaluable.map((id) => `${id} not evaluable`),
  ].join(', ');
  if (measuredSum === null) return `${all}: no SULpeak.`;
  const names = hottest.map(({ id }) => id).join(' + ');
  const value = `${lengthText(measuredSum)} SUL`;
  return notEvaluable.length === 0
    ? `${all}; the hottest: ${names} = ${value}.`
    : `${all}: the hottest may be missing (of the others ${names} = ${value}).`;
}
