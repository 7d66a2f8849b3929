import type { Case, Finding, Lesion } from './case.ts';
import type { FindingState, LesionRole } from './term.ts';

/** A case, arranged for judging: lesions by role, findings by timepoint and lesion. */
export interface Timeline {
  /** By id, so that the order of a case's lesions changes nothing, not even the last bit of a sum. */
  readonly targets: readonly Lesion[];
  readonly nonTargets: readonly Lesion[];
  readonly newLesions: readonly Lesion[];
  /** Findings by lesion for each timepoint, baseline first; none where a timepoint is not evaluable. */
  readonly findings: readonly ReadonlyMap<string, Finding>[];
  /** Whether anything at a timepoint could be evaluated. */
  readonly isEvaluable: readonly boolean[];
  /** For a fragment of a split lesion: the first timepoint that mentions it. Every other lesion exists from baseline. */
  readonly firstMention: ReadonlyMap<string, number>;
}

/** Arranges a case. */
export function timelineOf(subjectCase: Case): Timeline {
  const findings = subjectCase.timepoints.map((timepoint) => {
    const byLesion = new Map<string, Finding>();
    if (timepoint.evaluable !== false)
      for (const finding of timepoint.findings) byLesion.set(finding.lesion, finding);
    return byLesion;
  });
  const targets = lesionsOf(subjectCase, 'target');
  const firstMention = new Map<string, number>();
  for (const { id, splitFrom } of targets) {
    if (splitFrom === undefined) continue;
    const first = findings.findIndex((byLesion) => byLesion.has(id));
    firstMention.set(id, first < 0 ? Infinity : first);
  }
  return {
    targets,
    nonTargets: lesionsOf(subjectCase, 'non-target'),
    newLesions: lesionsOf(subjectCase, 'new'),
    findings,
    isEvaluable: subjectCase.timepoints.map((timepoint) => timepoint.evaluable !== false),
    firstMention,
  };
}

/** What a finding says: its state; without one, what its size or its merging implies. */
export function stateOf(finding: Finding): FindingState | 'merged' {
  if (finding.state !== undefined) return finding.state;
  if (finding.mergedInto !== undefined) return 'merged';
  const hasSize =
    finding.longestDiameter !== undefined ||
    finding.shortAxis !== undefined ||
    finding.perpendicular !== undefined ||
    finding.volume !== undefined ||
    finding.sul !== undefined;
  return hasSize ? 'measured' : 'present';
}

function lesionsOf(subjectCase: Case, role: LesionRole): readonly Lesion[] {
  const lesions = subjectCase.lesions.filter((lesion) => lesion.role === role);
  return lesions.sort((a, b) => (a.id < b.id ? -1 : 1));
}
