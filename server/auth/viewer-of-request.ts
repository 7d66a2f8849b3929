import { defaultKeyHasher } from '@better-auth/api-key';
import type { Database } from '@readout/db/database.ts';
import { TOKEN_SCOPES, type TokenScope } from '@readout/db/term.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import type { IncomingHttpHeaders } from 'node:http';
import { TOKEN_PREFIX, type AuthHub } from './auth.ts';
import { findSession, type Duty } from './session.ts';

/** Who asks, and with what. */
export interface Asker {
  readonly viewer: Viewer;
  /** What an API token is good for; undefined: a person at a browser, whose rights alone decide. */
  readonly scopes: readonly TokenScope[] | undefined;
  /** What the person must do first; nothing else is answered until then. */
  readonly duty: Duty | undefined;
}

/**
 * The person of the session cookie, or of the API token in `Authorization: Bearer rdt_…`.
 *
 * A request with an Authorization header is judged by it alone, so that no cookie lends a bad token its rights.
 *
 * @returns null when there is neither, or it has expired, was withdrawn, or belongs to somebody who is deactivated or of the demonstration outside demo mode
 */
export async function findAsker(headers: IncomingHttpHeaders, hub: AuthHub): Promise<Asker | null> {
  if (headers.authorization !== undefined) return findTokenAsker(headers.authorization, hub);
  const session = await findSession(hub, headers);
  if (session === undefined) return null;
  const viewer = { userId: session.userId, sessionId: session.id };
  return { viewer, scopes: undefined, duty: session.duty };
}

/**
 * The viewer of a request that is answered in full.
 *
 * @param scope what an API token must be good for
 * @returns null for nobody, for a token without the scope, and for somebody who must do something else first
 */
export async function viewerOfRequest(
  headers: IncomingHttpHeaders,
  hub: AuthHub,
  scope: TokenScope = 'read',
): Promise<Viewer | null> {
  const asker = await findAsker(headers, hub);
  if (asker === null || asker.duty !== undefined || asker.scopes?.includes(scope) === false) return null;
  return asker.viewer;
}

// One statement, where the plugin's own check takes several and writes on each request.
const FIND_TOKEN = `
  select key.id, key.reference_id, key.metadata, person.is_demo,
    key.last_request is null or key.last_request < clock_timestamp() at time zone 'UTC' - interval '1 minute' as is_stale
  from auth.apikey key join person on person.id = key.reference_id and person.state = 'ACTIVE'
  where key.key = $1 and key.enabled and (key.expires_at is null or key.expires_at > clock_timestamp() at time zone 'UTC')`;

interface TokenRow {
  readonly id: string;
  readonly reference_id: string;
  readonly metadata: string | null;
  readonly is_demo: boolean;
  readonly is_stale: boolean;
}

async function findTokenAsker(authorization: string, { database, config }: AuthHub): Promise<Asker | null> {
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (!token?.startsWith(TOKEN_PREFIX)) return null;
  const { rows } = await database.owner.query<TokenRow>(FIND_TOKEN, [await defaultKeyHasher(token)]);
  const found = rows[0];
  if (found === undefined || (found.is_demo && !config.isDemo)) return null;
  if (found.is_stale) await noteUse(database, found.id);
  const { trialIds, scopes } = limitsOf(found.metadata);
  const viewer = { userId: found.reference_id, ...(trialIds === undefined ? {} : { trialIds }) };
  return { viewer, scopes, duty: undefined };
}

async function noteUse({ owner }: Database, tokenId: string): Promise<void> {
  await owner.query(
    "update auth.apikey set last_request = clock_timestamp() at time zone 'UTC' where id = $1",
    [tokenId],
  );
}

/** What a token is limited to. Metadata that cannot be read limits it to no trial and no scope. */
export function limitsOf(metadata: string | null): {
  /** Undefined: all of its person's. */
  readonly trialIds: readonly string[] | undefined;
  readonly scopes: readonly TokenScope[];
} {
  const value: unknown = metadata === null ? {} : JSON.parse(metadata);
  if (typeof value !== 'object' || value === null) return { trialIds: [], scopes: [] };
  const trials = 'trialIds' in value ? value.trialIds : undefined;
  const scopes = 'scopes' in value && Array.isArray(value.scopes) ? (value.scopes as unknown[]) : [];
  return {
    trialIds:
      trials === undefined
        ? undefined
        : (Array.isArray(trials) ? (trials as unknown[]) : []).filter((each) => typeof each === 'string'),
    scopes: TOKEN_SCOPES.filter((scope) => scopes.includes(scope)),
  };
}
