import type {
  FindingContent,
  LesionContent,
  ReadContent,
  ResponseContent,
  ReviewContent,
} from './content.ts';
import { linkGroupOf, linkOf, type FindingEntry } from './finding-entry.ts';
import { inputResults } from './input-result.ts';
import { markLastBeforeExposure } from './last-before-exposure.ts';
import { lesionResults, sizeTestsOf } from './lesion-result.ts';
import { methodOfExams, methodTerm } from './method-term.ts';
import { BURDEN_TESTS, termsOfCriteria, type LesionTest } from './response-term.ts';
import { roundPercent, roundSum } from './rounding.ts';
import { timingAt, type SubjectFrame } from './subject-frame.ts';
import { CALCULATION } from './terminology.ts';

/** What a record of TR says: a number with its unit, a word, or that it was not done. */
export interface Result {
  readonly test: LesionTest;
  /** TRORRES, TRSTRESC; null: not done. */
  readonly words: string | null;
  readonly number: number | null;
  readonly unit: string | null;
  /** TRREASND. */
  readonly reason: string | null;
}

/** A record of TR: a lesion by one test, or what is told of all of them at an assessment. */
export interface ResultEntry extends FindingEntry, Result {
  /** TRGRPID: TARGET, NON-TARGET or NEW; of sums what is added up. */
  readonly group: string | null;
  /** TRLNKID; null for what is no single lesion. */
  readonly link: string | null;
  readonly linkGroup: string;
  readonly method: string | null;
  readonly finding: FindingContent | null;
  /** Whether it is the record that bears what the finding tells beside its results. */
  readonly isFirst: boolean;
  /** What the criteria derive, where another value was stated. */
  readonly derivedResult: number | null;
  /** Percent; of the mean attenuation only. */
  readonly attenuationChange: number | null;
}

/**
 * The records of TR: each lesion at each read by each test, then the sums with their changes, then what a read tells beside its
 * lesions.
 *
 * Sizes: decision "Sizes" of the README. What a lesion bears at its other reads is not done where it could not be evaluated.
 */
export function mapResults(frame: SubjectFrame): readonly ResultEntry[] {
  const entries = frame.subject.reviews.flatMap((review) => {
    const lesions = new Map(review.lesions.map((lesion) => [lesion.code, lesion]));
    const planned = plannedTests(review, lesions);
    return review.reads.flatMap((read) => mapRead(frame, review, read, lesions, planned));
  });
  return markLastBeforeExposure(
    entries,
    ({ link, test, group }) => `${link ?? group} ${test}`,
    ({ words }) => words !== null,
  );
}

/** The size tests that a lesion bears at any read. */
function plannedTests(
  { reads }: ReviewContent,
  lesions: ReadonlyMap<string, LesionContent>,
): ReadonlyMap<string, ReadonlySet<LesionTest>> {
  const planned = new Map<string, Set<LesionTest>>();
  for (const { findings } of reads) {
    for (const finding of findings) {
      const lesion = lesions.get(finding.lesionCode);
      if (!lesion) continue;
      const tests = planned.get(lesion.code) ?? new Set();
      planned.set(lesion.code, tests);
      for (const [test] of sizeTestsOf(lesion, finding)) tests.add(test);
    }
  }
  return planned;
}

type Base = Omit<ResultEntry, keyof Result | 'key' | 'group' | 'link' | 'method' | 'finding' | 'isFirst'>;

