import { Refusal } from '@readout/db/refusal.ts';
import type { AuthHub } from './auth.ts';
import { findLock } from './failed-try.ts';
import { IDLE_S, SIGNING_S } from './session-limit.ts';

/** Somebody with a session, as far as signing asks. */
export interface Signer {
  readonly personId: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly sessionToken: string;
  readonly hasPassword: boolean;
  /** Whether an authenticator is enrolled and tested. */
  readonly hasCode: boolean;
  readonly hasPasskey: boolean;
  readonly asks: 'ALL' | 'ONE';
  readonly lockedUntil: Date | null;
}

interface Who {
  readonly personId: string;
  readonly sessionId: string;
}

interface SignerRow {
  readonly email: string;
  readonly token: string;
  readonly hash: string | null;
  readonly has_code: boolean;
  readonly has_passkey: boolean;
  readonly has_signed: boolean;
}

const FIND = `
  select p.email, s.token,
    (select a.password from auth.account a where a.user_id = p.id and a.provider_id = 'credential') as hash,
    coalesce(u.two_factor_enabled, false) and exists (select from auth.two_factor f where f.user_id = p.id and f.verified) as has_code,
    exists (select from auth.passkey k where k.user_id = p.id) as has_passkey,
    coalesce(s.last_signed_at > clock_timestamp() at time zone 'UTC' - ${SIGNING_S} * interval '1 second', false) as has_signed
  from auth.session s join person p on p.id = s.user_id and p.state = 'ACTIVE' join auth."user" u on u.id = p.id
  where s.id = $1 and s.user_id = $2 and s.expires_at > clock_timestamp() at time zone 'UTC'
    and coalesce(s.last_seen_at, s.created_at) > clock_timestamp() at time zone 'UTC' - ${IDLE_S} * interval '1 second'`;

/** @returns undefined when the session is over, or not of this person */
export async function findSigner(
  { database }: AuthHub,
  { personId, sessionId }: Who,
): Promise<Signer | undefined> {
  const { rows } = await database.owner.query<SignerRow>(FIND, [sessionId, personId]);
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    personId,
    email: row.email,
    passwordHash: row.hash,
    sessionToken: row.token,
    hasPassword: row.hash !== null,
    hasCode: row.has_code,
    hasPasskey: row.has_passkey,
    asks: row.has_signed ? 'ONE' : 'ALL',
    lockedUntil: await findLock(database, row.email, 'SIGNING'),
  };
}

/** @throws Refusal UNAUTHENTICATED when the session is over */
export async function getSigner(hub: AuthHub, who: Who): Promise<Signer> {
  const signer = await findSigner(hub, who);
  if (signer === undefined)
    throw new Refusal('UNAUTHENTICATED', 'Signing needs a session. Sign in, then sign.');
  return signer;
}
