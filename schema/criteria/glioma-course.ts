import type { Dated, OrderTable, WordOrder } from './best-by-order.ts';
import type { Case } from './case.ts';
import { concludeTimepoints } from './conclude-timepoints.ts';
import { isReducedAgainst, type SteroidSettings } from './corticosteroid.ts';
import type { FirstLine } from './decision-table.ts';
import {
  componentsAt,
  isTumourSeen,
  nonTargetAt,
  traceOfComponents,
  traceOfEvaluability,
  traceOfNewLesions,
  viewGlioma,
  type GliomaFacts,
  type GliomaSources,
  type GliomaView,
} from './glioma-finding.ts';
import type { GliomaSettings } from './glioma-setting.ts';
import { hasGrown, type TumourFacts, type TumourResponse, type TumourThresholds } from './glioma-target.ts';
import {
  areaText,
  lowestBefore,
  productSizesAt,
  sumOfProducts,
  sumOfProductsText,
  type Lowest,
} from './product-size.ts';
import type { Result, TimepointResponse, TimepointResult, Trace } from './result.ts';
import { percentChange } from './threshold.ts';

/** What a timepoint shows beside the words of its lesions. */
export interface SumFacts extends GliomaFacts {
  /** The timepoint's place, baseline 0. */
  readonly at: number;
  /** The sum has grown by the threshold of progression, also without a sum at baseline. */
  readonly hasGrown: boolean;
  /** The dose is reduced against the scan that growth is measured from; against baseline where there is none. */
  readonly isReduced: boolean;
  /** New lesions seen. */
  readonly newLesions: readonly string[];
}

/** An overall response with its sentence. */
export interface Overall {
  readonly word: string;
  readonly rule: string;
  readonly source: string;
  /** The timepoint could not be classified because corticosteroids were raised. */
  readonly isUnclassified?: boolean;
  /** What led to it beside the words of the lesions. */
  readonly before?: readonly Trace[];
}

/** Criteria for gliomas that add up the products of all targets to one sum, for one case. */
export interface SumRules {
  readonly settings: GliomaSettings & SteroidSettings;
  readonly sources: GliomaSources;
  readonly thresholds: TumourThresholds;
  readonly isT2Evaluated: boolean;
  /** The first timepoint that may be the nadir of a timepoint; left out: baseline. */
  readonly nadirFrom?: (sums: readonly (number | null)[], at: number) => number;
  /** Growth is measured from the sum at baseline; left out: from the nadir. */
  readonly isFromBaseline?: boolean;
  readonly targetResponse: FirstLine<TumourFacts, TumourResponse | null>;
  readonly overallOf: (facts: SumFacts) => Overall;
  readonly order: WordOrder;
  readonly best: OrderTable;
  /**
   * The date of progression by the timepoints that count, and by whether one of them could not be classified because corticosteroids
   * were raised; left out: that of the first progression.
   */
  readonly dateOf?: (
    counted: readonly TimepointResponse[],
    isUnclassified: (place: number) => boolean,
  ) => Dated;
}

/** Judges a case: each timepoint by its own findings and what lies before it, then the date of progression and the best response. */
export function assessSum(subjectCase: Case, rules: SumRules): Result {
  const view = viewGlioma(subjectCase);
  const first = subjectCase.timepoints[0];
  if (first === undefined) throw new RangeError('A case has a baseline.');
  const { targets } = view.timeline;
  const sizes = subjectCase.timepoints.map((_, at) =>
    productSizesAt(view.timeline, targets, at, rules.settings.tooSmallMm),
  );
  const sums = sizes.map(sumOfProducts);
  const traces = sizes.map((each): readonly Trace[] =>
    targets.length === 0
      ? []
      : [{ step: 'sum', rule: sumOfProductsText(targets, each), source: rules.sources.burden }],
  );
  const timepoints: TimepointResult[] = [];
  const unclassified: boolean[] = [];
  for (let at = 1; at < subjectCase.timepoints.length; at += 1) {
    const { result, isUnclassified } = judgeTimepoint(view, rules, sums, traces[at] ?? [], at);
    timepoints.push(result);
    unclassified.push(isUnclassified);
  }
  const baseline = { id: first.id, date: first.date, sum: sums[0] ?? null, trace: traces[0] ?? [] };
  const judged = { baseline, timepoints, hasTargets: targets.length > 0 };
  const { order, best, settings, dateOf } = rules;
  return concludeTimepoints(
    subjectCase,
    judged,
    order,
    best,
    settings,
    dateOf && ((counted) => dateOf(counted, (place) => unclassified[place] === true)),
  );
}

