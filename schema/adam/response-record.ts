import { meaningOf, RESPONSE_MEANINGS } from '@readout/criteria';
import { termsOfCriteria } from '@readout/sdtm/response-term.ts';
import type { AnalysisAssessment } from './analysis-assessment.ts';
import type { AnalysisSubject } from './analysis-subject.ts';
import { countedOf, firstResponseOf, recordAt } from './follow-up-of.ts';
import { criteriaName, evaluatorName, type Parameter, type ParameterRecord } from './parameter.ts';
import { fromAdsl, isOf, sourceOf, sourceOfWord, type SourceRecord } from './source-row.ts';

/** A record of ADRS. */
export interface ResponseRecord extends ParameterRecord {
  /** AVALC: a word of the criteria, Y or N. */
  readonly answer: string;
  readonly value: number | null;
  /** What the word says of the disease; null for Y and N. */
  readonly meaning: string | null;
  readonly meaningNumber: number | null;
  /** ADT; null: it has no day. */
  readonly on: string | null;
  /** As the source gave the day where that was partial. */
  readonly given: string | null;
  readonly assessment: AnalysisAssessment | null;
  readonly isAnalysed: boolean;
  /** Whether it is an assessment that the best response looks at. */
  readonly isBeforeEnd: boolean;
}

/** Parameters of ADRS by code: name, whether confirmed. @source pharmaverse admiralonco, template ad_adrs.R (codes) */
const NAMES = {
  OVR: 'Overall Response',
  PD: 'Disease Progression',
  RSP: 'Response (confirmation not required)',
  CRSP: 'Confirmed Response',
  CB: 'Clinical Benefit (confirmation not required)',
  CCB: 'Confirmed Clinical Benefit',
  BOR: 'Best Overall Response (confirmation not required)',
  CBOR: 'Best Confirmed Overall Response',
  LSTA: 'Last Evaluable Disease Assessment',
  MDIS: 'Measurable Disease at Baseline',
} as const;

const parameterOf = (analysed: AnalysisSubject, code: keyof typeof NAMES): Parameter => ({
  code,
  name: `${NAMES[code]} by ${evaluatorName(analysed)}, ${criteriaName(analysed)}`,
  category: 'Tumor Response',
  isOfReview: true,
});

const DEATH: Parameter = { code: 'DEATH', name: 'Death', category: 'Reference Event', isOfReview: false };

/**
 * The records of ADRS for a subject: each overall response, then one of each other parameter.
 *
 * Who failed screening and was not treated has none. BOR is NE where the review asked for is missing, as the portal counts it.
 */
export function listResponses(analysed: AnalysisSubject): readonly ResponseRecord[] {
  const { population, assessments, best, subject } = analysed;
  if (!population.isEnrolled && !population.isDosed) return [];
  const counted = countedOf(assessments);
  const ends = [best?.progressionOn ?? null, subject.course.newTherapyOn].filter((on) => on !== null);
  const overall = assessments.flatMap((assessment): ResponseRecord[] =>
    assessment.word === null
      ? []
      : [
          {
            ...wordRecord(analysed, 'OVR', assessment.word, assessment.on),
            given: assessment.given,
            assessment,
            source: sourceOfWord(assessment.row, assessment.word),
            isAnalysed: counted.includes(assessment),
            isBeforeEnd: counted.includes(assessment) && ends.every((on) => assessment.on <= on),
          },
        ],
  );
  return [...overall, ...listDerived(analysed, counted)];
}

