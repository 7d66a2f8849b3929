import { MEANING_OF_WORD, RESPONSE_MEANINGS, type ResponseMeaning } from '@readout/criteria';

/** What a word of any criteria says of the disease; null for one that none of them has, as a source may state. */
export function meaningOf(word: string | null): ResponseMeaning | null {
  if (word === null) return null;
  const meanings: Readonly<Record<string, ResponseMeaning>> = MEANING_OF_WORD;
  return Object.hasOwn(meanings, word) ? (meanings[word] ?? null) : null;
}

/** Every word of every criteria, the best for the patient first: the order of a column that holds words of any criteria. */
export const WORDS_IN_ORDER: readonly string[] = Object.entries(MEANING_OF_WORD)
  .toSorted(([, a], [, b]) => RESPONSE_MEANINGS.indexOf(a) - RESPONSE_MEANINGS.indexOf(b))
  .map(([word]) => word);
