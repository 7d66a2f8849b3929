import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { differingParts } from '../response/difference-query.ts';
import { Evaluator, type AskedEvaluator } from '../review/evaluator.ts';
import { Site } from '../site/site.ts';
import { Trial } from './trial.ts';

type Counts = {
  readonly trialId: string;
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
  readonly country: string | null;
  readonly subjects: number;
  readonly timepoints: number;
  readonly lockedReads: number;
  readonly differences: number;
};

const SiteRow = builder.objectRef<Counts>('SiteRow').implement({
  description: 'What a site has brought, counted from what the viewer may see.',
  fields: (t) => ({
    site: t.field({ type: Site, description: 'The site.', resolve: (row) => row }),
    subjects: t.exposeInt('subjects', { description: 'Its subjects.' }),
    timepoints: t.exposeInt('timepoints', { description: 'Their timepoints.' }),
    lockedReads: t.exposeInt('lockedReads', { description: 'Their reads that count and are locked.' }),
    differences: t.exposeInt('differences', {
      description: 'Their stated responses that differ from the derived ones.',
    }),
  }),
});

const SiteOrder = builder.enumType('SiteOrder', {
  description: 'How sites are ordered.',
  values: {
    CODE: { description: 'By code.' },
    SUBJECTS: { description: 'Most subjects first, then by code.' },
  },
});

builder.drizzleObjectField(Trial, 'sites', (t) =>
  t.field({
    type: [SiteRow],
    description: 'The sites and what they have brought.',
    args: { orderBy: t.arg({ type: SiteOrder, defaultValue: 'SUBJECTS', description: 'In which order.' }) },
    complexity: { field: 5, multiplier: 30 },
    resolve: async ({ id }, { orderBy }, { db }) => {
      const { rows } = await db.execute<Counts>(sql`
        with difference as (select subject_id, count(*) as parts from (${differingParts(id, null)}) d group by subject_id),
        assessed as (select subject_id, count(*) as timepoints from timepoint where trial_id = ${id} group by subject_id),
        locked as (select v.subject_id, count(*) as reads from review v
          join read r on r.trial_id = v.trial_id and r.review_id = v.id and r.is_current and r.state = 'LOCKED'
          where v.trial_id = ${id} group by v.subject_id),
        of_subject as (
          select s.site_id, s.id, d.parts, a.timepoints, l.reads as locked from subject s
          left join difference d on d.subject_id = s.id
          left join assessed a on a.subject_id = s.id
          left join locked l on l.subject_id = s.id
          where s.trial_id = ${id})
        select i.trial_id as "trialId", i.id, i.code, i.name, i.country, count(o.id)::int as subjects,
          coalesce(sum(o.timepoints), 0)::int as timepoints, coalesce(sum(o.locked), 0)::int as "lockedReads", coalesce(sum(o.parts), 0)::int as differences
        from site i left join of_subject o on o.site_id = i.id where i.trial_id = ${id}
        group by i.trial_id, i.id, i.code, i.name, i.country
        order by ${orderBy === 'CODE' ? sql`i.code` : sql`count(o.id) desc, i.code`}`);
      return rows;
    },
  }),
);

type Whose = { readonly evaluator: AskedEvaluator; readonly subjects: number };

const EvaluatorCount = builder.objectRef<Whose>('EvaluatorCount').implement({
  description: 'How many subjects an evaluator has reviews of.',
  fields: (t) => ({
    evaluator: t.field({ type: Evaluator, description: 'Who.', resolve: ({ evaluator }) => evaluator }),
    subjects: t.exposeInt('subjects', { description: 'Subjects with a review.' }),
  }),
});

builder.drizzleObjectField(Trial, 'evaluators', (t) =>
  t.field({
    type: [EvaluatorCount],
    description: 'Who has reviews here, CENTRAL first.',
    complexity: { field: 5, multiplier: 6 },
    resolve: async ({ id }, _args, { db }) => {
      const { rows } = await db.execute<Whose>(sql`
        select * from (
          select 'CENTRAL' as evaluator, count(review_id)::int as subjects from central_review where trial_id = ${id}
          union all
          select evaluator, count(*)::int from review where trial_id = ${id} group by evaluator) e
        where subjects > 0 order by array_position(array['CENTRAL', 'INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR', 'ALGORITHM'], evaluator)`);
      return rows;
    },
  }),
);
