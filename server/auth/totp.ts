import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '@readout/db/database.ts';

/** Seconds that a code stands for. */
const PERIOD_S = 30;
/** Steps before and after now that are taken too, for clocks that differ. */
const WINDOW = 1;

/**
 * The step that a code belongs to, undefined when it is none of now.
 *
 * @param secret the shared secret as it is; an authenticator is given its Base32
 * @source RFC 6238, Appendix B; RFC 4226, section 5.3
 */
export function findTotpStep(secret: string, code: string, at: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = Math.floor(at.getTime() / 1000 / PERIOD_S);
  for (let step = now - WINDOW; step <= now + WINDOW; step++)
    if (timingSafeEqual(Buffer.from(totpAt(secret, step)), Buffer.from(code))) return step;
  return undefined;
}

/** The code of a step of 30 s since 1970: six digits, HMAC-SHA-1. */
export function totpAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** Takes a step for good, so that no code is taken twice. @returns false when it, or a later one, was taken already */
export async function takeTotpStep(
  { owner }: Database,
  userId: string,
  purpose: 'SIGN_IN' | 'SIGNING',
  step: number,
): Promise<boolean> {
  const column = purpose === 'SIGN_IN' ? 'sign_in_step' : 'signing_step';
  const { rowCount } = await owner.query(
    `update auth.credential_state set ${column} = $2 where user_id = $1 and coalesce(${column}, 0) < $2`,
    [userId, step],
  );
  return rowCount === 1;
}
