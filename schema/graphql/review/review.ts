import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { Person } from '../person/person.ts';
import { Evaluator } from './evaluator.ts';

export const Review = builder.drizzleNode('review', {
  name: 'Review',
  description: "One evaluator's look at one subject.",
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    evaluator: t.field({ type: Evaluator, description: 'Who looks.', resolve: (review) => review.evaluator }),
    lesions: t.relation('lesions', {
      query: { orderBy: { code: 'asc' } },
      description: 'The lesions, by code.',
    }),
    reads: t.relation('reads', {
      args: {
        includeSuperseded: t.arg.boolean({
          defaultValue: false,
          description: 'Also the versions that no longer count.',
        }),
      },
      query: ({ includeSuperseded }) => ({
        where: includeSuperseded === true ? {} : { isCurrent: true },
        orderBy: (read) => [
          sql`(select p.assessed_on from timepoint p where p.trial_id = ${read.trialId} and p.id = ${read.timepointId})`,
          read.version,
        ],
      }),
      description:
        'The reads by date of the assessment, then by version; those that count, unless asked for all.',
    }),
    bestResponses: t.relation('bestResponses', {
      args: { criteria: t.arg.string({ description: 'Id of criteria; null: those by every criteria.' }) },
      query: ({ criteria }) => ({
        where: criteria == null ? {} : { criteria },
        orderBy: { criteria: 'asc' },
      }),
      description: 'The best overall response by each criteria.',
    }),
    reader: t.field({
      type: Person,
      nullable: true,
      description: 'The person who reads; null where nobody is assigned or names are withheld.',
      select: (_args, _context, nested) => ({ with: { assignment: { with: { person: nested() } } } }),
      resolve: ({ assignment }) => assignment?.person ?? null,
    }),
  }),
});
