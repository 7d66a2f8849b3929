import { sql, type AnyColumn } from 'drizzle-orm';
import { check, text, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';

/** The trial a row belongs to: first in every key, and what row-level security reads. */
export const trialId = () => uuid().notNull();

/** A row's own id: a UUIDv7 made by the program. */
export const id = () => uuid().notNull().$defaultFn(uuidv7);

/** A word of a closed list. Text with a check, not an enum: an enum's comparison is not leakproof and loses its index under row-level security. */
export const word = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  text({ enum: words });

/** The check that holds a word to its list. */
export const oneOf = (name: string, column: AnyColumn, words: readonly string[]) =>
  check(
    name,
    sql`${column} in (${sql.raw(words.map((each) => `'${each.replaceAll("'", "''")}'`).join(', '))})`,
  );

/**
 * The check that holds a number to a range, both ends included. Not a number and infinity, which a double may be, are in none.
 *
 * @param most left out: no upper end
 */
export const within = (name: string, column: AnyColumn, least: number, most?: number) =>
  check(
    name,
    most === undefined
      ? sql`${column} >= ${sql.raw(String(least))} and ${column} < 'Infinity'`
      : sql`${column} between ${sql.raw(String(least))} and ${sql.raw(String(most))}`,
  );

export const TRIAL = 'The trial the row belongs to.';
export const ID = 'UUIDv7, made by the program; never reused.';
export const GIVEN =
  'The date as the source gives it, where that is partial; null where the date was complete.';
export const RULE = 'The rule that completed a partial date; null where the date was complete.';
