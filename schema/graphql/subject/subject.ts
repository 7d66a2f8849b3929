import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { isUnblinded, showArms } from '../permission.ts';
import { SIGNATURES } from '../signature/signature.ts';
import { Review } from '../review/review.ts';
import { Arm } from '../trial/plan.ts';

/** No reader is told which read counts. */
const TOLD = sql`v.trial_id = any ((select private.clinical_trials())::uuid[])`;

const SubjectArm = builder.drizzleObject('subject', {
  variant: 'SubjectArm',
  description: 'The arm of a subject, or that it is withheld.',
  fields: (t) => ({
    isBlinded: t.boolean({
      description: 'Whether the arm is withheld from the viewer.',
      resolve: async ({ trialId }, _args, context) => !(await isUnblinded(context, trialId)),
    }),
    planned: t.field({
      type: Arm,
      nullable: true,
      description: 'Planned arm; null when not assigned or withheld.',
      select: (_args, _context, nested) => ({ with: { arm: { with: { planned: nested() } } } }),
      resolve: ({ trialId, arm }, _args, context) => showArms(context, trialId, arm?.planned ?? null),
    }),
    actual: t.field({
      type: Arm,
      nullable: true,
      description: 'Arm actually received; null when not treated or withheld.',
      select: (_args, _context, nested) => ({ with: { arm: { with: { actual: nested() } } } }),
      resolve: ({ trialId, arm }, _args, context) => showArms(context, trialId, arm?.actual ?? null),
    }),
    reasonWithout: t.string({
      nullable: true,
      description: 'Why there is no arm (SDTM ARMNRS); null when there is one or it is withheld.',
      select: { with: { arm: { columns: { reasonWithout: true } } } },
      resolve: ({ trialId, arm }, _args, context) => showArms(context, trialId, arm?.reasonWithout ?? null),
    }),
  }),
});

const CENTRAL_REASONS: Readonly<Record<string, string>> = {
  ADJUDICATED: 'adjudicated',
  NO_CENTRAL_READ: 'no central read',
  SINGLE_READ: 'single read',
  READS_PENDING: 'reads pending',
  READERS_AGREE: 'readers agree',
  TO_ADJUDICATE: 'readers differ, not adjudicated yet',
};

export const Subject = builder.drizzleNode('subject', {
  name: 'Subject',
  description: 'A person in the trial, known by number only.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    number: t.exposeString('number', {
      description: 'Subject number as people say it, unique in the trial.',
    }),
    usubjid: t.exposeString('usubjid', { description: 'SDTM USUBJID.' }),
    site: t.relation('site', { description: 'The site that enrolled the subject.' }),
    trial: t.relation('trial', { description: 'The trial.' }),
    country: t.exposeString('country', {
      nullable: true,
      description: 'ISO 3166-1 alpha-3; null when not told.',
    }),
    sex: t.exposeString('sex', { nullable: true, description: 'SDTM SEX; null when not told.' }),
    ageYears: t.exposeInt('ageYears', {
      nullable: true,
      description: 'Age at consent or reference start, years; null when not told.',
    }),
    race: t.exposeString('race', { nullable: true, description: 'SDTM RACE; null when not told.' }),
    isFdgAvid: t.exposeBoolean('isFdgAvid', {
      nullable: true,
      description: 'Whether the lymphoma takes up FDG at baseline (Lugano, LYRIC); null when not told.',
    }),
    arm: t.variant(SubjectArm, { description: 'The arm, or that it is withheld.' }),
    course: t.relation('course', {
      nullable: true,
      description: 'The dates that count; null where they are withheld.',
    }),
    timepoints: t.relation('timepoints', {
      query: { orderBy: { assessedOn: 'asc', code: 'asc' } },
      description: 'The assessments, by date.',
    }),
    reviews: t.relation('reviews', {
      query: { orderBy: { evaluator: 'asc' } },
      description: 'The reviews that the viewer may see, by evaluator.',
    }),
    centralReview: t.field({
      type: Review,
      nullable: true,
      description:
        'The review that is accepted as the central result; null when there is none yet or it may not be seen.',
      select: (_args, _context, nested) => ({
        with: { reviews: nested({ orderBy: { evaluator: 'asc' } }) },
        extras: {
          centralReviewId: (subject) =>
            sql<
              string | null
            >`(select v.review_id from central_review v where v.trial_id = ${subject.trialId} and v.subject_id = ${subject.id} and ${TOLD})`,
        },
      }),
      resolve: ({ reviews, centralReviewId }) => reviews.find(({ id }) => id === centralReviewId) ?? null,
    }),
    centralReason: t.string({
      description: 'Why that review: readers agree, adjudicated, single read … or why there is none.',
      select: {
        extras: {
          centralRule: (subject) =>
            sql<
              string | null
            >`(select v.rule from central_review v where v.trial_id = ${subject.trialId} and v.subject_id = ${subject.id} and ${TOLD})`,
        },
      },
      resolve: ({ centralRule }) => CENTRAL_REASONS[centralRule ?? 'NO_CENTRAL_READ'] ?? 'no central read',
    }),
    adjudication: t.relation('adjudication', {
      nullable: true,
      description: 'The adjudication; null without one.',
    }),
    signatures: t.relation('signatures', SIGNATURES),
    exposures: t.relation('exposures', {
      query: { orderBy: { startedOn: 'asc', id: 'asc' } },
      description: 'Intervals of treatment, by date; empty where they are withheld.',
    }),
    events: t.relation('events', {
      query: { orderBy: { occurredOn: 'asc', id: 'asc' } },
      description: 'What else happened, by date; empty where it is withheld.',
    }),
    previous: t.drizzleField({
      type: 'subject',
      nullable: true,
      description: 'The subject before, by number.',
      resolve: async (query, { trialId, number }, _args, { db }) =>
        (await db.query.subject
          .findFirst(query({ where: { trialId, number: { lt: number } }, orderBy: { number: 'desc' } }))
          .execute()) ?? null,
    }),
    next: t.drizzleField({
      type: 'subject',
      nullable: true,
      description: 'The subject after, by number.',
      resolve: async (query, { trialId, number }, _args, { db }) =>
        (await db.query.subject
          .findFirst(query({ where: { trialId, number: { gt: number } }, orderBy: { number: 'asc' } }))
          .execute()) ?? null,
    }),
  }),
});

builder.queryField('subject', (t) =>
  t.drizzleField({
    type: Subject,
    nullable: true,
    description: 'A subject of a trial by its number; null when not there or not readable.',
    args: {
      protocol: t.arg.string({ required: true, description: 'Protocol number.' }),
      number: t.arg.string({ required: true, description: 'Subject number.' }),
    },
    resolve: async (query, _root, { protocol, number }, { db }) =>
      (await db.query.subject.findFirst(query({ where: { number, trial: { protocol } } })).execute()) ?? null,
  }),
);
