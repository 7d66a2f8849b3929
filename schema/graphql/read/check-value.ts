import { Refusal } from '@readout/db/refusal.ts';

/**
 * A word of a closed list, null where it was not told.
 *
 * @param field names the value to the person, e.g. `deauville` or `findings[T01].state`
 * @throws Refusal BAD_INPUT that names the field, the value and the words
 */
export function wordOf<Word extends string>(
  field: string,
  words: readonly Word[],
  given: string | null | undefined,
): Word | null {
  if (given == null) return null;
  const word = words.find((each) => each === given);
  if (word === undefined)
    throw new Refusal('BAD_INPUT', `${field} is "${given}", which is none of ${words.join(', ')}.`);
  return word;
}

/**
 * A number within a range, null where it was not told.
 *
 * @param most left out: no upper end
 * @throws Refusal BAD_INPUT that names the field, the value and the range with its unit
 */
export function numberOf(
  field: string,
  unit: string,
  given: number | null | undefined,
  least = 0,
  most?: number,
): number | null {
  if (given == null) return null;
  if (!Number.isFinite(given) || given < least || given > (most ?? Infinity)) {
    const range = most === undefined ? `at least ${least}` : `from ${least} to ${most}`;
    throw new Refusal('BAD_INPUT', `${field} is ${given} ${unit}, but must be ${range} ${unit}.`);
  }
  return given;
}
