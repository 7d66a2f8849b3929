import type { Auth } from './auth.ts';

/**
 * Makes an API token with the rights of its person, limited to some trials or not.
 *
 * The answer is the only time the token is seen: its SHA-256 is what is kept.
 *
 * @param days until it expires, at most 366
 */
export async function createToken(
  auth: Auth,
  token: {
    readonly personId: string;
    readonly name: string;
    readonly trialIds?: readonly string[];
    readonly days: number;
  },
): Promise<string> {
  const { key } = await auth.api.createApiKey({
    body: {
      userId: token.personId,
      name: token.name,
      expiresIn: token.days * 24 * 3600,
      ...(token.trialIds === undefined ? {} : { metadata: { trialIds: token.trialIds } }),
    },
  });
  return key;
}
