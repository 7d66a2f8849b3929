import { defaultKeyHasher } from '@better-auth/api-key';
import type { Database } from '@readout/db/database.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import { fromNodeHeaders } from 'better-auth/node';
import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config.ts';
import { TOKEN_PREFIX, type Auth } from './auth.ts';
import { isRefusedPerson } from './demo-person.ts';

/**
 * Who asks: the person of the session cookie, or of the API token in `Authorization: Bearer rdt_…`.
 *
 * A request with an Authorization header is judged by it alone, so that no cookie lends a bad token its rights.
 *
 * @returns null when there is neither, or it has expired, was withdrawn, or belongs to a demo person outside demo mode
 */
export async function viewerOfRequest(
  headers: IncomingHttpHeaders,
  {
    auth,
    database,
    config,
  }: { readonly auth: Auth; readonly database: Database; readonly config: Pick<Config, 'isDemo'> },
): Promise<Viewer | null> {
  if (headers.authorization !== undefined) return viewerOfToken(headers.authorization, database, config);
  if (headers.cookie === undefined) return null;
  const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
  if (found === null || (await isRefusedPerson(database.owner, found.user.id, config))) return null;
  return { userId: found.user.id, sessionId: found.session.id };
}

// One statement, where the plugin's own check takes several and writes on each request.
const FIND_TOKEN = `
  select key.reference_id, key.metadata, person.is_demo
  from auth.apikey key join person on person.id = key.reference_id
  where key.key = $1 and key.enabled and (key.expires_at is null or key.expires_at > (now() at time zone 'UTC'))`;

async function viewerOfToken(
  authorization: string,
  database: Database,
  config: Pick<Config, 'isDemo'>,
): Promise<Viewer | null> {
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (!token?.startsWith(TOKEN_PREFIX)) return null;
  const { rows } = await database.owner.query<{
    reference_id: string;
    metadata: string | null;
    is_demo: boolean;
  }>(FIND_TOKEN, [await defaultKeyHasher(token)]);
  const found = rows[0];
  if (found === undefined || (found.is_demo && !config.isDemo)) return null;
  const trialIds = trialsOf(found.metadata);
  return { userId: found.reference_id, ...(trialIds === undefined ? {} : { trialIds }) };
}

/** The trials a token is limited to; undefined: all of its person's. Metadata that cannot be read limits it to none. */
function trialsOf(metadata: string | null): readonly string[] | undefined {
  const value: unknown = metadata === null ? null : JSON.parse(metadata);
  if (value === null) return undefined;
  const trialIds = typeof value === 'object' && 'trialIds' in value ? value.trialIds : [];
  return Array.isArray(trialIds) ? trialIds.filter((each) => typeof each === 'string') : [];
}
