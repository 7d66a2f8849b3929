import { firstLineThatHolds, type FirstLine, type Line } from './decision-table.ts';
import { fallsBy, risesBy } from './product-size.ts';
import { lengthText, percentText } from './sentence.ts';
import { isAbove, isEqual, percentChange } from './threshold.ts';

/** Responses of the measured tumour of a glioma; MR only in RANO 2.0. */
export const TUMOUR_RESPONSES = ['CR', 'PR', 'MR', 'SD', 'PD', 'NE'] as const;
export type TumourResponse = (typeof TUMOUR_RESPONSES)[number];

/** Changes of a sum that are a response or progression, percent. */
export interface TumourThresholds {
  readonly prPercent: number;
  /** null: minor response is not in use. */
  readonly mrPercent: number | null;
  readonly pdPercent: number;
}

/** The sum that growth is measured from. */
export interface GrowthReference {
  readonly sum: number;
  /** `the nadir of 800 mm² (W8)` */
  readonly text: string;
}

/** What is known of the measured tumour, or of a part of it, at one timepoint. */
export interface TumourFacts {
  readonly hasTargets: boolean;
  /** null: not evaluable. */
  readonly sum: number | null;
  readonly baseline: number | null;
  /** null while no earlier sum is known. */
  readonly reference: GrowthReference | null;
  readonly thresholds: TumourThresholds;
  /** `mm²` or `mL`. */
  readonly unit: string;
  /** What a sentence calls the sum: `Sum`. */
  readonly name: string;
}

/** Whether the sum is above its reference by the threshold of progression. Against 0 any tumour is. */
export function hasGrown({ sum, reference, thresholds }: TumourFacts): boolean {
  if (sum === null || reference === null) return false;
  return isAbove(sum, reference.sum) && risesBy(sum, reference.sum, thresholds.pdPercent);
}

/**
 * The table of the measured tumour, which the criteria for gliomas share: the first line that holds.
 *
 * @param source the paper
 * @param name what the lines are called in a source
 * @param hasMinor whether the criteria know a minor response
 */
export function tumourTable(
  source: string,
  name: string,
  hasMinor = false,
): FirstLine<TumourFacts, TumourResponse | null> {
  const minor: Line<TumourFacts, TumourResponse> = {
    condition: 'the sum falls by at least the percentage of MR, where minor response is in use',
    answer: 'MR',
    holds: (f) => f.thresholds.mrPercent !== null && fallsBy(f.sum, f.baseline, f.thresholds.mrPercent),
    says: (f) => `${fallText(f, f.thresholds.mrPercent ?? 0)}: minor response.`,
    source,
  };
  return firstLineThatHolds<TumourFacts, TumourResponse | null>(name, [
    {
      condition: 'there are no targets',
      answer: null,
      holds: (f) => !f.hasTargets,
      says: (f) => `${f.name}: there are no targets.`,
      source,
    },
    {
      condition: 'the sum is not evaluable, now or at baseline',
      answer: 'NE',
      holds: (f) => f.sum === null || f.baseline === null,
      says: (f) =>
        f.sum === null
          ? `${f.name} not evaluable.`
          : `${f.name} ${lengthText(f.sum)} ${f.unit}, and no sum at baseline to compare with: not evaluable.`,
      source,
    },
    {
      condition: 'the sum is above the reference by at least the percentage of PD; against 0 by any',
      answer: 'PD',
      holds: hasGrown,
      says: (f) => `${growthText(f)}: progression.`,
      source,
    },
    {
      condition: 'the sum is 0',
      answer: 'CR',
      holds: (f) => isEqual(f.sum ?? 1, 0),
      says: (f) => `${f.name} 0 ${f.unit}: no measured tumour is left.`,
      source,
    },
    {
      condition: 'the sum falls by at least the percentage of PR from baseline',
      answer: 'PR',
      holds: (f) => fallsBy(f.sum, f.baseline, f.thresholds.prPercent),
      says: (f) => `${fallText(f, f.thresholds.prPercent)}: partial response.`,
      source,
    },
    ...(hasMinor ? [minor] : []),
    {
      condition: 'otherwise',
      answer: 'SD',
      holds: () => true,
      says: (f) => `${stableText(f)}: neither response nor progression.`,
      source,
    },
  ]);
}

/** `Sum 1000 mm² is 25.0 % above the nadir of 800 mm² (W8), at least 25 %` */
function growthText({ sum, reference, thresholds, unit, name }: TumourFacts): string {
  if (sum === null || reference === null) return '';
  const change = percentChange(sum, reference.sum);
  const percent = change === null ? '' : `${percentText(change, thresholds.pdPercent)} % `;
  const least = change === null ? 'against 0 any tumour is growth' : `at least ${thresholds.pdPercent} %`;
  return `${name} ${lengthText(sum)} ${unit} is ${percent}above ${reference.text}, ${least}`;
}

function fallText({ sum, baseline, unit, name }: TumourFacts, leastPercent: number): string {
  const percent = percentText(percentChange(sum, baseline) ?? 0, leastPercent);
  return `${name} ${lengthText(sum ?? 0)} ${unit} is ${percent} % below the baseline of ${lengthText(baseline ?? 0)} ${unit}, at least ${leastPercent} %`;
}

function stableText({ sum, baseline, reference, thresholds, unit, name }: TumourFacts): string {
  const least = thresholds.mrPercent ?? thresholds.prPercent;
  const now = `${name} ${lengthText(sum ?? 0)} ${unit}, `;
  const fromBaseline = againstText(
    sum,
    baseline,
    least,
    `the baseline of ${lengthText(baseline ?? 0)} ${unit}`,
  );
  if (reference === null) return now + fromBaseline;
  const fromReference = againstText(sum, reference.sum, thresholds.pdPercent, reference.text);
  return `${now}${fromBaseline} and ${fromReference}`;
}

function againstText(sum: number | null, from: number | null, threshold: number, name: string): string {
  const change = percentChange(sum, from);
  if (change === null) return `above ${name}`;
  if (change === 0) return `equal to ${name}`;
  return `${percentText(change, threshold)} % ${change < 0 ? 'below' : 'above'} ${name}`;
}
