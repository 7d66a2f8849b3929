import { getCriterion, isCriteriaId } from '@readout/criteria';
import type { BestContent, ReadContent, ResponseContent, ReviewContent, TrialContent } from './content.ts';
import { linkGroupOf, type FindingEntry } from './finding-entry.ts';
import { inputResults } from './input-result.ts';
import { markLastBeforeExposure } from './last-before-exposure.ts';
import { COMPONENT_TESTS, responseTerm, termsOfCriteria, type ResponseTest } from './response-term.ts';
import { timingAt, timingOf, type SubjectFrame } from './subject-frame.ts';

/** A record of RS: an answer by one test and criteria, at an assessment or of the whole review. */
export interface ResponseEntry extends FindingEntry {
  readonly test: ResponseTest;
  /** RSCAT. */
  readonly category: string;
  /** RSLNKGRP: of an overall response, which is that of the whole assessment, where TR has rows of it; null for others. */
  readonly linkGroup: string | null;
  /** RSORRES: as stated, else as derived; null: not done. */
  readonly original: string | null;
  /** RSSTRESC. */
  readonly standard: string | null;
  readonly number: number | null;
  readonly unit: string | null;
  readonly isDerived: boolean;
  /** What the criteria derive, where something else was stated, or nothing could be. */
  readonly derivedWord: string | null;
  /** RSREASND of what was not done. */
  readonly isNotDone: boolean;
  readonly reason: string | null;
  /** Why an assessment with an answer could not be evaluated. */
  readonly reasonNotEvaluable: string | null;
  readonly best: BestContent | null;
}

/** The records of RS: responses of every locked or submitted read, what was asked beside the lesions, and the best responses. */
export function mapResponses(frame: SubjectFrame): readonly ResponseEntry[] {
  const entries = frame.subject.reviews.flatMap((review) => [
    ...review.reads.flatMap((read) => mapRead(frame, review, read)),
    ...review.bests.map((best) => mapBest(frame, review, best)),
  ]);
  return markLastBeforeExposure(
    entries,
    ({ test, category }) => `${test} ${category}`,
    ({ best, isNotDone }) => best === null && !isNotDone,
  );
}

type Base = Omit<ResponseEntry, 'key' | 'test' | 'category' | 'original' | 'standard'>;

function mapRead(frame: SubjectFrame, review: ReviewContent, read: ReadContent): readonly ResponseEntry[] {
  const linkGroup = hasResults(read) ? linkGroupOf(frame, review.evaluator, read.timepointCode) : null;
  const base: Base = {
    frame,
    review,
    timing: timingAt(frame, read.timepointCode, read.read),
    isBaseline: frame.timepoints.get(read.timepointCode)?.isBaseline === true,
    isLastBeforeExposure: false,
    linkGroup: null,
    number: null,
    unit: null,
    isDerived: false,
    derivedWord: null,
    isNotDone: false,
    reason: null,
    reasonNotEvaluable: null,
    best: null,
  };
  const keyOf = (test: ResponseTest, criteria: string) =>
    `${review.evaluator} ${read.timepointCode} ${test} ${criteria}`;
  const responses = read.responses.flatMap((response) =>
    answersOf(review, read, response).map(({ test, stated, derived }): ResponseEntry => {
      const { criteria } = response;
      const word = stated ?? derived;
      return {
        ...base,
        key: keyOf(test, criteria),
        test,
        category: termsOfCriteria(criteria).category,
        original: word,
        standard: word === null ? null : responseTerm(criteria, word),
        isDerived: stated === null,
        derivedWord: stated !== null && derived !== stated ? derived : null,
        linkGroup: test === 'OVRLRESP' ? linkGroup : null,
      };
    }),
  );
  const answered = read.isEvaluable
    ? responses
    : sayNotEvaluable(frame.trial, { ...base, linkGroup }, keyOf, responses, read);
  return [...answered, ...inputsOf(frame.trial, base, keyOf, read)];
}

