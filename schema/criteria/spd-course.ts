import type { Case, Lesion, Timepoint } from './case.ts';
import type { JudgedTimepoints } from './conclude-timepoints.ts';
import {
  areaText,
  lowestBefore,
  productSizesAt,
  sumOfProducts,
  sumOfProductsText,
  type Lowest,
  type ProductSizes,
} from './product-size.ts';
import type { TimepointResult, Trace } from './result.ts';
import { percentText } from './sentence.ts';
import { percentChange } from './threshold.ts';
import { timelineOf, type Timeline } from './timeline.ts';

/** A case with the sizes of its targets through time. Places of timepoints count from 0, the baseline. */
export interface SpdCourse {
  readonly subjectCase: Case;
  readonly timeline: Timeline;
  readonly targets: readonly Lesion[];
  /** By timepoint, then in the order of `targets`. */
  readonly sizes: readonly ProductSizes[];
  /** SPD by timepoint, mm². */
  readonly sums: readonly (number | null)[];
}

/** Measures the targets of a case at every timepoint. */
export function spdCourseOf(subjectCase: Case, tooSmallMm: number): SpdCourse {
  const timeline = timelineOf(subjectCase);
  const { targets } = timeline;
  const sizes = subjectCase.timepoints.map((_, at) => productSizesAt(timeline, targets, at, tooSmallMm));
  return { subjectCase, timeline, targets, sizes, sums: sizes.map(sumOfProducts) };
}

/** What criteria answer for one timepoint beside the sum and its changes. */
export interface SpdAnswer {
  readonly target: string | null;
  readonly nonTarget: string | null;
  /** The new lesions that count. */
  readonly newLesions: readonly string[];
  readonly overall: string;
  /** In the order of the reasoning, after the sum. */
  readonly trace: readonly Trace[];
  readonly values?: Partial<TimepointResult>;
}

/**
 * Walks through the timepoints of a course in order. A timepoint never looks ahead.
 *
 * @param source where the paper speaks of the sum of products
 * @param judgeAt judges the timepoint at a place by the answers of those between baseline and it
 */
export function walkSpdCourse<Answer extends SpdAnswer>(
  course: SpdCourse,
  source: string,
  judgeAt: (timepoint: Timepoint, at: number, earlier: readonly Answer[]) => Answer,
): JudgedTimepoints {
  const { subjectCase, targets, sums, sizes } = course;
  const [first] = subjectCase.timepoints;
  if (first === undefined) throw new RangeError('A case has a baseline.');
  const hasTargets = targets.length > 0;
  const baseline = sums[0] ?? null;
  const answers: Answer[] = [];
  const timepoints: TimepointResult[] = [];
  for (const [at, timepoint] of subjectCase.timepoints.entries()) {
    if (at === 0) continue;
    const answer = judgeAt(timepoint, at, answers);
    answers.push(answer);
    const { id, date } = timepoint;
    const sum = sums[at] ?? null;
    const nadir = lowestBefore(sums, at);
    timepoints.push({
      id,
      date,
      sum,
      changeFromBaseline: percentChange(sum, baseline),
      changeFromNadir: percentChange(sum, nadir?.value ?? null),
      target: answer.target,
      nonTarget: answer.nonTarget,
      newLesion: answer.newLesions.length > 0,
      overall: answer.overall,
      trace: [...traceOfSum(course, at, nadir, source), ...answer.trace],
      ...answer.values,
    });
  }
  const rule = sumOfProductsText(targets, sizes[0] ?? []);
  const trace: readonly Trace[] = hasTargets ? [{ step: 'sum', rule, source }] : [];
  return { baseline: { id: first.id, date: first.date, sum: baseline, trace }, timepoints, hasTargets };
}

/** The id of the timepoint at a place. */
export function timepointName({ subjectCase }: SpdCourse, at: number): string {
  return subjectCase.timepoints[at]?.id ?? '';
}

/** Ids of the targets that are not evaluable at a timepoint. */
export function listNotEvaluable(
  { targets, sizes }: Pick<SpdCourse, 'targets' | 'sizes'>,
  at: number,
): readonly string[] {
  const sizesNow = sizes[at] ?? [];
  return sizesNow.includes(null)
    ? targets.filter((_, place) => sizesNow[place] === null).map(({ id }) => id)
    : [];
}

/** `600 mm² is 60.0 % below the baseline of 1500 mm²`; more decimals where one would print the threshold for what misses it. */
export function areaChangeText(
  value: number | null,
  reference: number | null,
  name: string,
  thresholdPercent: number,
): string {
  if (value === null || reference === null) return 'The sum is not known';
  const change = percentChange(value, reference);
  const from = `${name} of ${areaText(reference)}`;
  if (change === 0) return `${areaText(value)} is equal to ${from}`;
  const direction = value < reference ? 'below' : 'above';
  if (change === null) return `${areaText(value)} is ${direction} ${from}`;
  return `${areaText(value)} is ${percentText(change, thresholdPercent)} % ${direction} ${from}`;
}

function traceOfSum(course: SpdCourse, at: number, nadir: Lowest | null, source: string): readonly Trace[] {
  const { targets, timeline, sizes } = course;
  const trace: Trace[] = [];
  if (timeline.isEvaluable[at] === false) {
    const rule = `Nothing on the images of ${timepointName(course, at)} could be evaluated: its findings are ignored.`;
    trace.push({ step: 'sum', rule, source });
  }
  if (targets.length === 0) return trace;
  trace.push({ step: 'sum', rule: sumOfProductsText(targets, sizes[at] ?? []), source });
  if (nadir !== null) {
    const rule = `The smallest earlier sum is ${areaText(nadir.value)} (${timepointName(course, nadir.at)}).`;
    trace.push({ step: 'nadir', rule, source });
  }
  return trace;
}
