import type { Finding, Lesion } from './case.ts';
import { firstLineThatHolds } from './decision-table.ts';
import { listText } from './sentence.ts';
import type { NonTargetResponse } from './term.ts';
import { isAbove, isAtMost } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** What the criteria count as a normal node, and as the size of a new lesion, among the non-targets. */
export interface NonTargetLimits {
  /** A node measured up to this longest diameter counts as absent, mm; null: no node does. */
  readonly normalNodeMm: number | null;
  /** A lesion measured again after it had been absent is progression above this longest diameter, mm. */
  readonly newLesionMm: (lesion: Lesion) => number;
}

const SOURCE = 'ours: non-target lesions of lymphoma and glioma';

/** The non-target lesions of one timepoint, by what was found. */
export interface NonTargetFacts {
  readonly count: number;
  readonly progressed: readonly string[];
  /** Seen again after they had been absent. */
  readonly returned: readonly string[];
  readonly notEvaluable: readonly string[];
  readonly persistent: readonly string[];
}

/**
 * Response of the non-target lesions, where there is one: the word that the lymphoma and glioma criteria share. The first line
 * that holds. ours: the papers know these lesions as present, gone or progressing; the rest of the table is ours.
 */
export const nonTargetWord = firstLineThatHolds<NonTargetFacts, NonTargetResponse>('Non-target response', [
  {
    condition: 'one has progressed unequivocally, or is seen again after it had been absent',
    answer: 'PD',
    holds: (f) => f.progressed.length > 0 || f.returned.length > 0,
    says: ({ progressed, returned }) =>
      [
        ...(progressed.length > 0 ? [`${listText(progressed)}: unequivocal progression.`] : []),
        ...(returned.length > 0
          ? [
              `${listText(returned)} ${returned.length === 1 ? 'is' : 'are'} seen again after having been absent.`,
            ]
          : []),
      ].join(' '),
    source: SOURCE,
  },
  {
    condition: 'one is not evaluable or has no finding',
    answer: 'NE',
    holds: (f) => f.notEvaluable.length > 0,
    says: (f) => `${listText(f.notEvaluable)} not evaluable.`,
    source: SOURCE,
  },
  {
    condition: 'one is present, equivocal, too small to measure, or measured and no normal node',
    answer: 'NON-CR/NON-PD',
    holds: (f) => f.persistent.length > 0,
    says: (f) =>
      `Non-target lesions persist (${listText(f.persistent)}, of ${f.count}); none has progressed unequivocally.`,
    source: SOURCE,
  },
  {
    condition: 'all are absent',
    answer: 'CR',
    holds: () => true,
    says: () => 'Every non-target lesion is absent or a normal node.',
    source: SOURCE,
  },
]);

/**
 * Sorts the non-target lesions of a timepoint.
 *
 * ours: a lesion merged into another is absent unless it has progressed, for its bearer speaks for it. Only the state `absent` itself
 * makes a later sight a return, neither merging nor a normal size.
 *
 * @param nonTargets those of the timeline, or a part of them
 * @param at the timepoint's place, baseline 0
 */
export function sortNonTargetsAt(
  timeline: Timeline,
  nonTargets: readonly Lesion[],
  at: number,
  limits: NonTargetLimits,
): NonTargetFacts {
  const progressed: string[] = [];
  const returned: string[] = [];
  const notEvaluable: string[] = [];
  const persistent: string[] = [];
  for (const lesion of nonTargets) {
    const { id } = lesion;
    const finding = timeline.findings[at]?.get(id);
    const state = finding === undefined ? 'not-evaluable' : stateOf(finding);
    if (state === 'progressed') progressed.push(id);
    else if (finding?.mergedInto !== undefined || state === 'absent') continue;
    else if (finding === undefined || state === 'not-evaluable') notEvaluable.push(id);
    else if (isSeenAgain(lesion, finding, limits) && wasAbsent(timeline, id, at)) returned.push(id);
    else if (!isNormalNode(lesion, finding, limits)) persistent.push(id);
  }
  return { count: nonTargets.length, progressed, returned, notEvaluable, persistent };
}

function isSeenAgain(lesion: Lesion, finding: Finding, limits: NonTargetLimits): boolean {
  const state = stateOf(finding);
  if (state !== 'measured') return state === 'present';
  return (
    finding.longestDiameter !== undefined && isAbove(finding.longestDiameter, limits.newLesionMm(lesion))
  );
}

function isNormalNode({ kind }: Lesion, finding: Finding, { normalNodeMm }: NonTargetLimits): boolean {
  return (
    normalNodeMm !== null &&
    kind === 'nodal' &&
    stateOf(finding) === 'measured' &&
    finding.longestDiameter !== undefined &&
    isAtMost(finding.longestDiameter, normalNodeMm)
  );
}

function wasAbsent(timeline: Timeline, id: string, at: number): boolean {
  return timeline.findings.slice(0, at).some((findings) => findings.get(id)?.state === 'absent');
}
