import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { UNDRAWN, type Stretch } from './signal-query.ts';

const MOST_DRAWN = 500;

export interface Drawn {
  /** Numbers of the entries, in order. */
  readonly numbers: readonly number[];
  /** How many there were to draw from. */
  readonly population: number;
}

/**
 * Draws entries of a stretch that bear no signal, by chance: a share of them, rounded up, 500 at most.
 *
 * Those whose MD5 of "seed/number" comes first, so that the same seed draws the same and anybody can draw again.
 *
 * @param but entries that are listed already
 */
export async function drawSample(
  db: Transaction,
  { trialId, fromNumber, toNumber }: Stretch,
  {
    percent,
    seed,
    but,
  }: { readonly percent: number; readonly seed: number; readonly but: readonly number[] },
): Promise<Drawn> {
  const drawable = sql`e.trial_id = ${trialId} and e.number between ${fromNumber} and ${toNumber} and not ${UNDRAWN}
    and not (e.number = any (${`{${but.join(',')}}`}::bigint[]))`;
  const { rows } = await db.execute<{ population: number; numbers: readonly number[] }>(sql`
    with drawable as materialized (select e.number from audit.entry e where ${drawable}),
    size as (select count(*)::integer as population from drawable)
    select z.population, coalesce((select jsonb_agg(d.number order by d.number) from (
      select n.number from drawable n order by md5(${String(seed)} || '/' || n.number), n.number
      limit (select least(${MOST_DRAWN}, ceil(y.population * ${percent}::numeric / 100)) from size y)) d), '[]') as numbers
    from size z`);
  const [found] = rows;
  if (found === undefined) throw new Error('A count has a row.');
  return found;
}
