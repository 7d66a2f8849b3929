import { fallText, fromNadirText, riseText } from './change-sentence.ts';
import type { TargetFacts } from './course-rules.ts';
import type { Line } from './decision-table.ts';
import { hasGrownBy, type ProductBurden } from './product.ts';
import { listText } from './sentence.ts';
import { hasFallen } from './threshold.ts';

/** Settings that the lines of a sum of products look at. */
export interface ProductThresholds {
  /** %, default 50. */
  readonly prPercent: number;
  /** %, default 25. */
  readonly pdPercent: number;
  readonly partialSumPd: boolean;
  /** Left out: the nadir. */
  readonly pdReference?: 'nadir' | 'baseline';
}

/** What is known of the lesions measured in two diameters, in WHO and irRC. */
export type ProductFacts = TargetFacts<ProductBurden, ProductThresholds>;

type ProductLine<Word> = Line<ProductFacts, Word>;

const UNIT = 'mm²';

// The lines that WHO and irRC share; each takes the word of its criteria and where its paper says so.

/** Whether a sum is at least the percentage above the nadir, or what the settings put in its place. */
export function hasSumGrown(sum: number | null, { nadir, settings }: ProductFacts): boolean {
  return sum !== null && nadir !== null && hasGrownBy(sum, nadir.sum, settings.pdPercent);
}

/** `Sum 250 mm² is 25.0 % and 50 mm² above the nadir of 200 mm² (BL): progression. At least 25 %.` */
export function sumGrowthText(facts: ProductFacts): string {
  return `Sum ${growthText(facts.burden.sum, facts)}`;
}

/** As `sumGrowthText`, of what was measured of an incomplete sum. */
export function partialGrowthText(facts: ProductFacts): string {
  const { notEvaluable, measuredSum } = facts.burden;
  return `Without ${listText(notEvaluable)}, what was measured alone, ${growthText(measuredSum, facts)}`;
}

/** Not evaluable, after the lines of progression. */
export function partNotEvaluable(source: string): ProductLine<'NE'> {
  return {
    condition: 'a lesion is not evaluable',
    answer: 'NE',
    holds: (f) => f.burden.notEvaluable.length > 0,
    says: (f) =>
      `${listText(f.burden.notEvaluable)} not evaluable, and what was measured proves no progression: not evaluable.`,
    source,
  };
}

/** Complete response. It needs no baseline. */
export function sumIsZero<const Word extends string>(word: Word, source: string): ProductLine<Word> {
  return {
    condition: 'the sum is 0',
    answer: word,
    holds: (f) => f.burden.sum !== null && f.burden.seen.length === 0,
    says: () => 'Every measurable lesion is gone (0 mm²): complete response of measurable disease.',
    source,
  };
}

/** Not evaluable: a response needs a baseline. */
export function noBaselineSum(source: string): ProductLine<'NE'> {
  return {
    condition: 'there is no sum at baseline to compare with',
    answer: 'NE',
    holds: (f) => f.baseline === null,
    says: () => 'There is no complete sum at baseline to compare with: not evaluable.',
    source,
  };
}

/** Partial response. */
export function sumHasHalved<const Word extends string>(word: Word, source: string): ProductLine<Word> {
  return {
    condition: 'the sum is at least 50 % below the baseline',
    answer: word,
    holds: ({ burden, baseline, settings }) =>
      burden.sum !== null && baseline !== null && hasFallen(burden.sum, baseline, settings.prPercent),
    says: ({ burden, baseline, settings }) =>
      `Sum ${fallText(burden.sum, baseline, settings, UNIT)}: partial response. At least ${settings.prPercent} %.`,
    source,
  };
}

/** Neither fallen nor grown enough. It holds always. */
export function sumIsStable<const Word extends string>(word: Word, source: string): ProductLine<Word> {
  return {
    condition: 'otherwise',
    answer: word,
    holds: () => true,
    says: ({ burden, baseline, nadir, settings }) =>
      `Sum ${fallText(burden.sum, baseline, settings, UNIT)}, ${fromNadirText(burden.sum, nadir, settings, UNIT, referenceName(settings))}: neither partial response (at least ${settings.prPercent} % below the baseline) nor progression (a growth of at least ${settings.pdPercent} %).`,
    source,
  };
}

function growthText(sum: number | null, { nadir, settings }: ProductFacts): string {
  return `${riseText(sum, nadir, settings, UNIT, referenceName(settings))}: progression. At least ${settings.pdPercent} %.`;
}

function referenceName({ pdReference }: ProductThresholds): string {
  return pdReference === 'baseline' ? 'baseline' : 'nadir';
}
