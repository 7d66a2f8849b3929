import { apiKey } from '@better-auth/api-key';
import { drizzleAdapter } from '@better-auth/drizzle-adapter/relations-v2';
import { passkey } from '@better-auth/passkey';
import * as authTable from '@readout/db/auth-table.ts';
import type { Database } from '@readout/db/database.ts';
import { betterAuth } from 'better-auth';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Config } from '../config.ts';
import { describeError } from '../describe-error.ts';
import { refuseUnverifiedPasskey } from './passkey-check.ts';
import { beforeSession } from './session-start.ts';
import { watchSignIn } from './sign-in-watch.ts';
import { ABSOLUTE_S } from './session-limit.ts';

/** Carries the client's address from the HTTP server, the only one that may set it, to the limits on sign-in. */
export const ADDRESS_HEADER = 'x-readout-address';

/** How an API token begins, so that a scanner of leaked secrets knows one. */
export const TOKEN_PREFIX = 'rdt_';

/** The name under which the one provider of single sign-on is known to routes and accounts. */
export const OIDC_PROVIDER = 'oidc';

export const COOKIE_PREFIX = 'readout';

export type Auth = ReturnType<typeof createAuth>;

/** What sign-in works with. */
export type AuthHub = { readonly database: Database; readonly config: AuthConfig };
export type AuthConfig = Pick<
  Config,
  'secret' | 'publicUrl' | 'isDemo' | 'securityContact' | 'oidc' | 'requiresSecondFactor'
>;

/**
 * Sign-in by password with second factor, by passkey, or by single sign-on, with sessions in PostgreSQL.
 *
 * Nobody signs up: people are invited, or added by `readout user add` and the seed. Which paths are open is listed in open-path.ts.
 * The owner's pool: sign-in stands before any viewer, outside row-level security.
 */
export function createAuth(hub: AuthHub) {
  const { config, database } = hub;
  return betterAuth({
    appName: 'Readout',
    secret: config.secret,
    basePath: '/api/auth',
    ...(config.publicUrl === undefined ? {} : { baseURL: config.publicUrl }),
    trustedOrigins: (request) => (request === undefined ? [] : [config.publicUrl ?? originOf(request)]),
    database: drizzleAdapter(drizzle({ client: database.owner, relations: authTable.authRelations }), {
      provider: 'pg',
      schema: authTable,
      schemaName: 'auth',
      transaction: true,
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: {
      expiresIn: ABSOLUTE_S,
      disableSessionRefresh: true,
      freshAge: 0,
      additionalFields: {
        lastSeenAt: { type: 'date', required: false, input: false, returned: false },
        lastSignedAt: { type: 'date', required: false, input: false, returned: false },
        method: { type: 'string', required: false, input: false, returned: false },
      },
    },
    account: {
      accountLinking: { enabled: true, trustedProviders: [], allowDifferentEmails: false },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 20 },
        '/two-factor/*': { window: 60, max: 20 },
        '/passkey/verify-authentication': { window: 60, max: 20 },
      },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: config.publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    onAPIError: {
      errorURL: '/sign-in',
      // Our bugs go to who asked for the answer (register-auth.ts), who logs them; the library would print statements with what they were sent with.
      throw: true,
    },
    telemetry: { enabled: false },
    // Its warnings ask for one fixed address; without READOUT_URL each request names the address it came to.
    logger: {
      level: 'error',
      disableColors: true,
      log: (level, message, ...more: readonly unknown[]) => {
        const errors = more.filter((each) => each instanceof Error).map((each) => describeError(each));
        process.stderr.write(`${JSON.stringify({ level, msg: message, errors })}\n`);
      },
    },
    databaseHooks: {
      session: { create: { before: (session, context) => beforeSession(hub, session, context) } },
      account: {
        // The provider's tokens open nothing that Readout needs: none is kept.
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    plugins: [
      apiKey({
        defaultPrefix: TOKEN_PREFIX,
        enableMetadata: true,
        rateLimit: { enabled: false },
        keyExpiration: { minExpiresIn: 1, maxExpiresIn: 366 },
      }),
      // Failures are counted by sign-in-watch, for passwords and codes together.
      twoFactor({ issuer: 'Readout', allowPasswordless: true, accountLockout: { enabled: false } }),
      passkey({
        rpName: 'Readout',
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        authentication: { afterVerification: refuseUnverifiedPasskey },
      }),
      genericOAuth({ config: providersOf(config) }),
      watchSignIn(hub),
    ],
  });
}

function providersOf({ oidc }: AuthConfig) {
  if (oidc === undefined) return [];
  return [
    {
      providerId: OIDC_PROVIDER,
      name: oidc.name,
      discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      scopes: ['openid', 'email', 'profile'],
      pkce: true,
      requireIdTokenVerification: true,
      disableSignUp: true,
      disableImplicitSignUp: true,
    },
  ];
}

function originOf(request: Request): string {
  const protocol = request.headers.get('x-forwarded-proto') ?? 'http';
  return `${protocol}://${request.headers.get('host') ?? ''}`;
}
