import { attenuationOf, type Attenuation } from './attenuation.ts';
import type { ChoiSettings } from './choi-setting.ts';
import type { TargetFacts } from './course-rules.ts';
import { addUpDiameters, diametersAt, type TargetBurden } from './sum-of-diameters.ts';
import { hasFallen, hasRisen, isAtMost } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** The targets of a timepoint: their sum, their attenuation, and those in which a nodule is new or grows. */
export interface ChoiBurden extends TargetBurden {
  readonly attenuation: Attenuation;
  readonly nodules: readonly string[];
}

/** The targets of a timepoint (its place, baseline 0): their sum in mm, their attenuation in HU, and nodules. Choi 2007. */
export function burdenOf(timeline: Timeline, at: number, settings: ChoiSettings): ChoiBurden {
  const diameters = diametersAt(timeline, at, settings.tooSmallMm);
  const findings = timeline.findings[at];
  return {
    ...addUpDiameters(timeline, diameters),
    attenuation: attenuationOf(timeline, at, diameters, settings.prDensityPercent),
    nodules: timeline.targets.flatMap(({ id }) => {
      const finding = findings?.get(id);
      return finding !== undefined && stateOf(finding) === 'progressed' ? [id] : [];
    }),
  };
}

/** What is known of the targets of a timepoint. */
export type ChoiTargetFacts = TargetFacts<ChoiBurden, ChoiSettings>;

/** Growth by the complete sum or, where the charter lets it prove progression, by what was measured of an incomplete one. */
export function hasGrown({ burden, nadir, settings }: ChoiTargetFacts): boolean {
  const sum = burden.sum ?? (settings.partialSumPd ? burden.measuredSum : null);
  return sum !== null && nadir !== null && hasRisen(sum, nadir.sum, settings.pdSizePercent, 0);
}

/** A fall of the sum from baseline that is a partial response. */
export function isSmaller({ burden, baseline, settings }: ChoiTargetFacts): boolean {
  return hasFallen(burden.sum ?? 0, baseline ?? 0, settings.prSizePercent);
}

/** A fall of the attenuation from baseline that is a partial response. */
export function isLessDense({ burden, settings }: ChoiTargetFacts): boolean {
  const { change } = burden.attenuation;
  return change !== null && isAtMost(change, -settings.prDensityPercent);
}
