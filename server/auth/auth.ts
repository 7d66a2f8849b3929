import { apiKey } from '@better-auth/api-key';
import { drizzleAdapter } from '@better-auth/drizzle-adapter/relations-v2';
import * as authTable from '@readout/db/auth-table.ts';
import { APIError, betterAuth } from 'better-auth';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { isRefusedPerson } from './demo-person.ts';

/** Carries the client's address from the HTTP server, the only one that may set it, to the limits on sign-in. */
export const ADDRESS_HEADER = 'x-readout-address';

/** How an API token begins, so that a scanner of leaked secrets knows one. */
export const TOKEN_PREFIX = 'rdt_';

export type Auth = ReturnType<typeof createAuth>;

/**
 * Sign-in by e-mail and password, with sessions in PostgreSQL.
 *
 * Nobody signs up: people are added by `readout user add` and the seed. Tokens are made by `readout token create`.
 *
 * @param owner the owner's pool: sign-in stands before any viewer, outside row-level security
 */
export function createAuth(owner: pg.Pool, config: Pick<Config, 'secret' | 'publicUrl' | 'isDemo'>) {
  return betterAuth({
    appName: 'Readout',
    secret: config.secret,
    basePath: '/api/auth',
    ...(config.publicUrl === undefined ? {} : { baseURL: config.publicUrl }),
    trustedOrigins: (request) => (request === undefined ? [] : [config.publicUrl ?? originOf(request)]),
    database: drizzleAdapter(drizzle({ client: owner, relations: authTable.authRelations }), {
      provider: 'pg',
      schema: authTable,
      schemaName: 'auth',
      transaction: true,
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: 12 * HOUR_S, updateAge: HOUR_S },
    disabledPaths: CLOSED_PATHS,
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
    },
    advanced: {
      cookiePrefix: 'readout',
      useSecureCookies: config.publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    // Its warnings ask for one fixed address; without READOUT_URL each request names the address it came to.
    logger: { level: 'error', disableColors: true },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            if (!(await isRefusedPerson(owner, session.userId, config))) return;
            throw new APIError('FORBIDDEN', {
              code: 'DEMO_IS_OFF',
              message: 'This account belongs to the demonstration, which is off here.',
            });
          },
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
    ],
  });
}

const HOUR_S = 3600;

/** What an operator does at the command line, or nobody does, is not offered over HTTP. */
const CLOSED_PATHS = [
  '/sign-up/email',
  '/update-user',
  '/change-email',
  '/delete-user',
  '/request-password-reset',
  '/reset-password',
  '/api-key/create',
  '/api-key/update',
  '/api-key/delete',
  '/api-key/get',
  '/api-key/list',
];

function originOf(request: Request): string {
  const protocol = request.headers.get('x-forwarded-proto') ?? 'http';
  return `${protocol}://${request.headers.get('host') ?? ''}`;
}
