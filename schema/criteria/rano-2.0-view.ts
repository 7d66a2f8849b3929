import type { Case, Lesion } from './case.ts';
import { viewGlioma, type GliomaSources, type GliomaView } from './glioma-finding.ts';
import type { TumourThresholds } from './glioma-target.ts';
import { listNewAfter, type PartFacts } from './rano-2.0-finding.ts';
import { PAPER } from './rano-2.0-overall.ts';
import { isEnhancing, partsOf, type TumourPart } from './rano-2.0-part.ts';
import { thresholdsOf, type RanoSettings } from './rano-2.0-setting.ts';
import type { Trace } from './result.ts';
import { lengthText } from './sentence.ts';

export const SOURCES: GliomaSources = {
  burden: `${PAPER}, measurable disease`,
  nadir: `${PAPER}, reference of progression`,
  newLesion: `${PAPER}, new lesions`,
  steroids: `${PAPER}, response criteria`,
  clinical: `${PAPER}, response criteria`,
  t2flair: `${PAPER}, response criteria`,
};

/** A case arranged for RANO 2.0. */
export interface RanoView extends GliomaView {
  readonly subjectCase: Case;
  readonly settings: RanoSettings;
  readonly unit: string;
  readonly thresholds: TumourThresholds;
  /** The place of the baseline scan. */
  readonly baselineAt: number;
  readonly parts: readonly TumourPart[];
  readonly nonTargets: readonly Lesion[];
  readonly newLesions: readonly Lesion[];
}

/**
 * The place of the baseline scan: the first timepoint or, where that lies before the end of radiotherapy, the first on or after it.
 *
 * @returns null when every timepoint lies before the end of radiotherapy
 */
export function findBaseline({ timepoints, subject }: Case, { baselineRule }: RanoSettings): number | null {
  const end = subject?.radiotherapyEnd;
  if (end === undefined || baselineRule === 'first') return 0;
  const at = timepoints.findIndex(({ date }) => date >= end);
  return at < 0 ? null : at;
}

/**
 * Arranges a case.
 *
 * @param baselineAt the place of the baseline scan; without one, after the last timepoint
 */
export function viewRano(subjectCase: Case, settings: RanoSettings, baselineAt: number): RanoView {
  const view = viewGlioma(subjectCase);
  const { nonTargets } = view.timeline;
  return {
    ...view,
    subjectCase,
    settings,
    unit: settings.measurement === 'volume' ? 'mL' : 'mm²',
    thresholds: thresholdsOf(settings),
    baselineAt,
    parts: partsOf(view, settings, baselineAt),
    nonTargets: settings.tumorType === 'ce' ? nonTargets.filter(isEnhancing) : nonTargets,
    newLesions: listNewAfter(view.timeline, settings, baselineAt),
  };
}

/** What is known of a part of the tumour at a timepoint (its place, baseline 0): sums in mm², or in mL where volumes are measured. */
export function partAt(
  { thresholds, unit, baselineAt, timepoints }: RanoView,
  part: TumourPart,
  at: number,
): PartFacts {
  const nadir = part.nadirAt(at);
  return {
    part,
    nadir,
    hasTargets: part.targets.length > 0,
    sum: part.sums[at] ?? null,
    baseline: part.sums[baselineAt] ?? null,
    reference:
      nadir === null
        ? null
        : {
            sum: nadir.value,
            text: `the nadir of ${lengthText(nadir.value)} ${unit} (${timepoints[nadir.at]?.id ?? ''})`,
          },
    thresholds,
    unit,
    name: part.name,
  };
}

/** The parts of the sums of a timepoint. */
export function traceOfSums({ parts }: RanoView, at: number): readonly Trace[] {
  return parts.flatMap(({ targets, name, texts }): readonly Trace[] =>
    targets.length === 0
      ? []
      : [{ step: 'sum', rule: `${name}: ${texts[at] ?? ''}`, source: SOURCES.burden }],
  );
}

/** The nadirs that a timepoint is compared with. */
export function traceOfNadirs({ unit, timepoints }: RanoView, parts: readonly PartFacts[]): readonly Trace[] {
  return parts.flatMap(({ nadir, name }): readonly Trace[] => {
    if (nadir === null) return [];
    const rule = `${name}: the smallest earlier sum is ${lengthText(nadir.value)} ${unit} (${timepoints[nadir.at]?.id ?? ''}).`;
    return [{ step: 'nadir', rule, source: SOURCES.nadir }];
  });
}
