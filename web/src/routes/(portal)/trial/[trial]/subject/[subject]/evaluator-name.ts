import { EVALUATOR_NAME } from '@readout/chart';

/** In the order of tabs and rows. */
export const REVIEWERS = ['READER_1', 'READER_2', 'ADJUDICATOR', 'INVESTIGATOR', 'ALGORITHM'] as const;
const NAME: Readonly<Record<string, string>> = { ...EVALUATOR_NAME, ALGORITHM: 'Algorithm' };

/** @example evaluatorName('READER_1') // "Reader 1" */
export const evaluatorName = (evaluator: string): string => NAME[evaluator] ?? evaluator;

/** Orders by the fixed order of evaluators. */
export const compareEvaluator = (a: string, b: string): number => placeOf(a) - placeOf(b);

const placeOf = (evaluator: string): number => {
  const place = REVIEWERS.findIndex((reviewer) => reviewer === evaluator);
  return place < 0 ? REVIEWERS.length : place;
};
