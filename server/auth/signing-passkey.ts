import type { Auth } from './auth.ts';
import { cookieOf, endSessionQuietly } from './session.ts';
import { getSigner } from './signer.ts';
import type { SigningHub } from './signing-factors.ts';

interface Who {
  readonly personId: string;
  readonly sessionId: string;
}

/** How long a challenge waits for its answer. */
const CHALLENGE_S = 300;
const challengeKey = (sessionId: string) => `signing-passkey-${sessionId}`;

/**
 * Begins to sign with a passkey: the options that the browser's `startAuthentication` takes. The challenge is good once, for this session.
 *
 * @throws Refusal UNAUTHENTICATED when the session is over
 */
export async function startSigningPasskey(hub: SigningHub, who: Who): Promise<unknown> {
  const { sessionToken } = await getSigner(hub, who);
  const { headers, response } = await hub.auth.api.generatePasskeyAuthenticationOptions({
    headers: new Headers({ cookie: cookieOf(sessionToken, hub.config) }),
    returnHeaders: true,
  });
  // What better-auth would keep in the browser stays here, beside the session.
  const cookies = headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
  const { internalAdapter } = await hub.auth.$context;
  await internalAdapter.deleteVerificationByIdentifier(challengeKey(who.sessionId));
  await internalAdapter.createVerificationValue({
    identifier: challengeKey(who.sessionId),
    value: cookies.join('; '),
    expiresAt: new Date(Date.now() + CHALLENGE_S * 1000),
  });
  return response;
}

/** Whether it answers the challenge of this session, with a passkey of this person that checked its bearer. */
export async function isSigningPasskey(
  hub: SigningHub,
  { personId, sessionId }: Who,
  given: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { internalAdapter } = await hub.auth.$context;
  const challenge = await internalAdapter.consumeVerificationValue(challengeKey(sessionId));
  if (challenge === null) return false;
  const answer = await verify(hub, given, challenge.value);
  if (answer === undefined) return false;
  // better-auth ends the check with a session, which nobody is given.
  await endSessionQuietly(hub.database, answer.session.id);
  return answer.user.id === personId;
}

type PasskeyAnswer = NonNullable<
  Parameters<Auth['api']['verifyPasskeyAuthentication']>[0]
>['body']['response'];

async function verify(
  { auth, config }: SigningHub,
  response: Readonly<Record<string, unknown>>,
  cookie: string,
) {
  const origin = config.publicUrl ?? originOf(response);
  if (origin === undefined) return undefined;
  try {
    return await auth.api.verifyPasskeyAuthentication({
      // Judged field by field there; anything else than an answer of a browser is refused.
      body: { response: response as unknown as PasskeyAnswer },
      headers: new Headers({ cookie, origin }),
    });
  } catch {
    return undefined;
  }
}

/** Without READOUT_URL: the origin that the browser signed. The id of the relying party, which is checked too, is then "localhost". */
function originOf(response: Readonly<Record<string, unknown>>): string | undefined {
  const inner = response['response'];
  const data: unknown =
    typeof inner === 'object' && inner !== null && 'clientDataJSON' in inner ? inner.clientDataJSON : '';
  try {
    const client = JSON.parse(
      Buffer.from(typeof data === 'string' ? data : '', 'base64url').toString(),
    ) as unknown;
    return typeof client === 'object' &&
      client !== null &&
      'origin' in client &&
      typeof client.origin === 'string'
      ? client.origin
      : undefined;
  } catch {
    return undefined;
  }
}
