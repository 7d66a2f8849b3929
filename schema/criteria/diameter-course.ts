import type { Case, Lesion } from './case.ts';
import type { BestRules } from './best-response.ts';
import type { CourseRules, CourseSettings, CourseSources, TargetFacts } from './course-rules.ts';
import type { Decision, FirstLine } from './decision-table.ts';
import {
  listSeenNewLesions,
  listSuspectedNewLesions,
  sortNonTargets,
  type NonTargetBurden,
} from './lesion-status.ts';
import { sumOfDiameters, type TargetBurden } from './sum-of-diameters.ts';
import { suspicionOf, type Suspicion } from './suspicion.ts';
import { timelineOf, type Timeline } from './timeline.ts';

/** What is known of the non-target lesions of a timepoint. */
export interface NonTargetFacts {
  readonly burden: NonTargetBurden;
  readonly completeAt: string | null;
}

/** Settings of criteria that sum up diameters. */
export interface DiameterSettings extends CourseSettings {
  readonly tooSmallMm: number;
}

/** What a new lesion is at a timepoint: a suspected one is no new lesion yet, an unknown one could not be evaluated. */
export type NewLesionStatus = 'seen' | 'suspected' | 'unknown' | 'not-seen';

/** What criteria that sum up diameters bring of their own, beside their targets. `at` is a timepoint's place, baseline 0. */
export interface DiameterFrame {
  readonly best: BestRules;
  readonly sources: CourseSources;
  readonly nonTargetResponse: FirstLine<NonTargetFacts, string>;
  /** Left out: as in RECIST 1.1, seen unless the reader doubts it or a node is under 10 mm. */
  readonly newLesionStatus?: (lesion: Lesion, at: number, timeline: Timeline) => NewLesionStatus;
  /** Left out: as in RECIST 1.1. */
  readonly nonTargetsAt?: (timeline: Timeline, at: number) => NonTargetBurden;
}

/** The tables of criteria that sum up diameters. */
export interface DiameterTables<Settings extends DiameterSettings> extends DiameterFrame {
  readonly targetResponse: FirstLine<TargetFacts<TargetBurden, Settings>, string>;
  /** A decision table over its own words: target, non-target, new lesion, and whether anything could be evaluated. */
  overallResponse(
    target: string | null,
    nonTarget: string | null,
    isNew: boolean,
    isEvaluable: boolean,
  ): Decision<string>;
}

/** The rules of RECIST 1.1 for one case, in the words and tables of the criteria that use them. */
export function diameterRules<Settings extends DiameterSettings>(
  subjectCase: Case,
  settings: Settings,
  tables: DiameterTables<Settings>,
): CourseRules<TargetBurden, Settings> {
  const frame = diameterFrame(subjectCase, settings, tables);
  const { timeline } = frame;
  return {
    ...frame,
    burdenAt: (at) => sumOfDiameters(timeline, at, settings.tooSmallMm),
    targetResponse: timeline.targets.length > 0 ? tables.targetResponse : null,
    overallAt: (target, nonTarget, isNew, at) =>
      tables.overallResponse(target, nonTarget, isNew, timeline.isEvaluable[at] !== false),
  };
}

/** Those rules without what is said of the targets and of the whole timepoint: for criteria that judge these by more (Choi). */
export function diameterFrame<Settings extends DiameterSettings>(
  subjectCase: Case,
  settings: Settings,
  frame: DiameterFrame,
): Omit<CourseRules<never, Settings>, 'burdenAt' | 'targetResponse' | 'overallAt' | 'componentsAt'> {
  const timeline = timelineOf(subjectCase);
  const nonTargetsAt = frame.nonTargetsAt ?? sortNonTargets;
  const ownStatus = frame.newLesionStatus;
  const listNew = (at: number, wanted: NewLesionStatus) =>
    timeline.newLesions
      .filter((lesion) => ownStatus?.(lesion, at, timeline) === wanted)
      .map((lesion) => lesion.id);
  const seenAt = (at: number) =>
    ownStatus === undefined ? listSeenNewLesions(timeline, at) : listNew(at, 'seen');
  return {
    timeline,
    settings,
    best: frame.best,
    unit: 'mm',
    sources: frame.sources,
    nonTargetAt: (at, completeAt) => {
      if (timeline.nonTargets.length === 0) return null;
      const facts = { burden: nonTargetsAt(timeline, at), completeAt };
      const { answer, line } = frame.nonTargetResponse(facts);
      return { word: answer, rule: line.says(facts), source: line.source };
    },
    seenAt,
    suspectedAt: (at) =>
      ownStatus === undefined ? listSuspectedNewLesions(timeline, at) : listNew(at, 'suspected'),
    datedBack: {
      certainAt: (at) => [...seenAt(at), ...nonTargetsAt(timeline, at).progressed],
      suspicionOf: (id, at) => {
        const lesion = subjectCase.lesions.find((each) => each.id === id) ?? { id, role: 'new' };
        if (lesion.role !== 'new' || ownStatus === undefined) return suspicionOf(timeline, lesion, at);
        return SUSPICION_OF_STATUS[ownStatus(lesion, at, timeline)];
      },
    },
  };
}

const SUSPICION_OF_STATUS = {
  seen: 'none',
  suspected: 'suspected',
  unknown: 'unknown',
  'not-seen': 'none',
} as const satisfies Record<NewLesionStatus, Suspicion>;
