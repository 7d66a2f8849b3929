import { APIError, type GenericEndpointContext } from 'better-auth';
import type { AuthHub } from './auth.ts';
import { deactivatePerson } from './person-state.ts';

/** How somebody signed in, by the path that made the session; kept with the session and its entry. */
const METHODS: Readonly<Record<string, string>> = {
  '/sign-in/email': 'PASSWORD',
  '/two-factor/verify-totp': 'PASSWORD_AND_CODE',
  '/two-factor/verify-backup-code': 'PASSWORD_AND_BACKUP_CODE',
  '/two-factor/disable': 'PASSWORD',
  '/passkey/verify-authentication': 'PASSKEY',
  '/callback/:id': 'SINGLE_SIGN_ON',
};

interface NewSession {
  readonly userId: string;
}

interface Standing {
  readonly is_demo: boolean;
  readonly state: string;
  readonly is_inactive: boolean;
  readonly inactive_days: number;
}

/** Who may not have a session has none, by whatever way they proved who they are; the answer is seen after that proof only. */
export async function beforeSession<Session extends NewSession>(
  hub: AuthHub,
  session: Session,
  context: GenericEndpointContext | null,
): Promise<{
  data: Session & { readonly lastSeenAt: Date; readonly lastSignedAt: null; readonly method: string };
}> {
  const { rows } = await hub.database.owner.query<Standing>(
    `select p.is_demo, p.state, o.inactive_days,
       not p.is_demo and greatest(c.last_sign_in_at, c.active_since) < clock_timestamp() - o.inactive_days * interval '1 day' as is_inactive
     from person p left join auth.credential_state c on c.user_id = p.id cross join lateral private.policy_of(p.id) o where p.id = $1`,
    [session.userId],
  );
  const standing = rows[0];
  if (standing === undefined || (standing.is_demo && !hub.config.isDemo))
    refuse('DEMO_IS_OFF', 'This account belongs to the demonstration, which is off here.');
  if (standing.state !== 'ACTIVE')
    refuse(
      'DEACTIVATED',
      'This account is deactivated. An administrator of your trial can make it active again.',
    );
  if (standing.is_inactive) {
    const reason = `No sign-in for ${standing.inactive_days} days`;
    await deactivatePerson(hub.database, session.userId, { viewer: { userId: 'readout' }, reason });
    refuse(
      'INACTIVE',
      `This account was not used for ${standing.inactive_days} days and is deactivated. An administrator of your trial can make it active again.`,
    );
  }
  const method = METHODS[context?.path ?? ''] ?? 'PASSWORD';
  return { data: { ...session, lastSeenAt: new Date(), lastSignedAt: null, method } };
}

function refuse(code: string, message: string): never {
  throw new APIError('FORBIDDEN', { code, message });
}
