import { resolveOffsetConnection } from '@pothos/plugin-relay';
import { sql } from 'drizzle-orm';
import { builder, LIST_ROWS } from '../builder.ts';
import { encodeNodeId } from '../node-id.ts';
import { Evaluator, type AskedEvaluator } from '../review/evaluator.ts';
import { getChosen } from '../trial/chosen-criteria.ts';
import { Trial } from '../trial/trial.ts';
import { differingParts } from './difference-query.ts';

type Row = {
  readonly trialId: string;
  readonly id: string;
  readonly subject: string;
  readonly evaluator: AskedEvaluator;
  readonly timepoint: string;
  readonly assessedOn: string;
  readonly part: string;
  readonly stated: string;
  readonly derived: string;
};

const Difference = builder.objectRef<Row>('Difference').implement({
  description: 'A part of a response whose stated word differs from the derived one.',
  fields: (t) => ({
    subject: t.exposeString('subject', { description: "The subject's number." }),
    subjectId: t.id({ description: 'Id of the Subject.', resolve: (row) => encodeNodeId('Subject', row) }),
    evaluator: t.field({
      type: Evaluator,
      description: 'Whose read.',
      resolve: ({ evaluator }) => evaluator,
    }),
    timepoint: t.exposeString('timepoint', { description: 'Code of the timepoint.' }),
    assessedOn: t.expose('assessedOn', { type: 'Date', description: 'Date of the assessment.' }),
    part: t.exposeString('part', { description: 'TARGET, NON_TARGET, NEW_LESION or OVERALL.' }),
    stated: t.exposeString('stated', { description: 'As stated; yes or no for a new lesion.' }),
    derived: t.exposeString('derived', { description: 'As derived from the measurements.' }),
  }),
});

builder.drizzleObjectField(Trial, 'differences', (t) =>
  t.connection(
    {
      type: Difference,
      description: 'Stated responses that differ from the derived ones, by subject, date and evaluator.',
      args: {
        evaluator: t.arg({ type: Evaluator, description: "Whose reviews; null: everybody's." }),
        criteria: t.arg.string({ description: "Id of criteria of the charter; null: the primary one's." }),
      },
      select: { with: { charters: { orderBy: { version: 'desc' }, limit: 1 } } },
      complexity: ({ first }) => ({ field: 5, multiplier: Math.ceil((first ?? 20) / LIST_ROWS) }),
      resolve: async ({ id, charters }, args, { db }) => {
        const { criteria } = getChosen(charters[0]?.criteria ?? [], args.criteria ?? null);
        const found = sql`${differingParts(id, args.evaluator ?? null, criteria)}`;
        const { rows: counted } = await db.execute<{ count: number }>(
          sql`select count(*)::int as count from (${found}) d`,
        );
        const totalCount = counted[0]?.count ?? 0;
        const page = await resolveOffsetConnection(
          { args, totalCount, maxSize: 500 },
          async ({ limit, offset }) => {
            const { rows } = await db.execute<Row>(sql`
            select trial_id as "trialId", subject_id as id, subject, evaluator, code as timepoint, assessed_on::text as "assessedOn", part, stated, derived
            from (${found}) d order by subject, d.assessed_on, evaluator, code, part limit ${limit}::bigint offset ${offset}::bigint`);
            return rows;
          },
        );
        return { ...page, totalCount };
      },
    },
    {
      description: 'A page of differences.',
      fields: (c) => ({
        totalCount: c.int({
          description: 'Differences on all pages.',
          resolve: (page) => ('totalCount' in page ? Number(page.totalCount) : 0),
        }),
      }),
    },
    { description: 'A difference and its place.' },
  ),
);
