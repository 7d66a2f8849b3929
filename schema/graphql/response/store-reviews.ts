import { insertRows } from '@readout/db/insert-rows.ts';
import { isAnyOf } from '@readout/db/is-any-of.ts';
import { newId } from '@readout/db/new-id.ts';
import { bestResponse, timepointResponse } from '@readout/db/table/response.ts';
import { charter } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { ENGINE_VERSION } from '@readout/criteria';
import { deriveReview, type DerivedBest, type DerivedResponse } from './derive-review.ts';
import { listReviewsToDerive } from './list-reviews-to-derive.ts';
import { statedColumns, type StatedResponse } from './stated-response.ts';

export interface ReviewsToStore {
  readonly trialId: string;
  readonly reviewIds: readonly string[];
  /** BEST: the best responses alone, for those who may not write responses of reads. */
  readonly what: 'ALL' | 'BEST';
  /** What is stated of reads that are being submitted. */
  readonly stated?: ReadonlyMap<string, readonly StatedResponse[]>;
}

type Derived<Row> = Row & { readonly reviewId: string; readonly criteria: string };

/**
 * Derives reviews by the charter that holds and stores the answers: the response at each read, and the best response of the locked ones.
 *
 * Part of the transaction that changes a read. Audited: what differs from what was stored.
 */
export async function storeReviews(
  tx: Transaction,
  { trialId, reviewIds, what, stated = new Map() }: ReviewsToStore,
): Promise<void> {
  if (reviewIds.length === 0) return;
  const [held] = await tx
    .select({ id: charter.id, criteria: charter.criteria })
    .from(charter)
    .where(eq(charter.trialId, trialId))
    .orderBy(desc(charter.version))
    .limit(1)
    .execute();
  if (held === undefined) return;
  const responses: Derived<DerivedResponse>[] = [];
  const bests: Derived<DerivedBest>[] = [];
  const reviewOfRead = new Map<string, string>();
  for (const { reviewId, statedOveralls, ...material } of await listReviewsToDerive(tx, trialId, reviewIds)) {
    for (const { criteria, settings } of held.criteria) {
      const reads = material.reads.map((each) => ({
        ...each,
        statedOverall:
          stated.get(each.readId)?.find((one) => one.criteria === criteria)?.overall ??
          statedOveralls.get(`${each.readId} ${criteria}`) ??
          null,
      }));
      const derived = deriveReview({ ...material, reads, criteria, settings });
      responses.push(...derived.responses.map((each) => ({ ...each, reviewId, criteria })));
      if (derived.best !== null) bests.push({ ...derived.best, reviewId, criteria });
    }
    for (const { readId } of material.reads) reviewOfRead.set(readId, reviewId);
  }
  if (what === 'ALL') await storeResponses(tx, trialId, held.id, responses, stated, reviewOfRead);
  await storeBests(tx, trialId, held.id, reviewIds, bests);
}

async function storeResponses(
  tx: Transaction,
  trialId: string,
  charterId: string,
  responses: readonly Derived<DerivedResponse>[],
  stated: NonNullable<ReviewsToStore['stated']>,
  reviewOfRead: ReadonlyMap<string, string>,
): Promise<void> {
  const isSubmitted = ({ readId }: { readonly readId: string }) => stated.has(readId);
  const statedOf = (readId: string, criteria: string) =>
    stated.get(readId)?.find((one) => one.criteria === criteria);
  const answered = new Set(responses.map(({ readId, criteria }) => `${readId} ${criteria}`));
  const unanswered = [...stated].flatMap(([readId, each]) =>
    each
      .filter(({ criteria }) => !answered.has(`${readId} ${criteria}`))
      .map((one) => ({
        trialId,
        id: newId(),
        readId,
        reviewId: reviewOfRead.get(readId) ?? '',
        criteria: one.criteria,
        ...statedColumns(one),
        ...NOTHING_DERIVED,
      })),
  );
  const submitted = responses.filter(isSubmitted).map((each) => ({
    trialId,
    id: newId(),
    ...statedKey(each),
    ...statedColumns(statedOf(each.readId, each.criteria)),
    ...derivedColumns(each, charterId),
  }));
  await insertRows(tx, timepointResponse, [...submitted, ...unanswered], onConflict([...STATED, ...DERIVED]));
  const others = responses
    .filter((each) => !isSubmitted(each))
    .map((each) => ({ trialId, id: newId(), ...statedKey(each), ...derivedColumns(each, charterId) }));
  await insertRows(tx, timepointResponse, others, onConflict(DERIVED));
}

const statedKey = ({ readId, reviewId, criteria }: Derived<DerivedResponse>) => ({
  readId,
  reviewId,
  criteria,
});

const derivedColumns = (
  {
    sum,
    changeFromBaselinePercent,
    changeFromNadirPercent,
    target,
    nonTarget,
    hasNewLesion,
    overall,
    trace,
  }: DerivedResponse,
  charterId: string,
) => ({
  sum,
  changeFromBaselinePercent,
  changeFromNadirPercent,
  target,
  nonTarget,
  hasNewLesion,
  overall,
  trace,
  charterId,
  engineVersion: ENGINE_VERSION,
});

const NOTHING_DERIVED = {
  sum: null,
  changeFromBaselinePercent: null,
  changeFromNadirPercent: null,
  target: null,
  nonTarget: null,
  hasNewLesion: null,
  overall: null,
  trace: null,
  charterId: null,
  engineVersion: null,
};

const STATED = ['stated_target', 'stated_non_target', 'stated_new_lesion', 'stated_overall', 'stated_sum'];
const DERIVED = [
  'sum',
  'change_from_baseline_percent',
  'change_from_nadir_percent',
  'target',
  'non_target',
  'has_new_lesion',
  'overall',
  'trace',
  'charter_id',
  'engine_version',
];

/** Changes the row that is there, if one of the columns differs: the same answer again leaves no audit entry. */
function onConflict(columns: readonly string[]): SQL {
  const list = (prefix: string) => sql.raw(columns.map((each) => `${prefix}${each}`).join(', '));
  return sql`on conflict (trial_id, read_id, criteria) do update set (${list('')}) = row(${list('excluded.')}) where (${list('timepoint_response.')}) is distinct from (${list('excluded.')})`;
}

const BEST_COLUMNS =
  'basis, best, best_on, confirmed_best, confirmed_best_on, progression_on, best_change_percent, best_change_read_id, last_evaluable_on, trace, charter_id, engine_version'.split(
    ', ',
  );

async function storeBests(
  tx: Transaction,
  trialId: string,
  charterId: string,
  reviewIds: readonly string[],
  bests: readonly Derived<DerivedBest>[],
): Promise<void> {
  const list = (prefix: string) => sql.raw(BEST_COLUMNS.map((each) => `${prefix}${each}`).join(', '));
  await insertRows(
    tx,
    bestResponse,
    bests.map((each) => ({ trialId, id: newId(), ...each, charterId })),
    sql`on conflict (trial_id, review_id, criteria) do update set (${list('')}) = row(${list('excluded.')}) where (${list('best_response.')}) is distinct from (${list('excluded.')})`,
  );
  const kept = new Set(bests.map(({ reviewId }) => reviewId));
  const without = reviewIds.filter((id) => !kept.has(id));
  if (without.length > 0)
    await tx
      .delete(bestResponse)
      .where(and(eq(bestResponse.trialId, trialId), isAnyOf(bestResponse.reviewId, without)))
      .execute();
}
