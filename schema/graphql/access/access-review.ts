import { Refusal } from '@readout/db/refusal.ts';
import type { ReviewedRole } from '@readout/db/table/access-review.ts';
import { transact } from '@readout/db/transact.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { getWritten } from '../get-written.ts';
import { decodeNodeId } from '../node-id.ts';
import { Role } from '../person/person.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { SIGNATURES } from '../signature/signature.ts';
import { Trial } from '../trial/trial.ts';
import { reviewAccess } from './review-access.ts';

const AccessVerdict = builder.enumType('AccessVerdict', {
  description: 'What a review of access says of a role.',
  values: {
    KEEP: { description: 'It stays.' },
    REVOKE: { description: 'It was revoked by the review.' },
    OWN: { description: "The reviewer's own: another administrator judges it." },
  },
});

const ReviewedRoleRef = builder.objectRef<ReviewedRole>('ReviewedRole').implement({
  description: 'A role that a review of access looked at, as it was held then.',
  fields: (t) => ({
    personId: t.exposeID('personId', { description: 'Id of the person.' }),
    name: t.exposeString('name', { description: 'Printed name at that time.' }),
    role: t.field({ type: Role, description: 'The role.', resolve: ({ role }) => role }),
    verdict: t.field({
      type: AccessVerdict,
      description: 'What was said.',
      resolve: ({ verdict }) => verdict,
    }),
  }),
});

export const AccessReview = builder.drizzleNode('accessReview', {
  name: 'AccessReview',
  description: 'That an administrator looked at every role of a trial and said which stay.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    reviewedBy: t.string({
      description: 'Printed name of who reviewed.',
      select: {
        columns: { reviewedById: true },
        extras: {
          reviewer: (review) =>
            sql<string | null>`private.printed_name(${review.trialId}, ${review.reviewedById})`,
        },
      },
      resolve: ({ reviewer, reviewedById }) => reviewer ?? reviewedById,
    }),
    isMine: t.boolean({
      description: 'Whether the viewer made it, who alone signs it.',
      select: { columns: { reviewedById: true } },
      resolve: ({ reviewedById }, _args, { viewer }) => reviewedById === viewer.userId,
    }),
    reviewedAt: t.expose('reviewedAt', { type: 'DateTime', description: 'When.' }),
    verdicts: t.field({
      type: [ReviewedRoleRef],
      description: 'Every role that was held, by name.',
      select: { columns: { verdicts: true } },
      resolve: ({ verdicts }) => verdicts,
    }),
    signatures: t.relation('signatures', SIGNATURES),
    nextDueOn: t.expose('nextDueOn', { type: 'Date', description: 'By when the next one is due.' }),
  }),
});

builder.drizzleObjectFields(Trial, (t) => ({
  accessReviews: t.relation('accessReviews', {
    query: { orderBy: { reviewedAt: 'desc' } },
    description:
      'The reviews of access, newest first: for a data manager, trial administrator or auditor; empty for others.',
    complexity: { field: 5, multiplier: 10 },
  }),
  accessReviewDueOn: t.field({
    type: 'Date',
    nullable: true,
    description:
      'By when access is to be reviewed: three months after the last review, or after the first role was given; null for those who do not see reviews.',
    select: { extras: { accessDue: (trial) => sql<string | null>`private.access_review_due(${trial.id})` } },
    resolve: ({ accessDue }) => accessDue,
  }),
}));

const RoleVerdict = builder.inputType('RoleVerdict', {
  description: 'What is said of one role.',
  fields: (t) => ({
    heldRoleId: t.id({ required: true, description: 'The role held.' }),
    verdict: t.field({ type: AccessVerdict, required: true, description: 'KEEP or REVOKE.' }),
  }),
});

builder.mutationField('reviewAccess', (t) =>
  t.drizzleField({
    type: AccessReview,
    description:
      'Reviews who has access: a verdict on every role but the reviewer’s own; what is not to stay is revoked. For a trial administrator. NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT when roles have changed since, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ description: 'Protocol number.', required: true }),
      verdicts: t.arg({ type: [RoleVerdict], description: 'One for each role.', required: true }),
      reason: t.arg.string({ description: 'Why, for the audit trail.', required: true }),
    },
    resolve: async (query, _root, { protocol, verdicts, reason }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      const given = verdicts.map(({ heldRoleId, verdict }): [string, 'KEEP' | 'REVOKE'] => {
        if (verdict === 'OWN') throw new Refusal('BAD_INPUT', 'A role is kept or revoked.');
        return [decodeNodeId('HeldRole', heldRoleId).id, verdict];
      });
      const id = await transact(database, { viewer, reason }, (tx) =>
        reviewAccess(tx, { trialId, verdicts: new Map(given) }),
      );
      return getWritten(await db.query.accessReview.findFirst(query({ where: { trialId, id } })).execute());
    },
  }),
);
