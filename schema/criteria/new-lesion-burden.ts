import type { Finding, Lesion } from './case.ts';
import { listSeenNewLesions } from './lesion-status.ts';
import { lengthText, listText } from './sentence.ts';
import { diameterOf } from './sum-of-diameters.ts';
import { hasRisen } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** The new lesions of one timepoint, kept apart from the targets. */
export interface NewLesionBurden {
  /** Seen now. */
  readonly seen: readonly string[];
  /** Seen now and never before. */
  readonly first: readonly string[];
  /** Seen now or before. */
  readonly known: readonly string[];
  /** Sum of the new-lesion targets (NLT) known so far, mm; null while there is none, and where one is not evaluable. */
  readonly sum: number | null;
  /** The parts of the sum, as a sentence; empty while there is no new-lesion target. */
  readonly parts: string;
  /** Why lesions that were new before are progressing again, as a sentence without its end; null where they are not. */
  readonly regrown: string | null;
  /** New-lesion non-targets (NLNT), still seen after their first timepoint, that have increased or progressed as the reader says. */
  readonly increased: readonly string[];
}

export interface NewLesionSettings {
  readonly tooSmallMm: number;
  readonly pdPercent: number;
  readonly pdAbsoluteMm: number;
}

/**
 * The new lesions of every timepoint; none at baseline.
 *
 * The reader chooses the new-lesion targets (NLT) as targets are chosen, at least 10 mm or a node's short axis of 15 mm, at most 5 and 2
 * of an organ, and says by `measurable: false` which are new-lesion non-targets (NLNT); none is refused here. An NLT counts from the
 * first timepoint that sees it. Its size is that of a target; not seen or merged it counts 0, and a node under 10 mm, resolved as a new
 * lesion, its short axis. Seymour 2017, new lesions.
 *
 * ours: an old NLT is progressing again when their sum meets the thresholds of the targets above its smallest earlier value of the same
 * lesions; an NLNT when the reader marks it progressed.
 */
export function followNewLesions(
  timeline: Timeline,
  settings: NewLesionSettings,
): readonly NewLesionBurden[] {
  if (timeline.newLesions.length === 0) return timeline.findings.map(() => NO_NEW_LESIONS);
  const known = new Set<string>();
  let lowest: number | null = null;
  return timeline.findings.map((findings, at) => {
    if (at === 0) return NO_NEW_LESIONS;
    const seen = listSeenNewLesions(timeline, at);
    const first = seen.filter((id) => !known.has(id));
    const old = timeline.newLesions.filter(({ id }) => known.has(id) && seen.includes(id));
    for (const id of first) known.add(id);
    const targets = timeline.newLesions.filter((lesion) => isTarget(lesion) && known.has(lesion.id));
    // The sum of fewer lesions is no reference for that of more.
    if (targets.some(({ id }) => first.includes(id))) lowest = null;
    const { sum, parts } = addUp(targets, findings, timeline.isEvaluable[at] !== false, settings.tooSmallMm);
    const regrown = sayRegrowth(old, findings, sum, lowest, settings);
    if (sum !== null && (lowest === null || sum < lowest)) lowest = sum;
    const increased = old
      .filter((lesion) => !isTarget(lesion) && hasIncreased(findings.get(lesion.id)))
      .map(({ id }) => id);
    return { seen, first, known: [...known], sum, parts, regrown, increased };
  });
}

/** No new lesion, now or before. */
export const NO_NEW_LESIONS: NewLesionBurden = {
  seen: [],
  first: [],
  known: [],
  sum: null,
  parts: '',
  regrown: null,
  increased: [],
};

function isTarget({ measurable }: Lesion): boolean {
  return measurable !== false;
}

function hasIncreased(finding: Finding | undefined): boolean {
  if (finding === undefined) return false;
  return finding.change === 'increased' || stateOf(finding) === 'progressed';
}

function addUp(
  targets: readonly Lesion[],
  findings: ReadonlyMap<string, Finding>,
  isEvaluable: boolean,
  tooSmallMm: number,
): { readonly sum: number | null; readonly parts: string } {
  if (targets.length === 0) return { sum: null, parts: '' };
  let sum: number | null = 0;
  const parts = targets.map((lesion) => {
    const finding = findings.get(lesion.id);
    const mm = sizeOf(lesion, finding, isEvaluable, tooSmallMm);
    sum = sum === null || mm === null ? null : sum + mm;
    return `${lesion.id} ${mm === null ? 'not evaluable' : lengthText(mm)}`;
  });
  const total = sum === null ? ': no complete sum' : ` = ${lengthText(sum)} mm`;
  return { sum, parts: `New lesions: ${parts.join(' + ')}${total}.` };
}

/** mm; null where not evaluable. A lesion without a finding was looked for and not seen. */
function sizeOf(
  lesion: Lesion,
  finding: Finding | undefined,
  isEvaluable: boolean,
  tooSmallMm: number,
): number | null {
  if (finding === undefined) return isEvaluable ? 0 : null;
  if (finding.mergedInto !== undefined) return 0;
  // A target needs a measurement; a new lesion that the reader calls present and gives a size has that size.
  const isSized = stateOf(finding) === 'present';
  return diameterOf(lesion, isSized ? { ...finding, state: 'measured' } : finding, tooSmallMm).mm;
}

function sayRegrowth(
  old: readonly Lesion[],
  findings: ReadonlyMap<string, Finding>,
  sum: number | null,
  lowest: number | null,
  { pdPercent, pdAbsoluteMm }: NewLesionSettings,
): string | null {
  if (sum !== null && lowest !== null && old.some(isTarget)) {
    if (hasRisen(sum, lowest, pdPercent, pdAbsoluteMm))
      return `the new lesions, ${lengthText(sum)} mm, are ${lengthText(sum - lowest)} mm above their smallest earlier sum (${lengthText(lowest)} mm)`;
  }
  const progressed = old.filter((lesion) => {
    const finding = findings.get(lesion.id);
    return !isTarget(lesion) && finding !== undefined && stateOf(finding) === 'progressed';
  });
  return progressed.length === 0
    ? null
    : `${listText(progressed.map(({ id }) => id))}, new before, ${progressed.length === 1 ? 'has' : 'have'} progressed`;
}
