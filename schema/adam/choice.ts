import type { CriteriaId } from '@readout/criteria';
import type { ContentEvaluator } from '@readout/sdtm/content.ts';
import type { TimeToEventRules } from '@readout/statistics/censoring-table.ts';

/** Whose responses an analysis counts, by which criteria. */
export interface AnalysisChoice {
  /** CENTRAL: the accepted review. */
  readonly evaluator: ContentEvaluator | 'CENTRAL';
  /** Criteria of the charter. */
  readonly criteria: CriteriaId;
  /** Whether the duration of response and the time to it count confirmed responses alone. */
  readonly isConfirmed: boolean;
  /** How time to an event is censored; left out: table A of FDA's guidance. */
  readonly timeToEvent?: TimeToEventRules;
}

/** PARCAT2 and the words in PARAM. */
export const EVALUATOR_NAMES = {
  CENTRAL: 'Independent Central Review',
  INVESTIGATOR: 'Investigator',
  READER_1: 'Independent Reader 1',
  READER_2: 'Independent Reader 2',
  ADJUDICATOR: 'Adjudicator',
  ALGORITHM: 'Algorithm',
} as const satisfies Record<AnalysisChoice['evaluator'], string>;
