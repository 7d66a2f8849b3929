import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '@readout/db/database.ts';
import { recordAccountAct } from './account-act.ts';
import { COOKIE_PREFIX, type AuthHub } from './auth.ts';
import { IDLE_S, TOUCH_S } from './session-limit.ts';

/** What somebody must do before anything else is answered. */
export type Duty = 'CHANGE_PASSWORD' | 'ADD_SECOND_FACTOR';

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly duty: Duty | undefined;
  /** Seconds without a sign of its person, before this request. */
  readonly idleS: number;
  /** Seconds until it ends, whatever happens. */
  readonly leftS: number;
}

/** On a request that a page makes by itself, without its person: it does not keep the session alive. */
export const BACKGROUND_HEADER = 'x-readout-background';

const COOKIES = [`${COOKIE_PREFIX}.session_token`, `__Secure-${COOKIE_PREFIX}.session_token`];

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly method: string | null;
  readonly idle_s: number;
  readonly left_s: number;
  readonly is_demo: boolean;
  readonly state: string;
  readonly has_password: boolean;
  readonly must_change: boolean;
  readonly is_aged: boolean;
  readonly has_second_factor: boolean;
  readonly asks_second_factor: boolean;
}

// Times of better-auth's tables are without zone, in UTC.
const FIND = `
  select s.id, s.user_id, s.method,
    extract(epoch from clock_timestamp() at time zone 'UTC' - coalesce(s.last_seen_at, s.created_at))::float8 as idle_s,
    extract(epoch from s.expires_at - clock_timestamp() at time zone 'UTC')::float8 as left_s,
    p.is_demo, p.state, coalesce(c.must_change_password, false) as must_change,
    coalesce(c.password_changed_at + o.password_max_age_days * interval '1 day' < clock_timestamp(), false) as is_aged,
    exists (select from auth.account a where a.user_id = s.user_id and a.provider_id = 'credential' and a.password is not null) as has_password,
    coalesce(u.two_factor_enabled, false) or exists (select from auth.passkey k where k.user_id = s.user_id) as has_second_factor,
    o.requires_second_factor as asks_second_factor
  from auth.session s join person p on p.id = s.user_id join auth."user" u on u.id = s.user_id
  left join auth.credential_state c on c.user_id = s.user_id cross join lateral private.policy_of(s.user_id) o
  where s.token = $1`;

/**
 * The session of the request's cookie, if it is still good; one that has run out is ended here and kept on the trail.
 *
 * A request of a person counts as a sign of them, written down at most every half minute.
 */
export async function findSession(hub: AuthHub, headers: IncomingHttpHeaders): Promise<Session | undefined> {
  const token = readToken(headers.cookie, hub.config.secret);
  if (token === undefined) return undefined;
  const { rows } = await hub.database.owner.query<SessionRow>(FIND, [token]);
  const row = rows[0];
  if (row === undefined || row.state !== 'ACTIVE' || (row.is_demo && !hub.config.isDemo)) return undefined;
  const hasRunOut = row.left_s <= 0;
  if (hasRunOut || row.idle_s >= IDLE_S) {
    await endSession(hub.database, row.id, hasRunOut ? RUN_OUT : IDLE);
    return undefined;
  }
  if (row.idle_s >= TOUCH_S && headers[BACKGROUND_HEADER] === undefined)
    await hub.database.owner.query(
      "update auth.session set last_seen_at = clock_timestamp() at time zone 'UTC' where id = $1",
      [row.id],
    );
  return {
    id: row.id,
    userId: row.user_id,
    duty: dutyOf(row, hub),
    idleS: row.idle_s,
    leftS: row.left_s,
  };
}

function dutyOf(row: SessionRow, { config }: AuthHub): Duty | undefined {
  if (!row.has_password || row.method === 'SINGLE_SIGN_ON') return undefined;
  if (row.must_change || row.is_aged) return 'CHANGE_PASSWORD';
  const isAsked = config.requiresSecondFactor || row.asks_second_factor;
  return isAsked && !row.has_second_factor ? 'ADD_SECOND_FACTOR' : undefined;
}

const IDLE = `No sign of its person for ${IDLE_S / 60} minutes`;
const RUN_OUT = 'It reached its longest time';

/** Ends a session; the next request with its cookie is nobody's. @returns whether this call ended it */
export async function endSession(database: Database, sessionId: string, why: string): Promise<boolean> {
  const { rows } = await database.owner.query<{ user_id: string }>(
    'delete from auth.session where id = $1 returning user_id',
    [sessionId],
  );
  if (rows[0] === undefined) return false;
  await recordAccountAct(database, {
    act: 'SESSION_ENDED',
    personId: rows[0].user_id,
    sessionId,
    reason: why,
  });
  return true;
}

/** Ends what has run out and was never asked with again, so that the trail tells of it. */
export async function endSpentSessions(database: Database): Promise<number> {
  const { rows } = await database.owner.query<{ id: string; is_over: boolean }>(
    `select id, expires_at <= clock_timestamp() at time zone 'UTC' as is_over from auth.session
     where expires_at <= clock_timestamp() at time zone 'UTC'
       or coalesce(last_seen_at, created_at) <= clock_timestamp() at time zone 'UTC' - ${IDLE_S} * interval '1 second'`,
  );
  for (const { id, is_over } of rows) await endSession(database, id, is_over ? RUN_OUT : IDLE);
  return rows.length;
}

/** The token in the session's cookie, if it bears our signature: HMAC-SHA-256, as better-auth signs. */
function readToken(cookies: string | undefined, secret: string): string | undefined {
  const pairs = cookies?.split(';').map((each) => each.trim().split(/=(.*)/s)) ?? [];
  const text = pairs.find(([name]) => COOKIES.includes(name ?? ''))?.[1];
  if (text === undefined) return undefined;
  const value = decode(text);
  const dot = value.lastIndexOf('.');
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(token).digest();
  return dot > 0 && given.length === right.length && timingSafeEqual(given, right) ? token : undefined;
}

/** The cookie by which a session is asked with: for checks of ours that better-auth makes. */
export function cookieOf(token: string, { secret, publicUrl }: AuthHub['config']): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  const name = publicUrl?.startsWith('https:') ? COOKIES[1] : COOKIES[0];
  return `${name}=${encodeURIComponent(`${token}.${signature}`)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Takes away a session that nobody was given. */
export async function endSessionQuietly({ owner }: Database, sessionId: string): Promise<void> {
  await owner.query('delete from auth.session where id = $1', [sessionId]);
}
