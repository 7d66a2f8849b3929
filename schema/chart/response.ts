/** Every response a figure can show, in the fixed order of legends and tables. */
export const RESPONSES = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'NED', 'iUPD', 'iCPD'] as const;

export type Response = (typeof RESPONSES)[number];

/** Who judged. Central is the accepted central result of the charter's rule. */
export const EVALUATORS = ['CENTRAL', 'READER_1', 'READER_2', 'ADJUDICATOR', 'INVESTIGATOR'] as const;

export type Evaluator = (typeof EVALUATORS)[number];

export const EVALUATOR_NAME = {
  CENTRAL: 'Central',
  READER_1: 'Reader 1',
  READER_2: 'Reader 2',
  ADJUDICATOR: 'Adjudicator',
  INVESTIGATOR: 'Investigator',
} as const satisfies Record<Evaluator, string>;

/** Orders by the fixed order of responses. */
export const compareResponse = (a: Response, b: Response): number =>
  RESPONSES.indexOf(a) - RESPONSES.indexOf(b);
