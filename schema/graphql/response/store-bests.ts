import { insertRows } from '@readout/db/insert-rows.ts';
import { isAnyOf } from '@readout/db/is-any-of.ts';
import { newId } from '@readout/db/new-id.ts';
import { bestResponse } from '@readout/db/table/response.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';
import type { DerivedBest } from './derive-review.ts';
import type { Derived } from './derive-reviews.ts';
import type { StoreTarget } from './store-responses.ts';

/**
 * Stores the best responses of reviews, one by each criteria, and deletes those that are no longer given: by criteria that the charter
 * does not name any more, or of a review without a locked read that can be judged. Audited: what differs from what was stored.
 */
export async function storeBests(
  tx: Transaction,
  { trialId, reviewIds, charterId, keptCriteria }: StoreTarget,
  bests: readonly Derived<DerivedBest>[],
): Promise<void> {
  const rowsOf = (isKept: boolean) =>
    bests
      .filter(({ criteria }) => keptCriteria.has(criteria) === isKept)
      .map((each) => ({ trialId, id: newId(), ...each, charterId }));
  await insertRows(tx, bestResponse, rowsOf(false), onConflict([...DERIVED, 'charter_id']));
  await insertRows(tx, bestResponse, rowsOf(true), onConflict(DERIVED));
  const given = JSON.stringify(bests.map(({ reviewId, criteria }) => ({ review_id: reviewId, criteria })));
  await tx.execute(sql`
    delete from best_response b where b.trial_id = ${trialId} and ${isAnyOf(sql`b.review_id`, reviewIds)}
      and (b.review_id, b.criteria) not in (
        select a.review_id, a.criteria from jsonb_to_recordset(${given}::jsonb) as a (review_id uuid, criteria text))`);
}

const DERIVED = [
  'basis',
  'best',
  'best_on',
  'confirmed_best',
  'confirmed_best_on',
  'progression_on',
  'best_change_percent',
  'best_change_read_id',
  'last_evaluable_on',
  'components',
  'trace',
  'engine_version',
];

/** Changes the row that is there, if one of the columns differs: the same answer again leaves no audit entry. */
function onConflict(compared: readonly string[]): SQL {
  const written = compared.includes('charter_id') ? compared : [...compared, 'charter_id'];
  const list = (prefix: string, columns: readonly string[]) =>
    sql.raw(columns.map((each) => `${prefix}${each}`).join(', '));
  return sql`on conflict (trial_id, review_id, criteria) do update set (${list('', written)}) = row(${list('excluded.', written)})
    where (${list('best_response.', compared)}) is distinct from (${list('excluded.', compared)})`;
}
