import type { GenericEndpointContext } from 'better-auth';
import { getSessionFromCtx } from 'better-auth/api';
import { sendMail } from '../mail/send-mail.ts';
import { recordAccountAct } from './account-act.ts';
import { ADDRESS_HEADER, type AuthHub } from './auth.ts';

const placeOf = (ctx: GenericEndpointContext) => ({
  client: ctx.headers?.get('user-agent'),
  network: ctx.headers?.get(ADDRESS_HEADER) ?? null,
});

/** Keeps a sign-in, or a change of the second factor that came with a code or a password, on the trail. */
export async function recordSignIn(hub: AuthHub, ctx: GenericEndpointContext): Promise<void> {
  const made = ctx.context.newSession;
  const change = CHANGES[ctx.path];
  const before = ctx.context.session ?? (change === undefined ? null : await getSessionFromCtx(ctx));
  // A code given within a session is the test that an authenticator's enrolment ends with.
  if (before !== null && ctx.path === '/two-factor/verify-totp') {
    await noteFactorCheck(hub, before.user.id);
    if (!before.user['twoFactorEnabled'])
      await tellOfChange(hub, ctx, before.user.id, 'An authenticator was enrolled and tested');
    return;
  }
  if (change !== undefined && before !== null) return tellOfChange(hub, ctx, before.user.id, change);
  if (!made || before !== null) return;
  const { client, network } = placeOf(ctx);
  const { id: sessionId, userId } = made.session;
  const method = (made.session as { readonly method?: unknown }).method;
  await hub.database.owner.query(
    `update auth.credential_state set last_sign_in_at = clock_timestamp(),
       factor_checked_at = case when $2 then clock_timestamp() else factor_checked_at end where user_id = $1`,
    [userId, method === 'PASSWORD_AND_CODE' || method === 'PASSKEY'],
  );
  await recordAccountAct(hub.database, {
    act: 'SIGN_IN',
    personId: userId,
    sessionId,
    client,
    details: { method, network },
    reason: 'Signed in',
  });
  if (method === 'PASSWORD_AND_BACKUP_CODE')
    await sendMail(hub.database.owner, {
      personId: userId,
      kind: 'ACCOUNT_CHANGED',
      subject: 'Readout: a backup code was used',
      text: 'Somebody signed in to your account with one of your backup codes. If that was not you, tell your administrator at once.',
    });
}

/** A sign-in by the provider that nobody here answers to. */
export async function recordSignInRefused(hub: AuthHub, ctx: GenericEndpointContext): Promise<void> {
  const { client, network } = placeOf(ctx);
  await recordAccountAct(hub.database, {
    act: 'SIGN_IN_FAILED',
    personId: null,
    client,
    details: { way: 'SINGLE_SIGN_ON', network },
    reason: 'Single sign-on named nobody who may sign in',
  });
}

const CHANGES: Readonly<Record<string, string>> = {
  '/passkey/verify-registration': 'A passkey was added',
  '/two-factor/disable': 'The authenticator was taken away',
  '/two-factor/generate-backup-codes': 'New backup codes were made; the old ones do not work any more',
};

async function tellOfChange(
  hub: AuthHub,
  ctx: GenericEndpointContext,
  personId: string,
  what: string,
): Promise<void> {
  const { client, network } = placeOf(ctx);
  await tellOfAccountChange(hub, { personId, what, client, details: { network } });
}

/** Keeps a change of an account on the trail and tells its person by mail. */
export async function tellOfAccountChange(
  { database }: Pick<AuthHub, 'database'>,
  change: {
    readonly personId: string;
    /** A sentence without its full stop. */
    readonly what: string;
    readonly client?: string | null | undefined;
    readonly sessionId?: string | undefined;
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { personId, what, client, sessionId, details } = change;
  await recordAccountAct(database, {
    act: 'ACCOUNT',
    personId,
    client,
    sessionId,
    ...(details === undefined ? {} : { details }),
    reason: what,
  });
  await sendMail(database.owner, {
    personId,
    kind: 'ACCOUNT_CHANGED',
    subject: 'Readout: your account was changed',
    text: `${what}.\n\nIf that was not you, tell your administrator at once.`,
  });
}

async function noteFactorCheck({ database }: AuthHub, userId: string): Promise<void> {
  await database.owner.query(
    'update auth.credential_state set factor_checked_at = clock_timestamp() where user_id = $1',
    [userId],
  );
}
