import type { Case } from './case.ts';
import type { BestRules } from './best-response.ts';
import type { CourseRules, CourseSettings, CourseSources, TargetFacts } from './course.ts';
import type { Decision, FirstLine } from './decision-table.ts';
import {
  listSeenNewLesions,
  listSuspectedNewLesions,
  sortNonTargets,
  type NonTargetBurden,
} from './lesion-status.ts';
import { sumOfDiameters, type TargetBurden } from './sum-of-diameters.ts';
import { suspicionOf } from './suspicion.ts';
import { timelineOf } from './timeline.ts';

/** What is known of the non-target lesions of a timepoint. */
export interface NonTargetFacts {
  readonly burden: NonTargetBurden;
  readonly completeAt: string | null;
}

/** Settings of criteria that sum up diameters. */
export interface DiameterSettings extends CourseSettings {
  readonly tooSmallMm: number;
}

/** The tables of criteria that sum up diameters. */
export interface DiameterTables<Settings extends DiameterSettings> {
  readonly best: BestRules;
  readonly sources: CourseSources;
  readonly targetResponse: FirstLine<TargetFacts<TargetBurden, Settings>, string>;
  readonly nonTargetResponse: FirstLine<NonTargetFacts, string>;
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
  const timeline = timelineOf(subjectCase);
  const roles = new Map(subjectCase.lesions.map((lesion) => [lesion.id, lesion]));
  return {
    timeline,
    settings,
    best: tables.best,
    unit: 'mm',
    sources: tables.sources,
    burdenAt: (at) => sumOfDiameters(timeline, at, settings.tooSmallMm),
    targetResponse: timeline.targets.length > 0 ? tables.targetResponse : null,
    nonTargetAt: (at, completeAt) => {
      if (timeline.nonTargets.length === 0) return null;
      const facts = { burden: sortNonTargets(timeline, at), completeAt };
      const { answer, line } = tables.nonTargetResponse(facts);
      return { word: answer, rule: line.says(facts), source: line.source };
    },
    seenAt: (at) => listSeenNewLesions(timeline, at),
    suspectedAt: (at) => listSuspectedNewLesions(timeline, at),
    overallAt: (target, nonTarget, isNew, at) =>
      tables.overallResponse(target, nonTarget, isNew, timeline.isEvaluable[at] !== false),
    datedBack: {
      certainAt: (at) => [...listSeenNewLesions(timeline, at), ...sortNonTargets(timeline, at).progressed],
      suspicionOf: (id, at) => suspicionOf(timeline, roles.get(id) ?? { id, role: 'new' }, at),
    },
  };
}
