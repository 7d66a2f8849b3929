/** What better-auth answers over HTTP; whatever else it and its plugins bring, now or in a later version, is not there. */
const OPEN: ReadonlySet<string> = new Set([
  'POST /sign-in/email',
  'POST /sign-in/social',
  'GET /callback/oidc',
  'POST /sign-out',
  'GET /get-session',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/generate-backup-codes',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
]);

/** @param url the address asked for, with or without a query */
export const isOpenPath = (method: string | undefined, url: string): boolean =>
  OPEN.has(`${method ?? ''} ${(url.split('?')[0] ?? '').replace(/^\/api\/auth/, '')}`);
