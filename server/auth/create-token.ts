import { Refusal } from '@readout/db/refusal.ts';
import { TOKEN_SCOPES, type TokenScope } from '@readout/db/term.ts';
import type { Auth } from './auth.ts';

/** The longest a token may be good for. */
export const MOST_TOKEN_DAYS = 366;

/**
 * Makes an API token with the rights of its person, limited to scopes, and to some trials or not.
 *
 * The answer is the only time the token is seen: its SHA-256 is what is kept.
 *
 * @param days until it expires, at most 366
 * @throws Refusal BAD_INPUT for other days, no name, or no scope
 */
export async function createToken(
  auth: Auth,
  token: {
    readonly personId: string;
    readonly name: string;
    readonly trialIds?: readonly string[];
    readonly scopes?: readonly TokenScope[];
    readonly days: number;
  },
): Promise<string> {
  const { personId, name, trialIds, days, scopes = ['read'] } = token;
  if (!Number.isInteger(days) || days < 1 || days > MOST_TOKEN_DAYS)
    throw new Refusal('BAD_INPUT', `A token is good for 1 to ${MOST_TOKEN_DAYS} days.`);
  if (name.trim() === '' || name.length > 100)
    throw new Refusal('BAD_INPUT', 'Say what the token is for, in at most 100 characters.');
  if (scopes.length === 0 || scopes.some((scope) => !TOKEN_SCOPES.includes(scope)))
    throw new Refusal('BAD_INPUT', `A token is good for ${TOKEN_SCOPES.join(', ')}: choose one at least.`);
  const { key } = await auth.api.createApiKey({
    body: {
      userId: personId,
      name: name.trim(),
      expiresIn: days * 24 * 3600,
      metadata: { scopes, ...(trialIds === undefined ? {} : { trialIds }) },
    },
  });
  return key;
}
