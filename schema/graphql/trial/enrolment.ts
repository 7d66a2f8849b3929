import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { Trial } from './trial.ts';

type Row = { readonly month: string; readonly enrolled: number; readonly planned: number | null };

const EnrolmentPoint = builder.objectRef<Row>('EnrolmentPoint').implement({
  description: 'Enrolment up to the end of a month.',
  fields: (t) => ({
    month: t.expose('month', { type: 'Date', description: 'First day of the month.' }),
    enrolled: t.exposeInt('enrolled', {
      description: 'Subjects enrolled up to the end of the month, screen failures left out.',
    }),
    planned: t.exposeFloat('planned', {
      nullable: true,
      description:
        'Subjects planned by the end of the month, evenly over the planned time of enrolment; null when not planned.',
    }),
  }),
});

builder.drizzleObjectField(Trial, 'enrolment', (t) =>
  t.field({
    type: [EnrolmentPoint],
    description:
      'Enrolment month by month, from the first subject or plan on; empty where courses are withheld.',
    complexity: { field: 5, multiplier: 40 },
    resolve: async ({ id }, _args, { db }) => {
      const { rows } = await db.execute<Row>(sql`
        with enrolled as (
          select coalesce(c.randomised_on, c.consented_on, c.first_dose_on) as at from subject_course c
          where c.trial_id = ${id} and not c.is_screen_failure and coalesce(c.randomised_on, c.consented_on, c.first_dose_on) is not null),
        span as (
          select date_trunc('month', least(min(e.at), min(t.first_planned_on))::timestamp) as first_month,
            date_trunc('month', greatest(max(e.at), max(t.last_planned_on))::timestamp) as last_month, count(e.at) as subjects
          from trial t left join enrolled e on true where t.id = ${id})
        select m::date::text as month, (select count(*)::int from enrolled e where e.at < m + interval '1 month') as enrolled,
          t.planned_subjects * least(1, greatest(0, ((m + interval '1 month')::date - t.first_planned_on)::float8 / nullif(t.last_planned_on + 1 - t.first_planned_on, 0))) as planned
        from trial t, span s, generate_series(s.first_month, s.last_month, interval '1 month') m
        where t.id = ${id} and s.subjects > 0 order by m`);
      return rows;
    },
  }),
);
