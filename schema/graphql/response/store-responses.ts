import { insertRows } from '@readout/db/insert-rows.ts';
import { isAnyOf } from '@readout/db/is-any-of.ts';
import { newId } from '@readout/db/new-id.ts';
import { timepointResponse } from '@readout/db/table/response.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';
import type { Derived } from './derive-reviews.ts';
import type { DerivedResponse } from './derive-review.ts';
import { statedColumns, type StatedResponse } from './stated-response.ts';

/** Whose answers are stored, and the charter they were derived by. */
export interface StoreTarget {
  readonly trialId: string;
  readonly reviewIds: readonly string[];
  readonly charterId: string;
  /** Criteria whose settings the charter before had already: of their answers those that stay the same are not written again. */
  readonly keptCriteria: ReadonlySet<string>;
}

/** What is stated of reads that are being submitted. */
interface Stated {
  readonly of: ReadonlyMap<string, readonly StatedResponse[]>;
  readonly reviewOfRead: ReadonlyMap<string, string>;
}

/** Stores the responses of reads beside what is stated of them. Audited: what differs from what was stored. */
export async function storeResponses(
  tx: Transaction,
  { trialId, charterId, keptCriteria }: StoreTarget,
  responses: readonly Derived<DerivedResponse>[],
  stated: Stated,
): Promise<void> {
  const isSubmitted = ({ readId }: { readonly readId: string }) => stated.of.has(readId);
  const statedOf = (readId: string, criteria: string) =>
    stated.of.get(readId)?.find((one) => one.criteria === criteria);
  const answered = new Set(responses.map(({ readId, criteria }) => `${readId} ${criteria}`));
  const unanswered = [...stated.of].flatMap(([readId, each]) =>
    each
      .filter(({ criteria }) => !answered.has(`${readId} ${criteria}`))
      .map((one) => ({
        trialId,
        id: newId(),
        readId,
        reviewId: stated.reviewOfRead.get(readId) ?? '',
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
  await insertRows(
    tx,
    timepointResponse,
    [...submitted, ...unanswered],
    onConflict([...STATED, ...DERIVED, 'charter_id']),
  );
  const rowsOf = (isKept: boolean) =>
    responses
      .filter((each) => !isSubmitted(each) && keptCriteria.has(each.criteria) === isKept)
      .map((each) => ({ trialId, id: newId(), ...statedKey(each), ...derivedColumns(each, charterId) }));
  await insertRows(tx, timepointResponse, rowsOf(false), onConflict([...DERIVED, 'charter_id']));
  await insertRows(tx, timepointResponse, rowsOf(true), onConflict(DERIVED));
}

/**
 * Takes back what was derived and is not derived any more, of the reads that count: by criteria that the charter no longer names, or
 * of a read that can no longer be judged. A row that holds nothing else goes; one with a statement keeps that.
 */
export async function withdrawResponses(
  tx: Transaction,
  { trialId, reviewIds }: StoreTarget,
  responses: readonly Derived<DerivedResponse>[],
): Promise<void> {
  const answered = JSON.stringify(responses.map(({ readId, criteria }) => ({ read_id: readId, criteria })));
  const isGone = sql`r.trial_id = ${trialId} and ${isAnyOf(sql`r.review_id`, reviewIds)} and r.charter_id is not null
    and exists (select from read e where e.trial_id = r.trial_id and e.id = r.read_id and e.is_current)
    and (r.read_id, r.criteria) not in (
      select a.read_id, a.criteria from jsonb_to_recordset(${answered}::jsonb) as a (read_id uuid, criteria text))`;
  await tx.execute(sql`
    delete from timepoint_response r where ${isGone}
      and num_nonnulls(${sql.raw(STATED.map((column) => `r.${column}`).join(', '))}) = 0`);
  const nothing = sql.raw(
    [...DERIVED, 'charter_id'].map((column) => (column === 'components' ? `'{}'` : 'null')).join(', '),
  );
  const columns = sql.raw([...DERIVED, 'charter_id'].join(', '));
  await tx.execute(sql`update timepoint_response r set (${columns}) = row(${nothing}) where ${isGone}`);
}

const statedKey = ({ readId, reviewId, criteria }: Derived<DerivedResponse>) => ({
  readId,
  reviewId,
  criteria,
});

const derivedColumns = (
  { readId: _read, reviewId: _review, criteria: _criteria, ...derived }: Derived<DerivedResponse>,
  charterId: string,
) => ({ ...derived, charterId });

const NOTHING_DERIVED = {
  sum: null,
  changeFromBaselinePercent: null,
  changeFromNadirPercent: null,
  target: null,
  nonTarget: null,
  hasNewLesion: null,
  overall: null,
  components: {},
  trace: null,
  charterId: null,
  engineVersion: null,
};

const STATED = [
  'stated_target',
  'stated_non_target',
  'stated_new_lesion',
  'stated_overall',
  'stated_sum',
  'stated_components',
];
const DERIVED = [
  'sum',
  'change_from_baseline_percent',
  'change_from_nadir_percent',
  'target',
  'non_target',
  'has_new_lesion',
  'overall',
  'components',
  'trace',
  'engine_version',
];

/** Changes the row that is there, if one of the columns differs: the same answer again leaves no audit entry. */
function onConflict(compared: readonly string[]): SQL {
  const written = compared.includes('charter_id') ? compared : [...compared, 'charter_id'];
  const list = (prefix: string, columns: readonly string[]) =>
    sql.raw(columns.map((each) => `${prefix}${each}`).join(', '));
  return sql`on conflict (trial_id, read_id, criteria) do update set (${list('', written)}) = row(${list('excluded.', written)})
    where (${list('timepoint_response.', compared)}) is distinct from (${list('excluded.', compared)})`;
}
