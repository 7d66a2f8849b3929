/** One's own account as the hub tells it (`/api/account`). Instants are ISO 8601 in UTC. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly duty: 'CHANGE_PASSWORD' | 'ADD_SECOND_FACTOR' | null;
  /** Null: signs in without one. */
  readonly password: { readonly changedAt: string; readonly ageAt: string | null } | null;
  /** Null: none is enrolled. */
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
    readonly scopes: readonly string[];
    readonly createdAt: string;
    readonly expiresAt: string | null;
    readonly lastUsedAt: string | null;
  }[];
}

/** What a form answers with: which part of the page it belongs to, and what is so. */
export interface Outcome {
  readonly part: 'password' | 'authenticator' | 'passkey' | 'session' | 'token';
  /** Why it was refused. */
  readonly sentence?: string;
  readonly done?: string;
  /** What an authenticator is given, shown until its first code is right. */
  readonly enrolment?: { readonly picture: Picture; readonly key: string; readonly uri: string };
  /** Shown this once. */
  readonly backupCodes?: readonly string[];
  /** Shown this once. */
  readonly token?: string;
}

export interface Picture {
  /** Squares on each side. */
  readonly size: number;
  readonly path: string;
}

/** 12 Mar 2026, 08:41 UTC; a dash where there is none. */
export function momentOf(instant: string | null): string {
  if (instant === null || instant === '') return '–';
  const at = new Date(instant);
  const day = at.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** How a session was begun, in words. */
export const METHOD_NAME: Readonly<Record<string, string>> = {
  PASSWORD: 'password',
  PASSWORD_AND_CODE: 'password and code',
  PASSWORD_AND_BACKUP_CODE: 'password and backup code',
  PASSKEY: 'passkey',
  SINGLE_SIGN_ON: 'single sign-on',
};

/** Browser and system, from what the program says of itself: enough to know one's own. */
export function clientName(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return 'a program';
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent)?.[1];
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent)?.[1];
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return [name ?? 'a program', system].filter(Boolean).join(' on ');
}
