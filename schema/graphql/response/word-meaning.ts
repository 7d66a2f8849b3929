import { MEANING_OF_WORD, RESPONSE_MEANINGS } from '@readout/criteria';

/** Every word of every criteria, the best for the patient first: the order of a column that holds words of any criteria. */
export const WORDS_IN_ORDER: readonly string[] = Object.entries(MEANING_OF_WORD)
  .toSorted(([, a], [, b]) => RESPONSE_MEANINGS.indexOf(a) - RESPONSE_MEANINGS.indexOf(b))
  .map(([word]) => word);
