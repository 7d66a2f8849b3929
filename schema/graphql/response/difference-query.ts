import { sql, type SQL } from 'drizzle-orm';
import type { AskedEvaluator } from '../review/evaluator.ts';

/**
 * Each part of a response whose stated word differs from the derived one, over the reads that count, by one criteria: columns
 * trial_id, subject_id, subject, evaluator, code, assessed_on, part, stated, derived.
 *
 * @param evaluator whose reviews; null: everybody's
 * @param criteria id; null: the primary criteria of the charter
 */
export function differingParts(
  trialId: string,
  evaluator: AskedEvaluator | null,
  criteria: string | null = null,
): SQL {
  const whose =
    evaluator === null
      ? sql``
      : evaluator === 'CENTRAL'
        ? sql`join central_review w on w.trial_id = v.trial_id and w.review_id = v.id`
        : sql`and v.evaluator = ${evaluator}`;
  return sql`
    select s.trial_id, s.id as subject_id, s.number as subject, v.evaluator, p.code, p.assessed_on, d.part, d.stated, d.derived
    from timepoint_response r
    join current_charter h on h.trial_id = r.trial_id and r.criteria = coalesce(${criteria}, h.primary_criteria)
    join read e on e.trial_id = r.trial_id and e.id = r.read_id and e.is_current
    join timepoint p on p.trial_id = e.trial_id and p.id = e.timepoint_id
    join subject s on s.trial_id = p.trial_id and s.id = p.subject_id
    join review v on v.trial_id = r.trial_id and v.id = r.review_id ${whose}
    cross join lateral (values
      ('TARGET', r.stated_target, r.target, 1), ('NON_TARGET', r.stated_non_target, r.non_target, 2),
      ('NEW_LESION', case r.stated_new_lesion when true then 'yes' when false then 'no' end, case r.has_new_lesion when true then 'yes' when false then 'no' end, 3),
      ('OVERALL', r.stated_overall, r.overall, 4)) d(part, stated, derived, place)
    where r.trial_id = ${trialId} and r.is_different and d.stated <> d.derived`;
}
