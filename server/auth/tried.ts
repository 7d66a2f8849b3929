import type { GenericEndpointContext } from 'better-auth';
import { getSessionFromCtx } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { AuthHub } from './auth.ts';
import { findTotpStep, takeTotpStep } from './totp.ts';

const TWO_FACTOR_COOKIE = 'two_factor';

/** The address that a try counts against; undefined: nothing is judged, or nobody is named. */
export async function findTried(hub: AuthHub, ctx: GenericEndpointContext): Promise<string | undefined> {
  const body = ctx.body as Readonly<Record<string, unknown>> | undefined;
  switch (ctx.path) {
    case '/sign-in/email':
      return typeof body?.['email'] === 'string' ? body['email'] : undefined;
    case '/passkey/verify-authentication':
      return ctx.request === undefined ? undefined : findPasskeyOwner(hub, body?.['response']);
    case '/two-factor/enable':
    case '/two-factor/disable':
    case '/two-factor/generate-backup-codes':
      return typeof body?.['password'] === 'string' ? (await getSessionFromCtx(ctx))?.user.email : undefined;
    default:
      return (await findCodeOwner(ctx))?.email;
  }
}

interface CodeOwner {
  readonly id: string;
  readonly email: string;
  /** Whether the code is the second step of a sign-in, and not the test of an enrolment. */
  readonly isSignIn: boolean;
}

/** Whose code is judged: the person of the session, or of the password that was right just now. */
async function findCodeOwner(ctx: GenericEndpointContext): Promise<CodeOwner | undefined> {
  const session = await getSessionFromCtx(ctx);
  if (session !== null) return { id: session.user.id, email: session.user.email, isSignIn: false };
  const { name } = ctx.context.createAuthCookie(TWO_FACTOR_COOKIE);
  const challenge = await ctx.getSignedCookie(name, ctx.context.secret);
  if (!challenge) return undefined;
  const found = await ctx.context.internalAdapter.findVerificationValue(challenge);
  const user = found ? await ctx.context.internalAdapter.findUserById(found.value) : null;
  return user ? { id: user.id, email: user.email, isSignIn: true } : undefined;
}

async function findPasskeyOwner({ database }: AuthHub, response: unknown): Promise<string | undefined> {
  const id: unknown =
    typeof response === 'object' && response !== null && 'id' in response ? response.id : '';
  if (typeof id !== 'string' || id === '') return undefined;
  const { rows } = await database.owner.query<{ email: string }>(
    'select u.email from auth.passkey k join auth."user" u on u.id = k.user_id where k.credential_id = $1',
    [id],
  );
  // One that nobody has counts too, for itself.
  return rows[0]?.email ?? `passkey ${id}`;
}

/** Takes the code of a sign-in for good. @returns false when it was taken before */
export async function takeSignInCode(hub: AuthHub, ctx: GenericEndpointContext): Promise<boolean> {
  if (ctx.path !== '/two-factor/verify-totp') return true;
  const owner = await findCodeOwner(ctx);
  if (owner?.isSignIn !== true) return true;
  const secret = await findTotpSecret(hub, ctx.context.secretConfig, owner.id);
  const { code } = ctx.body as { readonly code?: unknown };
  const step =
    secret === undefined ? undefined : findTotpStep(secret, typeof code === 'string' ? code : '', new Date());
  // A wrong code is judged, and refused, where all are.
  return step === undefined || takeTotpStep(hub.database, owner.id, 'SIGN_IN', step);
}

/** The secret that a person's authenticator shares; undefined without one that was tested. */
export async function findTotpSecret(
  { database }: Pick<AuthHub, 'database'>,
  key: Parameters<typeof symmetricDecrypt>[0]['key'],
  userId: string,
): Promise<string | undefined> {
  const { rows } = await database.owner.query<{ secret: string }>(
    'select f.secret from auth.two_factor f join auth."user" u on u.id = f.user_id where f.user_id = $1 and f.verified and u.two_factor_enabled',
    [userId],
  );
  const kept = rows[0]?.secret;
  return kept === undefined ? undefined : symmetricDecrypt({ key, data: kept });
}
