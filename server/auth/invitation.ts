import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { membership } from '@readout/db/table/person.ts';
import type { Role } from '@readout/db/term.ts';
import { transact, transactAsOwner, type Act } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import type { OpenInvitation } from '@readout/graphql/identity.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { recordAct } from '@readout/db/record-act.ts';
import type pg from 'pg';
import { addPerson } from './add-person.ts';
import { normaliseAddress } from './address.ts';
import type { AuthHub } from './auth.ts';
import { findPersonByAddress } from './find-person.ts';
import { lockLink, makeLink, type Link } from './link.ts';
import { refuseWeakPassword } from './password-rule.ts';
import { setPassword } from './set-password.ts';
import { tellOfAccountChange } from './sign-in-record.ts';

const DAYS = 7;

/**
 * Sends somebody a link, good once and for a week, with which they set a password and get the roles.
 *
 * Whether the viewer may give them is judged when they are given, by the rights that the viewer has then.
 *
 * @returns the id of the invitation
 * @throws Refusal BAD_INPUT, or CONFLICT when the address is somebody already: give that person the role
 */
export async function invitePerson(
  { database }: Pick<AuthHub, 'database'>,
  act: Act,
  invited: {
    readonly email: string;
    readonly name: string;
    readonly trialId?: string | undefined;
    readonly roles: readonly Role[];
    /** Where people reach the hub. */
    readonly origin: string;
  },
): Promise<string> {
  const { name, trialId, roles, origin } = invited;
  const email = normaliseAddress(invited.email);
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Refusal('BAD_INPUT', `"${invited.email}" is no e-mail address.`);
  if (name.trim() === '' || name.length > 200) throw new Refusal('BAD_INPUT', 'A person has a name.');
  if (roles.length > 0 && trialId === undefined)
    throw new Refusal('BAD_INPUT', 'A role is given in a trial; name it.');
  const there = await findPersonByAddress(database, email);
  if (there !== undefined)
    throw new Refusal(
      'CONFLICT',
      there.state === 'ACTIVE'
        ? `${email} is somebody already; give that person the role.`
        : `${email} is somebody who is deactivated; make that person active again.`,
    );
  const id = await makeLink(database, act, {
    kind: 'INVITATION',
    email,
    name: name.trim(),
    trialId,
    roles,
    days: DAYS,
    mailOf: (token) => ({
      subject: 'Readout: you are invited',
      text: `${name.trim()},\n\nyou are invited to Readout. Set your password here, within ${DAYS} days:\n\n${origin}/invitation/${token}\n\nThe link is good once. If you do not expect it, leave it.`,
    }),
  });
  await recordAct(database, act.viewer, {
    act: 'ACCOUNT',
    record: 'invitation',
    recordId: id,
    trialId,
    details: { email, roles },
    reason: act.reason,
  });
  return id;
}

/** @throws Refusal NOT_FOUND when it was used or withdrawn already */
export async function withdrawInvitation(database: Database, act: Act, id: string): Promise<void> {
  const { rows } = await database.owner.query<{ trial_id: string | null }>(
    `update auth.invitation set withdrawn_at = clock_timestamp() where id = $1 and used_at is null and withdrawn_at is null returning trial_id`,
    [id],
  );
  if (rows[0] === undefined)
    throw new Refusal('NOT_FOUND', 'This invitation was used or withdrawn already, or was never made.');
  await recordAct(database, act.viewer, {
    act: 'ACCOUNT',
    record: 'invitation',
    recordId: id,
    trialId: rows[0].trial_id ?? undefined,
    details: { withdrawn: true },
    reason: act.reason,
  });
}

/** Invitations of a trial, or with null those to none, that wait still; the newest first. */
export async function listInvitations(
  { owner }: Database,
  trialId: string | null,
): Promise<readonly OpenInvitation[]> {
  const { rows } = await owner.query<OpenInvitation>(
    `select id, email, name, roles, invited_by as "invitedById", created_at as "createdAt", expires_at as "expiresAt"
     from auth.invitation where kind = 'INVITATION' and trial_id is not distinct from $1 and used_at is null and withdrawn_at is null
     order by created_at desc`,
    [trialId],
  );
  return rows;
}

/**
 * Sets the password that a link is for: the person of an invitation is there from now on, with the roles; after a reset the new password counts.
 *
 * @returns the address to sign in with
 * @throws Refusal NOT_FOUND when the link is not good any more, BAD_INPUT for a weak password (the link stays good)
 */
export async function acceptInvitation(
  hub: AuthHub,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<string> {
  return inTransaction(hub.database.owner, async (client) => {
    // Two who follow the same link at once: the second finds it used.
    const link = await lockLink(client, token);
    if (link === undefined)
      throw new Refusal('NOT_FOUND', 'This link is not good any more. Ask whoever sent it for another.');
    const personId = await use(hub, link, password);
    await markUsed(client, link.id, personId);
    return link.email;
  });
}

async function use(hub: AuthHub, link: Link, password: string): Promise<string> {
  const { database } = hub;
  if (link.kind === 'RESET' && link.personId !== null) {
    const { personId } = link;
    await setPassword(database, { personId, password, mustChange: false });
    await tellOfAccountChange(hub, { personId, what: 'A new password was set after a reset' });
    return personId;
  }
  refuseWeakPassword(password, link);
  const act = { viewer: { userId: link.invitedById }, reason: link.reason };
  const personId = await addPerson(database, { email: link.email, name: link.name, password }, act);
  await giveRoles(database, link, personId);
  return personId;
}

/** As the one who invited, whose rights of today decide; the operator's invitations as the owner of the tables. */
async function giveRoles(database: Database, link: Link, personId: string): Promise<void> {
  const { trialId, roles, invitedById, reason } = link;
  if (trialId === null || roles.length === 0) return;
  const write = async (tx: Transaction) => {
    await tx
      .insert(membership)
      .values(roles.map((role) => ({ trialId, personId, role })))
      .onConflictDoNothing()
      .execute();
  };
  const act = { viewer: { userId: invitedById }, reason };
  await (invitedById === 'readout' ? transactAsOwner : transact)(database, act, write);
}

const markUsed = (client: pg.PoolClient, id: string, personId: string) =>
  client.query('update auth.invitation set used_at = clock_timestamp(), person_id = $2 where id = $1', [
    id,
    personId,
  ]);
