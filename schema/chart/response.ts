import { MEANING_OF_WORD, RESPONSE_MEANINGS, type ResponseMeaning } from '@readout/criteria/term.ts';

/** A word of some criteria that a figure can show. */
export type Response = keyof typeof MEANING_OF_WORD;

const WORDS = Object.keys(MEANING_OF_WORD) as readonly Response[];

/** Every response a figure can show, in the fixed order of legends and tables: by meaning, then as the criteria were published. */
export const RESPONSES: readonly Response[] = RESPONSE_MEANINGS.flatMap((meaning) =>
  WORDS.filter((word) => MEANING_OF_WORD[word] === meaning),
);

/** Whether a word is one that a figure can show; a source may have written anything. */
export const isResponse = (word: string | null | undefined): word is Response =>
  word != null && Object.hasOwn(MEANING_OF_WORD, word);

/** What a response says of the disease, whatever its criteria call it. */
export const meaningOf = (response: Response): ResponseMeaning => MEANING_OF_WORD[response];

/** How responses are drawn: one form a meaning, and one each for words that stand beside another of their meaning. */
export const FORMS = [
  'complete',
  'unconfirmed-complete',
  'partial',
  'minor',
  'stable',
  'non-target',
  'indeterminate',
  'suspected-progression',
  'progression',
  'confirmed-progression',
  'not-evaluable',
  'no-disease',
] as const satisfies readonly (ResponseMeaning | 'unconfirmed-complete' | 'confirmed-progression')[];
export type Form = (typeof FORMS)[number];

/** The form of a response: CRu (Cheson 1999) stands beside CR, and iCPD (iRECIST) is what iUPD becomes. */
export function formOf(response: Response): Form {
  if (response === 'CRu') return 'unconfirmed-complete';
  return response === 'iCPD' ? 'confirmed-progression' : meaningOf(response);
}

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
