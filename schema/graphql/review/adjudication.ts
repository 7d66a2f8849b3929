import { builder } from '../builder.ts';
import { Evaluator } from './evaluator.ts';

export const Adjudication = builder.drizzleObject('adjudication', {
  name: 'Adjudication',
  description:
    'Which review of a subject is accepted as the central result, where the readers do not settle it themselves.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Never reused.' }),
    acceptedEvaluator: t.field({
      type: Evaluator,
      description: 'Whose review is accepted.',
      select: { with: { acceptedReview: { columns: { evaluator: true } } } },
      resolve: ({ acceptedReview }) => acceptedReview.evaluator,
    }),
    variable: t.exposeString('variable', {
      nullable: true,
      description: 'What the readers differed on; null when a source accepted the review.',
    }),
    reason: t.exposeString('reason', { description: 'Why this review.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When.' }),
  }),
});
