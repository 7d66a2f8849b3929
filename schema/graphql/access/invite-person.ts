import { Refusal } from '@readout/db/refusal.ts';
import type { Role as RoleWord } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Identity, OpenInvitation } from '../identity.ts';
import { Role } from '../person/person.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { Trial } from '../trial/trial.ts';

const Invitation = builder.objectRef<OpenInvitation>('Invitation').implement({
  description: 'Somebody who was invited and has not joined yet.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Never reused.' }),
    email: t.exposeString('email', { description: 'The address it was sent to.' }),
    name: t.exposeString('name', { description: 'Printed name.' }),
    roles: t.field({
      type: [Role],
      description: 'The roles that are given when it is used.',
      resolve: ({ roles }) => roles,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Not good any more from then on.' }),
  }),
});

function identityOf({ identity }: Context): Identity {
  if (identity === undefined) throw new Refusal('FORBIDDEN', 'Accounts are kept by the running hub alone.');
  return identity;
}

async function refuseUnlessKeeper(db: Transaction): Promise<void> {
  const { rows } = await db.execute<{ may: boolean }>(sql`select private.keeps_people() as may`);
  if (rows[0]?.may !== true)
    throw new Refusal('FORBIDDEN', 'The people of Readout are kept by those who were given that right.');
}

async function refuseUnlessAdministrator(db: Transaction, trialId: string): Promise<void> {
  const { rows } = await db.execute<{ may: boolean }>(
    sql`select ${trialId}::uuid = any (private.trials_as('{TRIAL_ADMINISTRATOR}')) as may`,
  );
  if (rows[0]?.may !== true) throw new Refusal('FORBIDDEN', 'A trial administrator gives roles.');
}

/** Who keeps people does not do it to themselves: another looks at it. */
function refuseOneself({ viewer }: Context, personId: string): void {
  if (viewer.userId === personId) throw new Refusal('FORBIDDEN', 'Another person does this to your account.');
}

builder.drizzleObjectField(Trial, 'invitations', (t) =>
  t.field({
    type: [Invitation],
    description:
      'Who is invited and has not joined yet, newest first: for who keeps people; empty for others.',
    complexity: { field: 5, multiplier: 10 },
    resolve: async ({ id }, _args, { db, identity }) => {
      const { rows } = await db.execute<{ may: boolean }>(sql`select private.keeps_people() as may`);
      return rows[0]?.may === true ? ((await identity?.listInvitations(id)) ?? []) : [];
    },
  }),
);

const reasonOf = { description: 'Why, for the audit trail.', required: true } as const;

builder.mutationFields((t) => ({
  invitePerson: t.field({
    type: Trial,
    description:
      'Sends somebody a link, good once and for a week, with which they join and get roles. For a trial administrator who keeps people. NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT for somebody who is there, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ description: 'Protocol number.', required: true }),
      email: t.arg.string({ description: 'Address under which the person will sign in.', required: true }),
      name: t.arg.string({ description: 'Printed name.', required: true }),
      roles: t.arg({ type: [Role], description: 'The roles in this trial.', required: true }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (_root, { protocol, email, name, roles, reason }, context) => {
      const { db } = context;
      const trialId = await getTrialId(db, protocol);
      await refuseUnlessKeeper(db);
      await refuseUnlessAdministrator(db, trialId);
      refuseNoReason(reason);
      await identityOf(context).invitePerson({ email, name, trialId, roles: distinct(roles), reason });
      return getTrial(db, trialId);
    },
  }),
  withdrawInvitation: t.boolean({
    description:
      'Makes an invitation useless that was not used yet. For who keeps people. NOT_FOUND, FORBIDDEN, REASON_MISSING.',
    args: {
      invitationId: t.arg.id({ description: 'The invitation.', required: true }),
      reason: t.arg.string(reasonOf),
    },
    resolve: async (_root, { invitationId, reason }, context) => {
      await refuseUnlessKeeper(context.db);
      refuseNoReason(reason);
      if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(invitationId))
        throw new Refusal('NOT_FOUND', 'There is no such invitation.');
      await identityOf(context).withdrawInvitation(invitationId, reason);
      return true;
    },
  }),
  resetPassword: t.boolean({
    description:
      'Makes somebody’s password useless, ends their sessions and sends them alone a link to set another. For who keeps people, not oneself. FORBIDDEN, NOT_FOUND, REASON_MISSING.',
    args: { personId: t.arg.id({ description: 'Who.', required: true }), reason: t.arg.string(reasonOf) },
    resolve: async (_root, { personId, reason }, context) => {
      await refuseUnlessKeeper(context.db);
      refuseOneself(context, personId);
      refuseNoReason(reason);
      await identityOf(context).resetPassword(personId, reason);
      return true;
    },
  }),
  unlockPerson: t.boolean({
    description:
      'Lets somebody who was locked out try again at once. For who keeps people, not oneself. FORBIDDEN, NOT_FOUND, REASON_MISSING.',
    args: { personId: t.arg.id({ description: 'Who.', required: true }), reason: t.arg.string(reasonOf) },
    resolve: async (_root, { personId, reason }, context) => {
      await refuseUnlessKeeper(context.db);
      refuseOneself(context, personId);
      refuseNoReason(reason);
      await identityOf(context).unlockPerson(personId, reason);
      return true;
    },
  }),
}));

function refuseNoReason(reason: string): void {
  if (reason.trim() === '')
    throw new Refusal(
      'REASON_MISSING',
      'Say why. The reason is kept with the change and shown to the auditor.',
    );
}

const distinct = (roles: readonly RoleWord[]): readonly RoleWord[] => [...new Set(roles)];

async function getTrial(db: Transaction, id: string) {
  const found = await db.query.trial.findFirst({ where: { id } }).execute();
  if (found === undefined) throw new Error('The trial that somebody was invited to is not there.');
  return found;
}
