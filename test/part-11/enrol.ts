import { createRequire } from 'node:module';
import { cookiesOf, type IdentityHub } from './identity-hub.ts';

// better-auth's own code maker, which is no dependency of ours: another implementation than the one that checks.
const fromBetterAuth = createRequire(
  createRequire(new URL('../../server/package.json', import.meta.url)).resolve('better-auth'),
);
const { createOTP } = fromBetterAuth('@better-auth/utils/otp') as {
  readonly createOTP: (secret: string) => { readonly totp: () => Promise<string> };
};

/** The secret that an otpauth address carries in Base32, as it is. @source RFC 4648, section 6 */
export function secretOf(uri: string): string {
  const text = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...text].map((each) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** The code that an authenticator with this secret shows now. */
export const codeOf = (secret: string): Promise<string> => createOTP(secret).totp();

/** Enrols an authenticator and tests it; gives the secret, the backup codes and the cookies of the session that follows. */
export async function enrol(identity: IdentityHub, cookie: string, password: string | undefined) {
  const begun = await identity.post(
    '/api/auth/two-factor/enable',
    password === undefined ? {} : { password },
    { cookie },
  );
  const { totpURI, backupCodes } = begun.json<{ totpURI: string; backupCodes: string[] }>();
  const secret = secretOf(totpURI);
  const tested = await identity.post(
    '/api/auth/two-factor/verify-totp',
    { code: await codeOf(secret) },
    { cookie },
  );
  if (tested.statusCode !== 200) throw new Error(`The code was not taken: ${tested.body}`);
  return { secret, backupCodes, cookie: cookiesOf(tested) };
}