/** Whether TR has rows of the assessment, to which RSLNKGRP may refer. */
function hasResults(read: ReadContent): boolean {
  const hasSum = read.responses.some(({ stated, derived }) => stated.sum !== null || derived.sum !== null);
  return read.findings.length > 0 || hasSum || inputResults(read).length > 0;
}

interface Answer {
  readonly test: ResponseTest;
  readonly stated: string | null;
  readonly derived: string | null;
}

/** Each part of a response as stated and as derived; parts with neither are left out. */
function answersOf(
  { lesions }: ReviewContent,
  { findings }: ReadContent,
  { criteria, stated, derived }: ResponseContent,
): readonly Answer[] {
  const added = new Set(lesions.filter(({ role }) => role === 'new').map(({ code }) => code));
  const isInDoubt = findings.some(({ lesionCode, state }) => state === 'equivocal' && added.has(lesionCode));
  const { newLesionTest } = termsOfCriteria(criteria);
  const component = (key: keyof typeof COMPONENT_TESTS): Answer => {
    const answer = derived.components[key];
    return {
      test: COMPONENT_TESTS[key],
      stated: stated.components[key] ?? null,
      derived: typeof answer === 'string' ? answer : null,
    };
  };
  const answers: readonly Answer[] = [
    { test: 'TRGRESP', stated: stated.target, derived: derived.target },
    { test: 'NTRGRESP', stated: stated.nonTarget, derived: derived.nonTarget },
    newLesionAnswer(isInDoubt, newLesionTest, stated.hasNewLesion, derived.hasNewLesion),
    ...Object.keys(COMPONENT_TESTS).map((key) => component(key as keyof typeof COMPONENT_TESTS)),
    { test: 'OVRLRESP', stated: stated.overall, derived: derived.overall },
  ];
  return answers.filter((answer) => answer.stated !== null || answer.derived !== null);
}

/**
 * NEWLIND is Y or N. NEWLPROG is UNEQUIVOCAL, or EQUIVOCAL where a lesion is seen that may be none; it has no word for no new lesion:
 * where that was stated NEWLIND says N, and where it was only derived nothing is said.
 */
function newLesionAnswer(
  isInDoubt: boolean,
  test: 'NEWLPROG' | 'NEWLIND',
  stated: boolean | null,
  derived: boolean | null,
): Answer {
  const yesNo = (is: boolean | null) => (is === null ? null : is ? 'Y' : 'N');
  if (test === 'NEWLIND') return { test, stated: yesNo(stated), derived: yesNo(derived) };
  const doubt = isInDoubt ? 'EQUIVOCAL' : null;
  const word = (is: boolean | null) => (is === null ? null : is ? 'UNEQUIVOCAL' : doubt);
  if (stated === false && doubt === null)
    return { test: 'NEWLIND', stated: 'N', derived: derived === true ? 'Y' : yesNo(derived) };
  return { test, stated: word(stated), derived: word(derived) };
}

/** An assessment that could not be evaluated: its overall response is not done, with the reason, unless one was stated. */
function sayNotEvaluable(
  trial: TrialContent,
  base: Base,
  keyOf: (test: ResponseTest, criteria: string) => string,
  responses: readonly ResponseEntry[],
  { reasonNotEvaluable }: ReadContent,
): readonly ResponseEntry[] {
  const overall = responses.filter(({ test }) => test === 'OVRLRESP');
  const others = responses.filter(({ test }) => test !== 'OVRLRESP');
  const primary = trial.charter.criteria[0]?.criteria;
  const notDone = {
    isNotDone: true,
    isDerived: false,
    original: null,
    standard: null,
    reason: reasonNotEvaluable,
  };
  if (overall.length === 0 && primary !== undefined) {
    const { category } = termsOfCriteria(primary);
    return [...others, { ...base, ...notDone, key: keyOf('OVRLRESP', primary), test: 'OVRLRESP', category }];
  }
  return [
    ...others,
    ...overall.map((entry) =>
      entry.isDerived
        ? { ...entry, ...notDone, derivedWord: entry.original }
        : { ...entry, reasonNotEvaluable },
    ),
  ];
}

