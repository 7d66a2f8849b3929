import { sql, type SQL } from 'drizzle-orm';
import type { AskedEvaluator } from '../review/evaluator.ts';

/** Which subjects count. */
export const POPULATIONS = ['ENROLLED', 'RANDOMISED', 'TREATED', 'EVALUABLE'] as const;
export type Population = (typeof POPULATIONS)[number];

/** Whose best responses are asked for, of which subjects. */
export interface Ask {
  readonly trialId: string;
  readonly evaluator: AskedEvaluator;
  /** Id of the criteria. */
  readonly criteria: string;
  readonly isConfirmed: boolean;
  readonly population: Population;
  /** Code of a planned arm; null: every arm. */
  readonly arm: string | null;
  /** Code of a site; null: every site. */
  readonly site: string | null;
}

/**
 * The subjects of a population, one row each, with the best response of the review asked for: relation `member` of a `with`.
 *
 * A subject without such a review, or without a best response, has `best` 'NE' and no change. `arm_id` and `arm` are null where
 * row-level security withholds the arm.
 */
export function memberOf(ask: Ask): SQL {
  const review =
    ask.evaluator === 'CENTRAL'
      ? sql`left join central_review v on v.trial_id = s.trial_id and v.subject_id = s.id`
      : sql`left join (select trial_id, subject_id, id as review_id from review where evaluator = ${ask.evaluator}) v on v.trial_id = s.trial_id and v.subject_id = s.id`;
  return sql`member as materialized (
    select s.trial_id, s.id, s.number, i.code as site, a.id as arm_id, a.code as arm, v.review_id,
      coalesce(${ask.isConfirmed ? sql`b.confirmed_best` : sql`b.best`}, 'NE') as best,
      coalesce(b.best, 'NE') as unconfirmed_best, coalesce(b.confirmed_best, 'NE') as confirmed_best,
      ${ask.isConfirmed ? sql`b.confirmed_best_on` : sql`b.best_on`} as best_on,
      b.best_change_percent, b.progression_on,
      c.first_dose_on, c.last_dose_on, c.off_treatment_on, c.new_therapy_on, c.last_contact_on, c.died_on, c.randomised_on
    from subject s
    join site i on i.trial_id = s.trial_id and i.id = s.site_id
    left join subject_course c on c.trial_id = s.trial_id and c.subject_id = s.id
    left join subject_arm sa on sa.trial_id = s.trial_id and sa.subject_id = s.id
    left join arm a on a.trial_id = sa.trial_id and a.id = sa.arm_id
    ${review}
    left join best_response b on b.trial_id = v.trial_id and b.review_id = v.review_id and b.criteria = ${ask.criteria}
    where s.trial_id = ${ask.trialId}
      and (${ask.arm}::text is null or a.code = ${ask.arm})
      and (${ask.site}::text is null or i.code = ${ask.site})
      and ${CONDITION[ask.population]})`;
}

const TREATED = sql`c.first_dose_on is not null and exists (select from timepoint p where p.trial_id = s.trial_id and p.subject_id = s.id and p.is_baseline)`;

const CONDITION: Readonly<Record<Population, SQL>> = {
  ENROLLED: sql`not coalesce(c.is_screen_failure, false)`,
  RANDOMISED: sql`c.randomised_on is not null`,
  TREATED: sql`(${TREATED})`,
  EVALUABLE: sql`(${TREATED} and b.last_evaluable_on is not null)`,
};
