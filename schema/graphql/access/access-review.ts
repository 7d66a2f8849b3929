import { Refusal } from '@readout/db/refusal.ts';
import type { ReviewedRole } from '@readout/db/table/access-review.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { decodeNodeId, encodeNodeId } from '../node-id.ts';
import { Role } from '../person/person.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { Signature, SIGNATURES } from '../signature/signature.ts';
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

type Row = {
  readonly trialId: string;
  readonly id: string;
  readonly reviewedBy: string;
  readonly reviewedAt: string;
  readonly verdicts: readonly ReviewedRole[];
  readonly nextDueOn: string;
};

export const AccessReview = builder.objectRef<Row>('AccessReview').implement({
  description: 'That an administrator looked at every role of a trial and said which stay.',
  fields: (t) => ({
    id: t.id({ description: 'Never reused.', resolve: (row) => encodeNodeId('AccessReview', row) }),
    reviewedBy: t.exposeString('reviewedBy', { description: 'Printed name of who reviewed.' }),
    reviewedAt: t.expose('reviewedAt', { type: 'DateTime', description: 'When.' }),
    verdicts: t.field({
      type: [ReviewedRoleRef],
      description: 'Every role that was held, by name.',
      resolve: ({ verdicts }) => verdicts,
    }),
    signatures: t.field({
      type: [Signature],
      description: SIGNATURES.description,
      resolve: ({ trialId, id }, _args, { db }) =>
        db.query.signature
          .findMany({
            where: { trialId, record: 'access_review', recordId: id },
            extras: {
              isValid: (signature) =>
                sql<boolean>`private.signature_is_valid(${signature.trialId}, ${signature.id})`,
            },
            ...SIGNATURES.query,
          })
          .execute(),
    }),
    nextDueOn: t.expose('nextDueOn', { type: 'Date', description: 'By when the next one is due.' }),
  }),
});

async function listReviews(
  db: Transaction,
  trialId: string,
  id: string | null = null,
): Promise<readonly Row[]> {
  const { rows } = await db.execute<Row>(sql`
    select a.trial_id as "trialId", a.id, coalesce(private.printed_name(a.trial_id, a.reviewed_by_id), a.reviewed_by_id) as "reviewedBy",
      a.reviewed_at as "reviewedAt", a.verdicts, a.next_due_on as "nextDueOn"
    from access_review a where a.trial_id = ${trialId} and (${id}::uuid is null or a.id = ${id}) order by a.reviewed_at desc`);
  return rows;
}

export async function getAccessReview(db: Transaction, trialId: string, id: string): Promise<Row> {
  const [found] = await listReviews(db, trialId, id);
  if (found === undefined) throw new Error('The review that was written is not there.');
  return found;
}

builder.drizzleObjectFields(Trial, (t) => ({
  accessReviews: t.field({
    type: [AccessReview],
    description:
      'The reviews of access, newest first: for a data manager, trial administrator or auditor; empty for others.',
    complexity: { field: 5, multiplier: 10 },
    resolve: ({ id }, _args, { db }) => listReviews(db, id),
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
  t.field({
    type: AccessReview,
    description:
      'Reviews who has access: a verdict on every role but the reviewer’s own; what is not to stay is revoked. For a trial administrator. NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT when roles have changed since, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ description: 'Protocol number.', required: true }),
      verdicts: t.arg({ type: [RoleVerdict], description: 'One for each role.', required: true }),
      reason: t.arg.string({ description: 'Why, for the audit trail.', required: true }),
    },
    resolve: async (_root, { protocol, verdicts, reason }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      const given = verdicts.map(({ heldRoleId, verdict }): [string, 'KEEP' | 'REVOKE'] => {
        if (verdict === 'OWN') throw new Refusal('BAD_INPUT', 'A role is kept or revoked.');
        return [decodeNodeId('HeldRole', heldRoleId).id, verdict];
      });
      const id = await transact(database, { viewer, reason }, (tx) =>
        reviewAccess(tx, { trialId, verdicts: new Map(given) }),
      );
      return getAccessReview(db, trialId, id);
    },
  }),
);