const CLINICAL: Readonly<Record<string, string>> = {
  improved: 'IMPROVED',
  stable: 'STABLE',
  worse: 'WORSENED',
  'not-evaluated': 'NE',
};
const NON_ENHANCING: Readonly<Record<string, string>> = {
  decreased: 'DECREASED',
  stable: 'SD',
  increased: 'INCREASED',
  'not-evaluated': 'NE',
};
const MARROW: Readonly<Record<string, string>> = { involved: 'Y', 'not-involved': 'N', indeterminate: 'U' };

/**
 * What a read tells beside its lesions and has its test in RS, under the first criteria of the charter that ask for it.
 *
 * @source CDISC CT ONCRTSCD C96782; CDISC COSMoS, RS CPRFSTAT_RANO, NTNERESP_RANO, BMIVLIND_LUGANO
 */
function inputsOf(
  trial: TrialContent,
  base: Base,
  keyOf: (test: ResponseTest, criteria: string) => string,
  read: ReadContent,
): readonly ResponseEntry[] {
  const entry = (test: ResponseTest, input: string, answer: Partial<ResponseEntry>): ResponseEntry => {
    const criteria = criteriaAsking(trial, input);
    return {
      ...base,
      original: null,
      standard: null,
      ...answer,
      key: keyOf(test, criteria),
      test,
      category: termsOfCriteria(criteria).category,
    };
  };
  const word = (text: string | undefined, given: string): Partial<ResponseEntry> => ({
    original: text ?? given,
    standard: text ?? given,
  });
  const amount = (number: number, unit: string): Partial<ResponseEntry> => ({
    original: String(number),
    standard: String(number),
    number,
    unit,
  });
  const entries: ResponseEntry[] = [];
  const { clinicalStatus, t2flair, boneMarrow, corticosteroidMgPerDay, psaNgPerMl } = read;
  if (clinicalStatus !== null)
    entries.push(entry('CPRFSTAT', 'clinical', word(CLINICAL[clinicalStatus], clinicalStatus)));
  if (t2flair !== null) entries.push(entry('NTNERESP', 't2flair', word(NON_ENHANCING[t2flair], t2flair)));
  if (boneMarrow === 'not-evaluated') entries.push(entry('BMIVLIND', 'boneMarrow', { isNotDone: true }));
  else if (boneMarrow !== null)
    entries.push(entry('BMIVLIND', 'boneMarrow', word(MARROW[boneMarrow], boneMarrow)));
  if (corticosteroidMgPerDay !== null)
    entries.push(entry('CSDOSE', 'corticosteroid', amount(corticosteroidMgPerDay, 'mg/day')));
  // 1 ng/mL is 1 ug/L, the published term.
  if (psaNgPerMl !== null) entries.push(entry('PSA', 'psa', amount(psaNgPerMl, 'ug/L')));
  return entries;
}

/** The first criteria of the charter that ask for an input; the primary ones where none do. */
function criteriaAsking({ charter }: TrialContent, input: string): string {
  const asks = (id: string) =>
    isCriteriaId(id) && getCriterion(id).inputs.timepoint.some((name) => name === input);
  const found = charter.criteria.find(({ criteria }) => asks(criteria)) ?? charter.criteria[0];
  if (!found) throw new RangeError('A charter names at least one criteria.');
  return found.criteria;
}

/** The best response of a review, derived; its date is that of the response where it is one. */
function mapBest(frame: SubjectFrame, review: ReviewContent, best: BestContent): ResponseEntry {
  const told = best.bestOn === null ? null : { on: best.bestOn, given: null };
  return {
    frame,
    key: `${review.evaluator} BESTRESP ${best.criteria}`,
    review,
    timing: timingOf(frame, told),
    isBaseline: false,
    isLastBeforeExposure: false,
    test: 'BESTRESP',
    category: termsOfCriteria(best.criteria).category,
    linkGroup: null,
    original: best.best,
    standard: responseTerm(best.criteria, best.best),
    number: null,
    unit: null,
    isDerived: true,
    derivedWord: null,
    isNotDone: false,
    reason: null,
    reasonNotEvaluable: null,
    best,
  };
}
