import type { TokenScope } from '@readout/db/term.ts';
import type { AuthHub } from './auth.ts';
import type { Session } from './session.ts';
import { limitsOf } from './viewer-of-request.ts';

/** One's own account, as the page "My security" shows it. Instants are ISO 8601. */
export interface AccountOverview {
  readonly name: string;
  readonly email: string;
  /** What must be done before anything else is answered; null: nothing. */
  readonly duty: Session['duty'] | null;
  /** Null: signs in without one. */
  readonly password: { readonly changedAt: string; readonly ageAt: string | null } | null;
  /** When the authenticator was last proved; null: none is enrolled. */
  readonly authenticator: { readonly checkedAt: string | null } | null;
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly createdAt: string | null;
    readonly isSynced: boolean;
  }[];
  readonly sessions: readonly {
    readonly id: string;
    readonly createdAt: string;
    readonly lastSeenAt: string;
    readonly client: string | null;
    readonly network: string | null;
    readonly method: string | null;
    readonly isThis: boolean;
  }[];
  readonly tokens: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly start: string | null;
    readonly scopes: readonly TokenScope[];
    readonly isLimitedToTrials: boolean;
    readonly createdAt: string;
    readonly expiresAt: string | null;
    readonly lastUsedAt: string | null;
  }[];
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly changed_at: string | null;
  readonly age_at: string | null;
  readonly has_password: boolean;
  readonly has_authenticator: boolean;
  readonly checked_at: string | null;
}

// better-auth's times are without zone, in UTC; the text bears the zone for the reader.
const INSTANT = (column: string) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const ZONED = (column: string) => INSTANT(`(${column}) at time zone 'UTC'`);

export async function describeAccount(
  { database: { owner } }: AuthHub,
  session: Session,
): Promise<AccountOverview> {
  const { userId } = session;
  const [person, passkeys, sessions, tokens] = await Promise.all([
    owner.query<Person>(
      `select p.name, p.email, ${ZONED('c.password_changed_at')} as changed_at,
         ${ZONED("c.password_changed_at + o.password_max_age_days * interval '1 day'")} as age_at,
         exists (select from auth.account a where a.user_id = p.id and a.provider_id = 'credential' and a.password is not null) as has_password,
         coalesce(u.two_factor_enabled, false) as has_authenticator, ${ZONED('c.factor_checked_at')} as checked_at
       from person p join auth."user" u on u.id = p.id left join auth.credential_state c on c.user_id = p.id cross join lateral private.policy_of(p.id) o
       where p.id = $1`,
      [userId],
    ),
    owner.query<AccountOverview['passkeys'][number]>(
      `select id, name, ${INSTANT('created_at')} as "createdAt", backed_up as "isSynced" from auth.passkey where user_id = $1 order by created_at`,
      [userId],
    ),
    owner.query<AccountOverview['sessions'][number]>(
      `select id, ${INSTANT('created_at')} as "createdAt", ${INSTANT('coalesce(last_seen_at, created_at)')} as "lastSeenAt",
         user_agent as client, ip_address as network, method, id = $2 as "isThis"
       from auth.session where user_id = $1 and expires_at > clock_timestamp() at time zone 'UTC' order by created_at desc`,
      [userId, session.id],
    ),
    owner.query<
      Omit<AccountOverview['tokens'][number], 'scopes' | 'isLimitedToTrials'> & { metadata: string | null }
    >(
      `select id, name, start, metadata, ${INSTANT('created_at')} as "createdAt", ${INSTANT('expires_at')} as "expiresAt", ${INSTANT('last_request')} as "lastUsedAt"
       from auth.apikey where reference_id = $1 and enabled and (expires_at is null or expires_at > clock_timestamp() at time zone 'UTC') order by created_at desc`,
      [userId],
    ),
  ]);
  const row = person.rows[0];
  if (row === undefined) throw new Error(`The person ${userId} of a session is not there.`);
  return {
    name: row.name,
    email: row.email,
    duty: session.duty ?? null,
    password: row.has_password ? { changedAt: row.changed_at ?? '', ageAt: row.age_at } : null,
    authenticator: row.has_authenticator ? { checkedAt: row.checked_at } : null,
    passkeys: passkeys.rows,
    sessions: sessions.rows,
    tokens: tokens.rows.map(({ metadata, ...token }) => {
      const { scopes, trialIds } = limitsOf(metadata);
      return { ...token, scopes, isLimitedToTrials: trialIds !== undefined };
    }),
  };
}
