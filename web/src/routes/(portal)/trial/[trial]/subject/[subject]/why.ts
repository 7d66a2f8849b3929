import { dateText, plainMmText, signedText, studyDayText } from '@readout/chart';
import type { Choice } from './choice.ts';
import type { BestResponse, Read, Review, Subject, Timepoint, TimepointResponse } from './document.ts';
import { evaluatorName } from './evaluator-name.ts';

/** One numbered sentence with its source. */
export interface Reason {
  readonly headline: string;
  readonly rule: string;
  readonly source: string;
}

/** What the panel explains: the best response, or the response at a timepoint. */
export interface Why {
  readonly title: string;
  /** The response; null where there is none, as at baseline. */
  readonly word: string | null;
  /** "derived", "stated" … with day and date. */
  readonly line: string;
  readonly reasons: readonly Reason[];
  readonly engineVersion: string | null;
  readonly best: BestResponse | null;
  readonly timepoint: Timepoint | null;
  readonly read: Read | null;
  readonly response: TimepointResponse | null;
}

/** The answer that the page's choice asks to explain. */
export function explain(subject: Subject, choice: Choice): Why {
  const review = choice.explained;
  return choice.timepoint && review
    ? explainTimepoint(review, choice.timepoint, choice.criteria, unitOf(subject, choice.criteria))
    : explainBest(subject, review, choice.criteria);
}

const unitOf = ({ trial }: Subject, criteria: string): string =>
  trial.charter.criteria.find(({ id }) => id === criteria)?.burdenUnit ?? '';

function explainTimepoint(review: Review, timepoint: Timepoint, criteria: string, unit: string): Why {
  const read = review.reads.find((one) => one.isCurrent && one.timepoint.id === timepoint.id) ?? null;
  const response = read?.responses.find((one) => one.criteria === criteria) ?? null;
  const word = response?.overall ?? response?.statedOverall ?? null;
  const when = [
    ...(timepoint.studyDay == null ? [] : [studyDayText(timepoint.studyDay)]),
    dateText(timepoint.assessedOnGiven ?? timepoint.assessedOn),
  ].join(' · ');
  const how = response?.overall ? 'derived' : word === null ? '' : 'as stated';
  return {
    title: word === null ? `What was read at ${timepoint.code}?` : `Why ${word} at ${timepoint.code}?`,
    word,
    line: [evaluatorName(review.evaluator), how, when].filter(Boolean).join(', '),
    reasons: (response?.trace ?? []).map((entry) => ({
      ...entry,
      headline: headlineOf(entry.step, response, unit),
    })),
    engineVersion: response?.engineVersion ?? null,
    best: null,
    timepoint,
    read,
    response,
  };
}

function explainBest(subject: Subject, review: Review | null, criteria: string): Why {
  const best = review?.bestResponses.find((one) => one.criteria === criteria) ?? null;
  const charter = subject.trial.charter;
  const isConfirmed =
    charter.criteria.find(({ id }) => id === criteria)?.isConfirmed ?? charter.requiresConfirmation;
  const word = best && (isConfirmed ? best.confirmedBest : best.best);
  const on = best && (isConfirmed ? best.confirmedBestOn : best.bestOn);
  return {
    title: word === null ? 'No best response yet' : `Why ${word} as best response?`,
    word,
    line: [
      review ? evaluatorName(review.evaluator) : '',
      best?.basis === 'STATED' ? 'from stated responses' : best ? 'derived' : '',
      isConfirmed ? 'with confirmation' : '',
      on ? `first on ${dateText(on)}` : '',
    ]
      .filter(Boolean)
      .join(', '),
    reasons: ((isConfirmed ? best?.confirmedTrace : best?.trace) ?? []).map((entry) => ({
      ...entry,
      headline: headlineOf(entry.step, null, ''),
    })),
    engineVersion: best?.engineVersion ?? null,
    best,
    timepoint: null,
    read: null,
    response: null,
  };
}

/** The timepoint codes that a sentence names, so that they can be opened. */
export function timepointsNamed(rule: string, timepoints: readonly Timepoint[]): readonly Timepoint[] {
  const words = new Set(rule.split(/[\s,;:()]+/).map((word) => word.replace(/\.$/, '')));
  return timepoints.filter(({ code, assessedOn }) => words.has(code) || words.has(assessedOn));
}

function headlineOf(step: string | null, response: TimepointResponse | null, unit: string): string {
  const percent = response?.changeFromBaselinePercent;
  switch (step) {
    case 'sum':
      return response?.sum == null
        ? 'No complete sum'
        : `Sum of targets: ${plainMmText(response.sum)} ${unit}`;
    case 'nadir':
      return response?.changeFromNadirPercent == null
        ? 'Nadir'
        : `${signedText(response.changeFromNadirPercent)} % from the nadir`;
    case 'target':
      return `Target ${response?.target ?? 'response'}${percent == null ? '' : `, ${signedText(percent)} % from baseline`}`;
    case 'non-target':
      return `Non-target ${response?.nonTarget ?? 'response'}`;
    case 'new-lesion':
      return response?.hasNewLesion ? 'New lesion' : 'No new lesion';
    case 'component':
      return 'Beside the lesions';
    case 'confirmation':
      return 'Confirmation';
    case 'overall':
      return `Overall response${response?.overall ? `: ${response.overall}` : ''}`;
    case 'date':
      return 'Date';
    case 'best':
      return 'Best overall response';
    default:
      return '';
  }
}
