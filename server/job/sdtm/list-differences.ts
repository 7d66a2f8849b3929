import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import type { ReportDifference } from './import-report.ts';

/** Each part of a trial's current responses that was stated otherwise than derived, by subject, evaluator and date. */
export async function listDifferences(
  tx: Transaction,
  trialId: string,
): Promise<readonly ReportDifference[]> {
  const { rows } = await tx.execute<{ difference: ReportDifference }>(sql`
    select jsonb_build_object('subject', s.number, 'evaluator', v.evaluator, 'timepoint', t.code, 'assessedOn', coalesce(r.read_on, t.assessed_on),
      'criteria', a.criteria, 'part', p.part, 'stated', p.stated, 'derived', p.derived) as difference
    from timepoint_response a
    join read r on r.trial_id = a.trial_id and r.id = a.read_id and r.is_current
    join review v on v.trial_id = a.trial_id and v.id = a.review_id
    join timepoint t on t.trial_id = a.trial_id and t.id = r.timepoint_id
    join subject s on s.trial_id = a.trial_id and s.id = v.subject_id
    cross join lateral (values
      (1, 'TARGET', a.stated_target, a.target),
      (2, 'NON_TARGET', a.stated_non_target, a.non_target),
      (3, 'NEW_LESION', case a.stated_new_lesion when true then 'Y' when false then 'N' end, case a.has_new_lesion when true then 'Y' when false then 'N' end),
      (4, 'OVERALL', a.stated_overall, a.overall)) p(position, part, stated, derived)
    where a.trial_id = ${trialId}::uuid and a.is_different and p.stated <> p.derived
    order by s.number, v.evaluator, coalesce(r.read_on, t.assessed_on), t.code, p.position`);
  return rows.map(({ difference }) => difference);
}
