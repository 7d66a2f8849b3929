import type { Database } from '@readout/db/database.ts';
import type { TryPurpose } from '@readout/db/term.ts';
import { tryKey } from './address.ts';

/** Tries in a row that may fail. */
export const MOST_TRIES = 5;
export const LOCK_MINUTES = 30;

export interface CountedTry {
  readonly address: string;
  readonly purpose: TryPurpose;
  /** This one included. */
  readonly tries: number;
  /** Whether it may be judged. */
  readonly isAllowed: boolean;
  readonly lockedUntil: Date | null;
}

// The lock stands from the fifth try on, before that is judged: a process that dies in between leaves it locked, not open.
const COUNT = `
  insert into auth.failed_try as t (subject, purpose, tries) values ($1, $2, 1)
  on conflict (subject, purpose) do update set
    tries = case when t.locked_until <= clock_timestamp() or t.last_at < clock_timestamp() - interval '1 day' then 1 else least(t.tries + 1, 1000) end,
    locked_until = case
      when t.locked_until <= clock_timestamp() or t.last_at < clock_timestamp() - interval '1 day' then null
      when t.tries + 1 = ${MOST_TRIES} then clock_timestamp() + interval '${LOCK_MINUTES} minutes'
      else t.locked_until end,
    noticed_at = case when t.locked_until <= clock_timestamp() then null else t.noticed_at end,
    last_at = clock_timestamp()
  returning tries, locked_until`;

/**
 * Counts a try BEFORE it is judged, in one statement: of thirty guesses sent at once five are judged.
 *
 * @param address as typed, whether somebody has it or not
 */
export async function countTry(
  { owner }: Database,
  address: string,
  purpose: TryPurpose,
): Promise<CountedTry> {
  const { rows } = await owner.query<{ tries: number; locked_until: Date | null }>(COUNT, [
    tryKey(address),
    purpose,
  ]);
  const tries = rows[0]?.tries ?? MOST_TRIES + 1;
  return {
    address,
    purpose,
    tries,
    isAllowed: tries <= MOST_TRIES,
    lockedUntil: rows[0]?.locked_until ?? null,
  };
}

/** After a success, or an unlock: nothing is counted any more. @returns whether something was locked */
export async function forgetTries(
  { owner }: Database,
  address: string,
  purpose: TryPurpose,
): Promise<boolean> {
  const { rows } = await owner.query<{ was_locked: boolean }>(
    `delete from auth.failed_try where subject = $1 and purpose = $2
     returning coalesce(locked_until > clock_timestamp(), false) as was_locked`,
    [tryKey(address), purpose],
  );
  return rows[0]?.was_locked ?? false;
}

/** Takes one try back that was no failure, and no success either: a right password with a code still to come. */
export async function uncountTry({ owner }: Database, { address, purpose }: CountedTry): Promise<void> {
  await owner.query(
    `update auth.failed_try set tries = greatest(tries - 1, 0), locked_until = case when tries - 1 < ${MOST_TRIES} then null else locked_until end
     where subject = $1 and purpose = $2`,
    [tryKey(address), purpose],
  );
}

/** Whether this is the one who tells of the lock: of all that find it, one. */
export async function takeNotice({ owner }: Database, { address, purpose }: CountedTry): Promise<boolean> {
  const { rowCount } = await owner.query(
    `update auth.failed_try set noticed_at = clock_timestamp()
     where subject = $1 and purpose = $2 and noticed_at is null and locked_until > clock_timestamp()`,
    [tryKey(address), purpose],
  );
  return rowCount === 1;
}

/** Until when nothing is judged for this address; null: it is not locked. */
export async function findLock(
  { owner }: Database,
  address: string,
  purpose: TryPurpose,
): Promise<Date | null> {
  const { rows } = await owner.query<{ locked_until: Date }>(
    'select locked_until from auth.failed_try where subject = $1 and purpose = $2 and locked_until > clock_timestamp()',
    [tryKey(address), purpose],
  );
  return rows[0]?.locked_until ?? null;
}
