import { burdenOf } from '@readout/criteria';
import type { LesionContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { linkOf } from '@readout/sdtm/finding-entry.ts';
import type { AnalysisAssessment } from './analysis-assessment.ts';
import type { AnalysisSubject } from './analysis-subject.ts';
import { criteriaName, evaluatorName, type Parameter, type ParameterRecord } from './parameter.ts';
import { sourceOf } from './source-row.ts';

/** A record of ADTR: a size of a target lesion, or the tumour burden with its changes. */
export interface SizeRecord extends ParameterRecord {
  readonly assessment: AnalysisAssessment;
  readonly on: string;
  readonly value: number;
  /** null for the burden. */
  readonly lesion: LesionContent | null;
  readonly location: string | null;
  readonly isAnalysed: boolean;
  /** null for a single lesion. */
  readonly change: BurdenChange | null;
}

/** The burden against baseline and nadir. */
export interface BurdenChange {
  readonly isBaseline: boolean;
  readonly baseline: number | null;
  /** Percent, as the engine derives it; null at baseline. */
  readonly fromBaselinePercent: number | null;
  /** The smallest earlier burden. */
  readonly nadir: number | null;
  readonly fromNadirPercent: number | null;
  readonly isProgression: boolean;
  /** Whether it is the best change of the subject. */
  readonly isBest: boolean;
}

/** Sizes of TR that are analysed, with their parameter. @source pharmaverse admiralonco, template ad_adtr.R (codes) */
const SIZES = [
  ['LDIAM', 'LDIAM', 'Analysis Diameter'],
  ['LPERP', 'NLDIAM', 'Analysis Perpendicular'],
] as const;

/** The records of ADTR for a subject: sizes of its target lesions, then the burden of each assessment. */
export function listSizes(analysed: AnalysisSubject): readonly SizeRecord[] {
  return analysed.review === null ? [] : [...listLesionSizes(analysed), ...listBurdens(analysed)];
}

function listLesionSizes(analysed: AnalysisSubject): readonly SizeRecord[] {
  const { review, rows, assessments } = analysed;
  if (review === null) return [];
  const targets = numberTargets(review.lesions.filter(({ role }) => role === 'target'));
  const byGroup = new Map(assessments.map((each) => [each.linkGroup, each]));
  const located = new Map((rows['TU'] ?? []).map((row) => [row['TULNKID'], row['TULOC']]));
  const byLink = Map.groupBy(rows['TR'] ?? [], (row) => row['TRLNKID']);
  return targets.flatMap(({ lesion, number }) => {
    const link = linkOf(review.evaluator, lesion.code);
    const location = located.get(link);
    return (byLink.get(link) ?? []).flatMap((row): SizeRecord[] => {
      const size = SIZES.find(([test]) => test === row['TRTESTCD']);
      const value = row['TRSTRESN'];
      const assessment = byGroup.get(String(row['TRLNKGRP']));
      if (size === undefined || typeof value !== 'number' || assessment === undefined) return [];
      const [test, code, name] = size;
      return [
        {
          analysed,
          parameter: parameterOf(`${code}${number}`, `Target Lesion ${number} ${name} (mm)`, analysed),
          assessment,
          on: assessment.on,
          value,
          lesion,
          location: typeof location === 'string' ? location : null,
          isAnalysed: isAddedUp(analysed, lesion, test),
          change: null,
          source: sourceOf('TR', 'TRSTRESN', row),
        },
      ];
    });
  });
}

/** Of criteria that add up diameters: the short axis of a node, else the longest diameter. Of those that add up products both. */
const isAddedUp = (analysed: AnalysisSubject, { kind }: LesionContent, test: 'LDIAM' | 'LPERP'): boolean =>
  unitOf(analysed) !== 'mm' || (kind === 'nodal') === (test === 'LPERP');

const parameterOf = (code: string, name: string, analysed: AnalysisSubject): Parameter => ({
  code,
  name: `${name} by ${evaluatorName(analysed)}`,
  category: 'Target Lesion(s)',
  isOfReview: true,
});

/** Targets with a number that is theirs alone: that of the code (T03: 3), else the next that is free. */
function numberTargets(
  lesions: readonly LesionContent[],
): readonly { readonly lesion: LesionContent; readonly number: number }[] {
  const told = lesions.map(({ code }) => /^T0*(\d{1,2})$/.exec(code)?.[1]);
  const taken = new Set(told.flatMap((digits) => (digits === undefined ? [] : [Number(digits)])));
  let next = 1;
  return lesions.map((lesion, at) => {
    const digits = told[at];
    if (digits !== undefined) return { lesion, number: Number(digits) };
    while (taken.has(next)) next += 1;
    taken.add(next);
    return { lesion, number: next };
  });
}

const unitOf = ({ criterion, settings }: AnalysisSubject): string => burdenOf(criterion, settings).unit;

/** The parameter of what the criteria add up, by its unit. */
function burdenParameter(analysed: AnalysisSubject): Parameter {
  const { name, unit } = burdenOf(analysed.criterion, analysed.settings);
  const code = unit === 'mm' ? 'SDIAM' : unit === 'mm²' ? 'SPD' : unit === 'mL' ? 'SVOL' : 'BURDEN';
  const of = `${name} of Target Lesions`;
  return {
    ...parameterOf(code, of, analysed),
    name: `${of} by ${evaluatorName(analysed)}, ${criteriaName(analysed)} (${unit.replace('²', '2')})`,
  };
}

function listBurdens(analysed: AnalysisSubject): readonly SizeRecord[] {
  const { assessments, best, criterion, rows, settings } = analysed;
  const parameter = burdenParameter(analysed);
  const test = analysed.frame.burdens.get(analysed.choice.criteria)?.test;
  const told = assessments.flatMap((assessment) => {
    const { response, read } = assessment;
    const value = response?.engineVersion == null ? response?.stated.sum : response.derived.sum;
    if (value == null) return [];
    const row = burdenRow(rows['TR'] ?? [], assessment, test, value);
    const sent = row?.['TRSTRESN'];
    // As it was sent, where nothing but the sixth decimal tells the two apart.
    const isSent = typeof sent === 'number' && withoutNoise(sent) === withoutNoise(value);
    const found = sourceOf('TR', 'TRSTRESN', row);
    // What is derived beside another sum that was stated leaves as a supplemental qualifier of it.
    const source = found === null || isSent ? found : { ...found, domain: 'SUPPTR', variable: 'TRDERIV' };
    return [{ assessment, value: isSent ? sent : value, source, isLocked: read.isLocked }];
  });
  const first = told.find(({ assessment }) => assessment.timepoint.isBaseline);
  const counted = told.filter((each) => each === first || !each.assessment.timepoint.isBaseline);
  const isOnlyAfter = settings['nadirIncludesBaseline'] === false;
  const hasBest = counted.find(
    ({ assessment }) =>
      best?.bestChangePercent != null &&
      assessment.response?.derived.changeFromBaselinePercent === best.bestChangePercent,
  );
  return counted.map((each, at): SizeRecord => {
    const { assessment, value, source } = each;
    const { response, word } = assessment;
    const isBaseline = each === first;
    const earlier = counted.slice(0, at);
    const after = earlier.filter((other) => other !== first);
    const compared = isOnlyAfter && after.length > 0 ? after : earlier;
    const fromNadirPercent = response?.derived.changeFromNadirPercent ?? null;
    return {
      analysed,
      parameter,
      assessment,
      on: assessment.on,
      value,
      lesion: null,
      location: null,
      isAnalysed: each.isLocked,
      change: {
        isBaseline,
        baseline: first?.value ?? null,
        fromBaselinePercent: isBaseline ? null : (response?.derived.changeFromBaselinePercent ?? null),
        nadir: nadirOf(value, fromNadirPercent, compared),
        fromNadirPercent: isBaseline ? null : fromNadirPercent,
        isProgression: word !== null && criterion.words.progression.includes(word),
        isBest: each === hasBest,
      },
      source,
    };
  });
}

/** Without what calculating with decimals leaves behind the sixth place: 76.3, not 76.30000000000001. */
export const withoutNoise = (value: number): number => Number(value.toFixed(6));

/** The smallest earlier burden; where the criteria compare with another of them, that one. */
function nadirOf(
  value: number,
  percent: number | null,
  earlier: readonly { readonly value: number }[],
): number | null {
  if (earlier.length === 0) return null;
  const least = Math.min(...earlier.map((each) => each.value));
  const fits = (from: number) => percent === null || Math.abs((100 * (value - from)) / from - percent) < 1e-6;
  return fits(least) ? least : (earlier.find((each) => fits(each.value))?.value ?? least);
}

const burdenRow = (
  rows: readonly DatasetRow[],
  { linkGroup }: AnalysisAssessment,
  test: string | undefined,
  value: number,
): DatasetRow | undefined => {
  const found = rows.filter((row) => row['TRLNKGRP'] === linkGroup && row['TRTESTCD'] === test);
  return found.find((row) => withoutNoise(Number(row['TRSTRESN'])) === withoutNoise(value)) ?? found[0];
};
