import { MEANING_OF_WORD, type ResponseMeaning } from './term.ts';

/** What a word of any criteria says of the disease; null for one that none of them has, as a source may state. */
export function meaningOf(word: string | null): ResponseMeaning | null {
  if (word === null) return null;
  const meanings: Readonly<Record<string, ResponseMeaning>> = MEANING_OF_WORD;
  return Object.hasOwn(meanings, word) ? (meanings[word] ?? null) : null;
}