function judgeTimepoint(
  view: GliomaView,
  rules: SumRules,
  sums: readonly (number | null)[],
  traceOfSum: readonly Trace[],
  at: number,
): { readonly result: TimepointResult; readonly isUnclassified: boolean } {
  const { timeline, doses, timepoints } = view;
  const { settings, sources } = rules;
  const { id, date } = timepoints[at] ?? { id: '', date: '' };
  const sum = sums[at] ?? null;
  const baseline = sums[0] ?? null;
  const nadir = lowestBefore(sums, at, rules.nadirFrom?.(sums, at));
  const tumour: TumourFacts = {
    hasTargets: timeline.targets.length > 0,
    sum,
    baseline,
    reference: referenceOf(view, rules, baseline, nadir),
    thresholds: rules.thresholds,
    unit: 'mm²',
    name: 'Sum',
  };
  const { answer: target, line } = rules.targetResponse(tumour);
  const nonTarget = nonTargetAt(timeline, timeline.nonTargets, at);
  const findings = timeline.findings[at];
  const newLesions = timeline.newLesions.flatMap((lesion) =>
    isTumourSeen(findings?.get(lesion.id)) ? [lesion.id] : [],
  );
  const scan = rules.isFromBaseline === true ? 0 : (nadir?.at ?? 0);
  const components = componentsAt(view, at, 0, settings, rules.isT2Evaluated);
  const overall = rules.overallOf({
    ...components,
    at,
    target,
    nonTarget: nonTarget.word,
    hasGrown: hasGrown(tumour),
    isReduced: isReducedAgainst(doses, at, scan),
    newLesions,
  });
  const trace: readonly Trace[] = [
    ...traceOfEvaluability(view, at),
    ...traceOfSum,
    ...(nadir === null ? [] : [traceOfNadir(view, nadir, sources)]),
    ...traceOfComponents(view, at, components, [scan], sources),
    ...(target === null ? [] : [{ step: 'target' as const, rule: line.says(tumour), source: line.source }]),
    ...nonTarget.trace,
    ...traceOfNewLesions(newLesions, sources.newLesion),
    ...(overall.before ?? []),
    { step: 'overall', rule: overall.rule, source: overall.source },
  ];
  const result: TimepointResult = {
    id,
    date,
    sum,
    changeFromBaseline: percentChange(sum, baseline),
    changeFromNadir: percentChange(sum, nadir?.value ?? null),
    target,
    nonTarget: nonTarget.word,
    newLesion: newLesions.length > 0,
    overall: overall.word,
    trace,
  };
  return { result, isUnclassified: overall.isUnclassified === true };
}

function referenceOf(
  { timepoints }: GliomaView,
  { isFromBaseline }: SumRules,
  baseline: number | null,
  nadir: Lowest | null,
): TumourFacts['reference'] {
  if (isFromBaseline === true)
    return baseline === null ? null : { sum: baseline, text: `the baseline of ${areaText(baseline)}` };
  if (nadir === null) return null;
  return {
    sum: nadir.value,
    text: `the nadir of ${areaText(nadir.value)} (${timepoints[nadir.at]?.id ?? ''})`,
  };
}

function traceOfNadir({ timepoints }: GliomaView, { value, at }: Lowest, { nadir }: GliomaSources): Trace {
  const rule = `The smallest earlier sum is ${areaText(value)} (${timepoints[at]?.id ?? ''}).`;
  return { step: 'nadir', rule, source: nadir };
}
