import { APIError } from 'better-auth';

/** A passkey stands for two components, something had and something known or borne: without the second it is refused. */
export async function refuseUnverifiedPasskey({
  verification,
}: {
  readonly verification: { readonly authenticationInfo: { readonly userVerified: boolean } };
}): Promise<void> {
  if (verification.authenticationInfo.userVerified) return;
  throw new APIError('UNAUTHORIZED', {
    code: 'PASSKEY_UNVERIFIED',
    message: 'This device did not check that it is you: set a PIN, fingerprint or face for it.',
  });
}
