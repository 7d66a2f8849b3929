import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';
import { WORDS_IN_ORDER } from '../response/word-meaning.ts';
import { differingParts } from '../response/difference-query.ts';

export const SUBJECT_SORTS = ['NUMBER', 'SITE', 'BEST', 'BEST_CHANGE', 'FIRST_DOSE', 'DURATION'] as const;
export type SubjectSort = (typeof SUBJECT_SORTS)[number];

/** Which subjects of a trial, and in which order. */
export interface SubjectAsk {
  readonly trialId: string;
  /** Part of a number or USUBJID, in any case; null: all. */
  readonly search: string | null;
  /** Code of a site; null: all. */
  readonly site: string | null;
  /** Central best responses; null: all. */
  readonly best: readonly string[] | null;
  /** Whether something stated differs from what was derived; null: either. */
  readonly hasDifference: boolean | null;
  readonly sort: SubjectSort;
  readonly isDescending: boolean;
}

const KEYS: Readonly<Record<SubjectSort, SQL>> = {
  NUMBER: sql`s.number`,
  SITE: sql`i.code`,
  BEST: sql`array_position(array(select jsonb_array_elements_text(${JSON.stringify(WORDS_IN_ORDER)}::jsonb)), best.best)`,
  BEST_CHANGE: sql`best.best_change_percent`,
  FIRST_DOSE: sql`c.first_dose_on`,
  DURATION: sql`coalesce(c.off_treatment_on, c.last_dose_on, c.last_contact_on) - c.first_dose_on`,
};

/** Ids of all subjects asked for, in order; those without what is sorted by last. One statement. */
export async function listSubjectIds(db: Transaction, ask: SubjectAsk): Promise<readonly string[]> {
  const pattern = ask.search === null ? null : `%${ask.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const words = ask.best === null ? null : JSON.stringify(ask.best);
  const direction = ask.isDescending ? sql`desc` : sql`asc`;
  const { rows } = await db.execute<{ id: string }>(sql`
    with difference as materialized (${ask.hasDifference === null ? sql`select null::uuid as subject_id where false` : differingParts(ask.trialId, null)})
    select s.id
    from subject s
    join site i on i.trial_id = s.trial_id and i.id = s.site_id
    left join subject_course c on c.trial_id = s.trial_id and c.subject_id = s.id
    left join (
      select v.subject_id, case when h.is_confirmed then b.confirmed_best else b.best end as best, b.best_change_percent
      from central_review v
      join current_charter h on h.trial_id = v.trial_id
      join best_response b on b.trial_id = v.trial_id and b.review_id = v.review_id and b.criteria = h.primary_criteria
      where v.trial_id = ${ask.trialId}) best on best.subject_id = s.id
    where s.trial_id = ${ask.trialId}
      and (${pattern}::text is null or s.number ilike ${pattern} or s.usubjid ilike ${pattern})
      and (${ask.site}::text is null or i.code = ${ask.site})
      and (${words}::jsonb is null or ${words}::jsonb ? coalesce(best.best, 'NE'))
      and (${ask.hasDifference}::boolean is null or ${ask.hasDifference} = (s.id in (select subject_id from difference)))
    order by ${KEYS[ask.sort]} ${direction} nulls last, s.number ${direction}`);
  return rows.map(({ id }) => id);
}
