import { resolveOffsetConnection } from '@pothos/plugin-relay';
import { builder, LIST_ROWS } from '../builder.ts';
import { Evaluator } from '../review/evaluator.ts';
import { CharterCriteria } from '../trial/charter.ts';
import { AmendmentEffect, AnswerChange, AnswerPart } from './answer-change-type.ts';
import type { AnswerPart as Part } from './answer-change.ts';
import type { AmendmentComparison } from './compare-amendment.ts';
import {
  compareCriteria,
  CRITERIA_STANDINGS,
  type CharterTerms,
  type HeldCharter,
  type StandingCriteria,
} from './proposed-charter.ts';

/** What a client is shown of an amendment before it is adopted. */
export interface Preview extends AmendmentComparison {
  readonly trialId: string;
  readonly held: HeldCharter;
  readonly proposed: CharterTerms;
}

const CriteriaStanding = builder.enumType('CriteriaStanding', {
  description: 'How criteria of a proposed charter stand to the one that holds.',
  values: {
    KEPT: { description: 'In both, with the same settings.' },
    RESET: { description: 'In both, with other settings.' },
    ADDED: { description: 'New.' },
    DROPPED: { description: 'No longer named.' },
  } satisfies Record<(typeof CRITERIA_STANDINGS)[number], object>,
});

interface OfCriteria extends StandingCriteria {
  readonly changes: AmendmentComparison['changes'];
}

const countSubjects = (changes: AmendmentComparison['changes']): number =>
  new Set(changes.map(({ subjectId }) => subjectId)).size;
const countPart =
  (part: Part) =>
  ({ changes }: OfCriteria): number =>
    changes.filter((each) => each.part === part).length;

const AmendedCriteria = builder.objectRef<OfCriteria>('AmendedCriteria').implement({
  description: 'What an amendment does to the answers by one criteria.',
  fields: (t) => ({
    criteria: t.field({
      type: CharterCriteria,
      description: 'The criteria as proposed; those that are dropped as they were.',
      resolve: ({ criteria }) => criteria,
    }),
    standing: t.field({
      type: CriteriaStanding,
      description: 'How they stand to the charter that holds.',
      resolve: ({ standing }) => standing,
    }),
    subjects: t.int({
      description: 'Subjects with an answer that would be another one.',
      resolve: ({ changes }) => countSubjects(changes),
    }),
    timepoints: t.int({
      description: 'Responses of timepoints that would be others.',
      resolve: countPart('TIMEPOINT'),
    }),
    bests: t.int({ description: 'Best responses that would be others.', resolve: countPart('BEST') }),
    confirmedBests: t.int({
      description: 'Confirmed best responses that would be others; 0 by criteria without confirmation.',
      resolve: countPart('CONFIRMED_BEST'),
    }),
    progressionDates: t.int({
      description: 'Dates of progression that would be others.',
      resolve: countPart('PROGRESSION_DATE'),
    }),
  }),
});

export const CharterAmendmentPreview = builder.objectRef<Preview>('CharterAmendmentPreview').implement({
  description: 'What adopting a charter would do to the answers of a trial. Nothing of it is written.',
  fields: (t) => ({
    heldVersion: t.int({
      description: 'Version of the charter that holds.',
      resolve: ({ held }) => held.version,
    }),
    version: t.int({
      description: 'Version that the amendment would have.',
      resolve: ({ held }) => held.version + 1,
    }),
    criteria: t.field({
      type: [CharterCriteria],
      description: 'The criteria then, the primary one first.',
      resolve: ({ proposed }) => proposed.criteria,
    }),
    readDesign: t.string({
      description: 'SINGLE, or DOUBLE_WITH_ADJUDICATION.',
      resolve: ({ proposed }) => proposed.readDesign,
    }),
    adjudicationVariable: t.string({
      description: 'What two readers must agree on.',
      resolve: ({ proposed }) => proposed.adjudicationVariable,
    }),
    isSequential: t.boolean({
      description: 'Whether a timepoint opens to a reader only when the one before is locked.',
      resolve: ({ proposed }) => proposed.isSequential,
    }),
    subjects: t.exposeInt('subjects', { description: 'Subjects with a review.' }),
    reviews: t.exposeInt('reviews', { description: 'Reviews that were derived anew for this.' }),
    subjectsChanged: t.int({
      description: 'Subjects with an answer that would be changed or withdrawn.',
      resolve: ({ changes }) => countSubjects(changes.filter(({ effect }) => effect !== 'ADDED')),
    }),
    centralReviewsChanged: t.int({
      description: 'Subjects whose central review would be decided by another rule.',
      resolve: ({ changes }) => changes.filter(({ part }) => part === 'CENTRAL_REVIEW').length,
    }),
    byCriteria: t.field({
      type: [AmendedCriteria],
      description: 'The same by criteria: those of the proposed charter in its order, then those dropped.',
      resolve: ({ held, proposed, changes }) => {
        const changesOf = Map.groupBy(
          changes.filter(({ part }) => part !== 'CENTRAL_REVIEW'),
          ({ criteria }) => criteria,
        );
        return compareCriteria(held, proposed).map((each) => ({
          ...each,
          changes: changesOf.get(each.criteria.criteria) ?? [],
        }));
      },
    }),
    changes: t.connection(
      {
        type: AnswerChange,
        description:
          'The answers that would be others, by subject, evaluator, criteria and date; then the central reviews. 1000 a page at most.',
        args: {
          effects: t.arg({
            type: [AmendmentEffect],
            defaultValue: ['CHANGED', 'WITHDRAWN'],
            description: 'What is done to them.',
          }),
          criteria: t.arg.string({ description: 'Id of criteria; null: by every criteria.' }),
          evaluator: t.arg({ type: Evaluator, description: "Whose review; null: everybody's." }),
          parts: t.arg({ type: [AnswerPart], description: 'Which answers; null: all.' }),
        },
        complexity: ({ first }) => ({ field: 5, multiplier: Math.ceil((first ?? 20) / LIST_ROWS) }),
        resolve: async ({ trialId, changes }, args) => {
          const found = changes.filter(
            ({ effect, criteria, evaluator, part }) =>
              (args.effects ?? []).includes(effect) &&
              (args.criteria == null || args.criteria === criteria) &&
              (args.evaluator == null || args.evaluator === evaluator) &&
              (args.parts == null || args.parts.includes(part)),
          );
          const totalCount = found.length;
          const page = await resolveOffsetConnection(
            { args, totalCount, maxSize: 1000 },
            ({ limit, offset }) => found.slice(offset, offset + limit).map((each) => ({ ...each, trialId })),
          );
          return { ...page, totalCount };
        },
      },
      {
        description: 'A page of answers that would be others.',
        fields: (c) => ({
          totalCount: c.int({
            description: 'Those on all pages.',
            resolve: (page) => ('totalCount' in page ? Number(page.totalCount) : 0),
          }),
        }),
      },
      { description: 'An answer that would be another one, and its place.' },
    ),
    fingerprint: t.exposeString('fingerprint', {
      description: 'Names this preview; `amendCharter` adopts what was looked at or nothing.',
    }),
  }),
});
