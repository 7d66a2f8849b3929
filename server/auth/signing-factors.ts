import { Refusal } from '@readout/db/refusal.ts';
import type { SigningFactors, SigningNeed } from '@readout/graphql/identity.ts';
import { verifyPassword } from 'better-auth/crypto';
import { recordAccountAct } from './account-act.ts';
import { normaliseAddress } from './address.ts';
import type { Auth, AuthHub } from './auth.ts';
import { countTry, forgetTries, LOCK_MINUTES, MOST_TRIES, type CountedTry } from './failed-try.ts';
import { tellOfLock } from './lock-notice.ts';
import { isSigningPasskey } from './signing-passkey.ts';
import { findSigner, getSigner, type Signer } from './signer.ts';
import { findTotpStep, takeTotpStep } from './totp.ts';
import { findTotpSecret } from './tried.ts';

export type SigningHub = AuthHub & { readonly auth: Auth };

/** What somebody gives to sign. At the first signature of a session all; within 15 minutes after one of them is enough. */
export interface SigningGiven extends SigningFactors {
  readonly personId: string;
  readonly sessionId: string;
}

/** @throws Refusal UNAUTHENTICATED when the session is over */
export async function describeSigning(
  hub: SigningHub,
  who: { readonly personId: string; readonly sessionId: string },
): Promise<SigningNeed> {
  const { asks, hasPassword, hasCode, hasPasskey, lockedUntil } = await getSigner(hub, who);
  return { asks, hasPassword, hasCode, hasPasskey, lockedUntil };
}

/**
 * Proves that it is the person of the session who signs. (21 CFR 11.200(a))
 *
 * First of a session, or more than 15 minutes after the last: address typed and password, and the code where an authenticator is enrolled;
 * a passkey, which checks its bearer, stands for password and code. Without a password, as with single sign-on: code or passkey.
 * Within 15 minutes after the last in the same session: password, code or passkey alone.
 * Failures are counted before they are judged, apart from those of sign-in; the fifth locks signing for 30 minutes and is told once.
 *
 * @returns what was proved, for the signature: EMAIL, PASSWORD, CODE, PASSKEY
 * @throws Refusal SIGNING_FACTOR_MISSING (nothing was judged), SIGNING_FACTOR_WRONG, LOCKED_OUT, UNAUTHENTICATED
 */
export async function verifySigningFactors(
  hub: SigningHub,
  given: SigningGiven,
): Promise<{ readonly factors: readonly string[] }> {
  const signer = await getSigner(hub, given);
  refuseMissing(signer, given);
  const counted = await countTry(hub.database, signer.email, 'SIGNING');
  if (!counted.isAllowed) throw await refuseLocked(hub, signer, given);
  const factors = await judge(hub, signer, given);
  if (factors === undefined) throw await refuseWrong(hub, signer, given, counted);
  await forgetTries(hub.database, signer.email, 'SIGNING');
  const { rowCount } = await hub.database.owner.query(
    `update auth.session set last_signed_at = clock_timestamp() at time zone 'UTC', last_seen_at = clock_timestamp() at time zone 'UTC' where id = $1`,
    [given.sessionId],
  );
  // The session may have been ended while the factors were judged.
  if (rowCount !== 1 || (await findSigner(hub, given)) === undefined)
    throw new Refusal('UNAUTHENTICATED', 'Your session has ended. Sign in again.');
  return { factors };
}

/** Says what is missing before anything is judged or counted. */
function refuseMissing(signer: Signer, { email, password, code, passkey }: SigningGiven): void {
  const refuse = (sentence: string): never => {
    throw new Refusal('SIGNING_FACTOR_MISSING', sentence);
  };
  if (!signer.hasPassword && !signer.hasCode && !signer.hasPasskey)
    refuse(
      'You sign in without a password. To sign records, set up an authenticator or a passkey under "My security" first.',
    );
  if (signer.asks === 'ONE') {
    if (!password && !code && passkey === undefined)
      refuse('Give your password, a code from your authenticator, or your passkey.');
    return;
  }
  if (!email)
    refuse('Type the address under which you sign in: the first signature of a session asks for all.');
  if (passkey !== undefined) return;
  if (signer.hasPassword && !password) refuse('Give your password.');
  if (signer.hasCode && !code) refuse('Give the six digits that your authenticator shows now.');
  if (!signer.hasPassword && !signer.hasCode) refuse('Use your passkey: you have no password to give.');
}

/** Judges all that was given, the right ones too where one is wrong. @returns undefined when one is wrong */
async function judge(
  hub: SigningHub,
  signer: Signer,
  given: SigningGiven,
): Promise<readonly string[] | undefined> {
  const { email, password, code, passkey } = given;
  const factors: string[] = [];
  let isRight = true;
  const take = (factor: string, isProved: boolean) => {
    if (isProved) factors.push(factor);
    else isRight = false;
  };
  if (email) take('EMAIL', normaliseAddress(email) === normaliseAddress(signer.email));
  if (password) take('PASSWORD', await isPassword(signer, password));
  if (passkey !== undefined) take('PASSKEY', await isSigningPasskey(hub, given, passkey));
  // Last, and only when all else is right: a code is good once.
  if (code && isRight) take('CODE', await isCode(hub, signer.personId, code));
  return isRight && factors.some((factor) => factor !== 'EMAIL') ? factors : undefined;
}

const isPassword = async ({ passwordHash }: Signer, password: string): Promise<boolean> =>
  passwordHash !== null && password.length <= 128 && verifyPassword({ hash: passwordHash, password });

async function isCode(hub: SigningHub, personId: string, code: string): Promise<boolean> {
  const { secretConfig } = await hub.auth.$context;
  const secret = await findTotpSecret(hub, secretConfig, personId);
  const step =
    secret === undefined ? undefined : findTotpStep(secret, code.replaceAll(/\s/g, ''), new Date());
  return step !== undefined && takeTotpStep(hub.database, personId, 'SIGNING', step);
}

async function refuseWrong(
  hub: SigningHub,
  signer: Signer,
  given: SigningGiven,
  counted: CountedTry,
): Promise<Refusal> {
  await recordFailure(hub, signer, given, 'What was given to sign is wrong');
  const left = MOST_TRIES - counted.tries;
  if (left > 0) {
    const rest = left === 1 ? '1 try is left' : `${left} tries are left`;
    return new Refusal(
      'SIGNING_FACTOR_WRONG',
      `What you gave is not right, or the code was used before. ${rest} before signing locks.`,
    );
  }
  await tellOfLock(hub, counted, {});
  return new Refusal(
    'LOCKED_OUT',
    `What you gave is not right. Signing is locked for ${LOCK_MINUTES} minutes; you and the security contact were told.`,
  );
}

async function refuseLocked(hub: SigningHub, signer: Signer, given: SigningGiven): Promise<Refusal> {
  await recordFailure(hub, signer, given, 'Not judged, as signing is locked');
  return new Refusal(
    'LOCKED_OUT',
    `Signing is locked after ${MOST_TRIES} failed tries. Wait ${LOCK_MINUTES} minutes, or ask an administrator to unlock it.`,
  );
}

const recordFailure = (
  hub: SigningHub,
  { personId }: Signer,
  { sessionId }: SigningGiven,
  reason: string,
): Promise<void> =>
  recordAccountAct(hub.database, {
    act: 'SIGN_IN_FAILED',
    personId,
    sessionId,
    details: { way: 'SIGNING' },
    reason,
  });