function mapRead(
  frame: SubjectFrame,
  review: ReviewContent,
  read: ReadContent,
  lesions: ReadonlyMap<string, LesionContent>,
  planned: ReadonlyMap<string, ReadonlySet<LesionTest>>,
): readonly ResultEntry[] {
  const { timepointCode } = read;
  const timepoint = frame.timepoints.get(timepointCode);
  const base: Base = {
    frame,
    review,
    timing: timingAt(frame, timepointCode, read.read),
    isBaseline: timepoint?.isBaseline === true,
    isLastBeforeExposure: false,
    linkGroup: linkGroupOf(frame, review.evaluator, timepointCode),
    derivedResult: null,
    attenuationChange: null,
  };
  const imaged = methodOfExams(timepoint?.exams ?? []);
  const keyOf = (what: string, test: string) => `${review.evaluator} ${timepointCode} ${what} ${test}`;
  const ofLesions = read.findings.flatMap((finding) => {
    const lesion = lesions.get(finding.lesionCode);
    if (!lesion) return [];
    const words = finding.method ?? lesion.method;
    return lesionResults(lesion, finding, planned.get(lesion.code) ?? new Set()).map(
      (result, place): ResultEntry => ({
        ...base,
        ...result,
        key: keyOf(lesion.code, result.test),
        group: lesion.role.toUpperCase(),
        link: linkOf(review.evaluator, lesion.code),
        method: words === null ? imaged : methodTerm(words),
        finding,
        isFirst: place === 0,
      }),
    );
  });
  const whole = { link: null, finding: null, isFirst: false };
  const sums = sumResults(frame, read.responses).map(({ isStated, ...sum }): ResultEntry => ({
    ...base,
    ...whole,
    ...sum,
    key: keyOf(sum.group, sum.test),
    method: isStated ? null : CALCULATION,
  }));
  const inputs = inputResults(read).map(({ group, ...result }): ResultEntry => ({
    ...base,
    ...whole,
    ...result,
    key: keyOf(group ?? '', result.test),
    group,
    method: imaged,
  }));
  return [...ofLesions, ...sums, ...inputs];
}

type Sum = Result &
  Pick<ResultEntry, 'derivedResult' | 'attenuationChange'> & {
    readonly group: string;
    readonly isStated: boolean;
  };

/**
 * The tumour burden by each criteria with its changes, what was stated before what is derived.
 *
 * Criteria that add up the same give one record; where they differ the second bears its category in TRGRPID.
 */
function sumResults(frame: SubjectFrame, responses: readonly ResponseContent[]): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const response of responses) {
    const { category } = termsOfCriteria(response.criteria);
    for (const sum of sumsOf(frame, response)) {
      const known = sums.get(`${sum.group} ${sum.test}`);
      if (known?.number === sum.number) continue;
      const group = known ? `${sum.group} ${category}` : sum.group;
      sums.set(`${group} ${sum.test}`, { ...sum, group });
    }
  }
  return [...sums.values()];
}

function sumsOf(frame: SubjectFrame, { criteria, stated, derived }: ResponseContent): readonly Sum[] {
  const burden = frame.burdens.get(criteria);
  if (!burden) return [];
  const tests = BURDEN_TESTS[burden.test];
  const sum = (
    test: LesionTest,
    number: number | null | undefined,
    unit: string,
    group = 'TARGET',
    more: Partial<Sum> = {},
  ): readonly Sum[] =>
    typeof number !== 'number'
      ? []
      : [
          {
            test,
            group,
            number,
            words: String(number),
            unit,
            reason: null,
            isStated: false,
            derivedResult: null,
            attenuationChange: null,
            ...more,
          },
        ];
  const component = (key: string) => {
    const value = derived.components[key];
    return typeof value === 'number' ? roundSum(value) : null;
  };
  const isStated = stated.sum !== null;
  const derivedSum = derived.sum === null ? null : roundSum(derived.sum);
  const differs = isStated && derivedSum !== null && derivedSum !== stated.sum;
  const { changeFromBaselinePercent, changeFromNadirPercent } = derived;
  return [
    ...sum(burden.test, stated.sum ?? derivedSum, burden.unit, 'TARGET', {
      isStated,
      derivedResult: differs ? derivedSum : null,
    }),
    ...sum(tests.baseline, roundPercent(changeFromBaselinePercent), '%'),
    ...sum(tests.nadir, roundPercent(changeFromNadirPercent), '%'),
    ...(tests.absolute === null
      ? []
      : sum(tests.absolute, changeFromNadir(derived.sum, changeFromNadirPercent), burden.unit)),
    ...sum(burden.test, component('newSum'), burden.unit, 'NEW'),
    ...sum(burden.test, component('sumNonEnhancing'), burden.unit, 'NON-ENHANCING'),
    ...sum('RADIODEN', component('attenuation'), 'Hounsfield Unit', 'TARGET', {
      attenuationChange: roundPercent(component('attenuationChange')),
    }),
  ];
}

/** The change itself from the sum and its percentage of the nadir; null where the sum is 0, of which no nadir follows. */
function changeFromNadir(sum: number | null, percent: number | null): number | null {
  if (sum === null || percent === null || percent === -100) return null;
  return Number((sum - sum / (1 + percent / 100)).toFixed(6));
}
