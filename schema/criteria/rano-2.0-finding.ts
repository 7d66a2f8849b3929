import type { Finding, Lesion } from './case.ts';
import { isReducedAgainst } from './corticosteroid.ts';
import { isTumourSeen, type GliomaComponents, type GliomaView } from './glioma-finding.ts';
import { hasGrown, type TumourFacts } from './glioma-target.ts';
import type { Lowest } from './product-size.ts';
import { isEnhancing, type TumourPart } from './rano-2.0-part.ts';
import type { RanoSettings } from './rano-2.0-setting.ts';
import type { NonTargetResponse } from './term.ts';
import { isAtLeast } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** New tumour of one timepoint. */
export interface NewTumour {
  /** Large enough to be progression. */
  readonly measurable: readonly string[];
  /** Those of `measurable` that lie outside the radiation field. */
  readonly outOfField: readonly string[];
  /** Too small for progression. */
  readonly small: readonly string[];
}

/** A part of the tumour at one timepoint. */
export interface PartFacts extends TumourFacts {
  readonly part: TumourPart;
  readonly nadir: Lowest | null;
}

/**
 * New lesions seen at a timepoint: progression where both diameters reach `measurableMm`, or where two are not given and the lesion is
 * not too small to measure; never where the reader says it is not measurable.
 *
 * @param newLesions those that are new after the baseline scan
 */
export function newTumourAt(
  { findings }: Timeline,
  newLesions: readonly Lesion[],
  at: number,
  { measurableMm }: RanoSettings,
): NewTumour {
  const measurable: string[] = [];
  const outOfField: string[] = [];
  const small: string[] = [];
  for (const { id, measurable: isMeasurable, outsideRadiationField } of newLesions) {
    const finding = findings[at]?.get(id);
    if (finding === undefined || !isTumourSeen(finding)) continue;
    if (isMeasurable === false || !isLarge(finding, measurableMm)) small.push(id);
    else {
      measurable.push(id);
      if (outsideRadiationField === true) outOfField.push(id);
    }
  }
  return { measurable, outOfField, small };
}

/**
 * The lesions that are new after the baseline scan. ours: those seen at a timepoint after the first, up to the baseline scan, belong
 * to the baseline.
 *
 * @param baselineAt the place of the baseline scan
 */
export function listNewAfter(
  { newLesions, findings }: Timeline,
  { tumorType }: RanoSettings,
  baselineAt: number,
): readonly Lesion[] {
  const before = findings.slice(1, baselineAt + 1);
  return newLesions.filter(
    (lesion) =>
      (tumorType !== 'ce' || isEnhancing(lesion)) &&
      !before.some((seen) => isTumourSeen(seen.get(lesion.id))),
  );
}

/**
 * What speaks for progression at a timepoint, in words: each of these alone does. Growth and T2/FLAIR count only where the dose of
 * corticosteroids is not reduced against the scan of the nadir. ours: `worse` has been judged to be due to tumour.
 *
 * @param baselineAt the place of the baseline scan
 */
export function findingsAt(
  { doses }: GliomaView,
  at: number,
  baselineAt: number,
  parts: readonly PartFacts[],
  { measurable }: NewTumour,
  nonTarget: NonTargetResponse | null,
  { clinical, t2flair }: GliomaComponents,
): readonly string[] {
  const grown = parts.filter(
    (part) => hasGrown(part) && part.nadir !== null && !isReducedAgainst(doses, at, part.nadir.at),
  );
  // The enhancing part stands first.
  const scan = parts.find(({ nadir }) => nadir !== null)?.nadir?.at ?? baselineAt;
  const isMoreT2 = t2flair?.isWorse === true && !isReducedAgainst(doses, at, scan);
  return [
    ...grown.map(
      ({ name, thresholds }) => `growth of ${name.toLowerCase()} by at least ${thresholds.pdPercent} %`,
    ),
    ...(nonTarget === 'PD' ? ['progression of non-target tumour'] : []),
    ...(measurable.length > 0 ? ['a new lesion'] : []),
    ...(isMoreT2 ? ['increased T2/FLAIR'] : []),
    ...(clinical.isWorse ? ['clinical worsening'] : []),
  ];
}

/**
 * ours: the size of a lesion that has coalesced with another counts 0; one that the reader only declares, without two diameters, is
 * progression beside it as well.
 */
function isLarge(finding: Finding, measurableMm: number): boolean {
  const long = finding.longestDiameter;
  const short = finding.perpendicular ?? finding.shortAxis;
  if (long === undefined || short === undefined) return stateOf(finding) !== 'too-small';
  const isMerged = finding.mergedInto !== undefined;
  return isAtLeast(isMerged ? 0 : Math.min(long, short), measurableMm);
}