function listDerived(
  analysed: AnalysisSubject,
  counted: readonly AnalysisAssessment[],
): readonly ResponseRecord[] {
  const { best, criterion, subject, review, assessments } = analysed;
  const { words } = criterion;
  const progressionOn = best?.progressionOn ?? null;
  const at = (on: string | null): SourceRecord | null => (on === null ? null : recordAt(assessments, on));

  const bestRecord = (code: 'BOR' | 'CBOR', word: string, on: string | null): ResponseRecord => {
    const day = on ?? (words.progression.includes(word) ? progressionOn : null);
    return {
      ...wordRecord(analysed, code, word, day),
      source: bestRow(analysed, word) ?? at(day),
    };
  };
  const isResponse = (word: string | undefined) => word !== undefined && words.response.includes(word);
  const benefit = (word: string | undefined) => word !== undefined && words.diseaseControl.includes(word);
  const yesNo = (code: keyof typeof NAMES, is: boolean, on: string | null, source = at(on)) =>
    yesNoRecord(analysed, parameterOf(analysed, code), is, on, source);

  const first = firstResponseOf(analysed, false)?.on ?? null;
  const firstConfirmed = firstResponseOf(analysed, true)?.on ?? null;
  const last = counted.findLast(({ meaning }) => meaning !== 'not-evaluable');
  const baseline = assessments.find(({ timepoint }) => timepoint.isBaseline);
  const target = review?.lesions.find(({ role, isMeasurable }) => role === 'target' && isMeasurable);
  const targetRow = (analysed.rows['TU'] ?? []).find(
    (row) => review !== null && isOf(review.evaluator, 'TU', row) && row['TUSTRESC'] === 'TARGET',
  );
  return [
    yesNo('PD', progressionOn !== null, progressionOn),
    yesNo('RSP', isResponse(best?.best), first),
    yesNo('CRSP', isResponse(best?.confirmedBest), firstConfirmed),
    yesNo('CB', benefit(best?.best), first),
    yesNo('CCB', benefit(best?.confirmedBest), firstConfirmed),
    bestRecord('BOR', best?.best ?? 'NE', best?.bestOn ?? null),
    bestRecord('CBOR', best?.confirmedBest ?? 'NE', best?.confirmedBestOn ?? null),
    yesNoRecord(
      analysed,
      DEATH,
      subject.course.diedOn !== null,
      subject.course.diedOn,
      subject.course.diedOn === null ? null : fromAdsl('DTHDT'),
    ),
    ...(last?.word
      ? [
          {
            ...wordRecord(analysed, 'LSTA', last.word, last.on),
            given: last.given,
            assessment: last,
            source: sourceOfWord(last.row, last.word),
          },
        ]
      : []),
    yesNo(
      'MDIS',
      target !== undefined,
      target === undefined ? null : (baseline?.on ?? null),
      target === undefined ? null : sourceOf('TU', 'TUSTRESC', targetRow),
    ),
  ];
}

/** The row of RS that bears the best response, where it bears this word. */
function bestRow({ rows, review, choice }: AnalysisSubject, word: string): SourceRecord | null {
  const { category } = termsOfCriteria(choice.criteria);
  const row = (rows['RS'] ?? []).find(
    (each) =>
      review !== null &&
      each['RSTESTCD'] === 'BESTRESP' &&
      each['RSCAT'] === category &&
      each['RSORRES'] === word &&
      isOf(review.evaluator, 'RS', each),
  );
  return row === undefined ? null : sourceOfWord(row, word);
}

const NOTHING = { given: null, assessment: null, isAnalysed: true, isBeforeEnd: false } as const;

function wordRecord(
  analysed: AnalysisSubject,
  code: keyof typeof NAMES,
  word: string,
  on: string | null,
): ResponseRecord {
  const { timepoint, best } = analysed.criterion.words;
  const place = [...new Set([...timepoint, ...best])].indexOf(word);
  const meaning = meaningOf(word);
  return {
    ...NOTHING,
    analysed,
    parameter: parameterOf(analysed, code),
    answer: word,
    value: place < 0 ? null : place + 1,
    meaning: meaning === null ? null : meaning.toUpperCase().replaceAll('-', ' '),
    meaningNumber: meaning === null ? null : RESPONSE_MEANINGS.indexOf(meaning) + 1,
    on,
    source: null,
  };
}

function yesNoRecord(
  analysed: AnalysisSubject,
  parameter: Parameter,
  is: boolean,
  on: string | null,
  source: SourceRecord | null,
): ResponseRecord {
  return {
    ...NOTHING,
    analysed,
    parameter,
    answer: is ? 'Y' : 'N',
    value: is ? 1 : 0,
    meaning: null,
    meaningNumber: null,
    on: is ? on : null,
    source: is ? source : null,
  };
}
