import { meaningOf } from '@readout/criteria';
import { builder } from '../builder.ts';
import { encodeNodeId } from '../node-id.ts';
import { ResponseMeaning } from '../response/response-meaning.ts';
import { Evaluator } from '../review/evaluator.ts';
import { AMENDMENT_EFFECTS, ANSWER_PARTS, type AnswerChange as Change } from './answer-change.ts';

export const AnswerPart = builder.enumType('AnswerPart', {
  description: 'Which answer would be another one.',
  values: {
    TIMEPOINT: { description: 'The overall response of a timepoint.' },
    BEST: { description: 'The best overall response, confirmation not asked for.' },
    CONFIRMED_BEST: { description: 'The best overall response, confirmation asked for.' },
    PROGRESSION_DATE: { description: 'The date of progression.' },
    CENTRAL_REVIEW: { description: 'Why a review is central, or none is; before and after name the rule.' },
  } satisfies Record<(typeof ANSWER_PARTS)[number], object>,
});

export const AmendmentEffect = builder.enumType('AmendmentEffect', {
  description: 'What an amendment does to an answer.',
  values: {
    CHANGED: { description: 'By criteria that stay in the charter: it would be another one.' },
    ADDED: { description: 'By criteria that come into the charter.' },
    WITHDRAWN: { description: 'By criteria that go out of the charter.' },
  } satisfies Record<(typeof AMENDMENT_EFFECTS)[number], object>,
});

/** A change with the trial it is in. */
export interface ChangeOfTrial extends Change {
  readonly trialId: string;
}

export const AnswerChange = builder.objectRef<ChangeOfTrial>('AnswerChange').implement({
  description: 'An answer that would be another one.',
  fields: (t) => ({
    subject: t.exposeString('subject', { description: "The subject's number." }),
    subjectId: t.id({
      description: 'Id of the Subject.',
      resolve: ({ trialId, subjectId }) => encodeNodeId('Subject', { trialId, id: subjectId }),
    }),
    evaluator: t.field({
      type: Evaluator,
      description: 'Whose review; CENTRAL for CENTRAL_REVIEW.',
      resolve: ({ evaluator }) => evaluator,
    }),
    criteria: t.exposeString('criteria', { description: 'Id of the criteria.' }),
    effect: t.field({
      type: AmendmentEffect,
      description: 'What the amendment does to it.',
      resolve: ({ effect }) => effect,
    }),
    part: t.field({ type: AnswerPart, description: 'Which answer.', resolve: ({ part }) => part }),
    timepoint: t.exposeString('timepoint', {
      nullable: true,
      description: 'Code of the timepoint, of a TIMEPOINT; else null.',
    }),
    before: t.exposeString('before', {
      nullable: true,
      description: 'The answer that is stored: a word, or a date; null: none.',
    }),
    beforeMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What that word says of the disease; null for a date, or no answer.',
      resolve: ({ before }) => meaningOf(before),
    }),
    after: t.exposeString('after', {
      nullable: true,
      description: 'The answer by the proposed charter: a word, or a date; null: none.',
    }),
    afterMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What that word says of the disease; null for a date, or no answer.',
      resolve: ({ after }) => meaningOf(after),
    }),
  }),
});
