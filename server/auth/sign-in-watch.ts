import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { recordAccountAct } from './account-act.ts';
import { ADDRESS_HEADER, type AuthHub } from './auth.ts';
import {
  countTry,
  forgetTries,
  LOCK_MINUTES,
  MOST_TRIES,
  uncountTry,
  type CountedTry,
} from './failed-try.ts';
import { findPersonByAddress } from './find-person.ts';
import { tellOfLock } from './lock-notice.ts';
import { recordSignIn, recordSignInRefused } from './sign-in-record.ts';
import { findTried, takeSignInCode } from './tried.ts';

/** What is judged here: each try counts against the one account, by whatever way it is made. */
const JUDGED: ReadonlySet<string> = new Set([
  '/sign-in/email',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
  '/passkey/verify-authentication',
]);

/** What is not judged here, and stands on the trail all the same. */
const KEPT: ReadonlySet<string> = new Set(['/callback/:id', '/passkey/verify-registration']);

/** The tries of requests under way, from the hook before to the hook after. */
const underWay = new WeakMap<object, CountedTry>();

/** Counts tries before they are judged, locks, tells, and keeps sign-ins and failures on the audit trail. Stands last among the plugins. */
export function watchSignIn(hub: AuthHub) {
  return {
    id: 'readout-watch',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path !== undefined && JUDGED.has(path),
          handler: createAuthMiddleware(async (ctx) => {
            await before(hub, ctx);
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }) => path !== undefined && (JUDGED.has(path) || KEPT.has(path)),
          handler: createAuthMiddleware(async (ctx) => {
            await after(hub, ctx);
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

async function before(hub: AuthHub, ctx: GenericEndpointContext): Promise<void> {
  refuseShortcuts(ctx);
  const address = await findTried(hub, ctx);
  if (address === undefined) return;
  const counted = await countTry(hub.database, address, 'SIGN_IN');
  if (!counted.isAllowed) {
    await recordFailure(hub, ctx, counted);
    throw new APIError('FORBIDDEN', {
      code: 'LOCKED_OUT',
      message: `Signing in with this address is locked after ${MOST_TRIES} failed tries. Wait ${LOCK_MINUTES} minutes, or ask an administrator to unlock it.`,
      triesLeft: 0,
    });
  }
  underWay.set(ctx.context, counted);
  // A code that was taken before counts as a wrong one.
  if (!(await takeSignInCode(hub, ctx))) {
    const wrong = new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' });
    throw await fail(hub, ctx, counted, wrong);
  }
}

async function after(hub: AuthHub, ctx: GenericEndpointContext): Promise<void> {
  // A check of our own, made without a request, is counted and recorded where it is made.
  if (ctx.request === undefined && ctx.path === '/passkey/verify-authentication') return;
  const counted = underWay.get(ctx.context);
  const { returned } = ctx.context as { readonly returned?: unknown };
  const session = ctx.context.newSession;
  if (ctx.path === '/callback/:id' && !session) return recordSignInRefused(hub, ctx);
  if (returned instanceof APIError && ctx.path !== '/callback/:id') {
    if (counted === undefined) return;
    if (!isWrong(returned)) return uncountTry(hub.database, counted);
    throw await fail(hub, ctx, counted, returned);
  }
  // The right password with a code still to come is neither: a session of the password alone is there no more.
  if (ctx.path === '/sign-in/email' && !session) {
    if (counted !== undefined) await uncountTry(hub.database, counted);
    return;
  }
  if (counted !== undefined) await forgetTries(hub.database, counted.address, 'SIGN_IN');
  await recordSignIn(hub, ctx);
}

/** Whether what was given is wrong, and not a bug of ours or a right that somebody who proved who they are lacks. */
const isWrong = ({ statusCode }: APIError): boolean => statusCode === 400 || statusCode === 401;

/** Records the failure and says how many tries are left, for an address that nobody has as for any other. */
async function fail(
  hub: AuthHub,
  ctx: GenericEndpointContext,
  counted: CountedTry,
  why: APIError,
): Promise<APIError> {
  await recordFailure(hub, ctx, counted);
  const left = MOST_TRIES - counted.tries;
  if (left <= 0) {
    await tellOfLock(hub, counted, {
      client: ctx.headers?.get('user-agent') ?? null,
      network: ctx.headers?.get(ADDRESS_HEADER) ?? null,
    });
  }
  return new APIError(why.statusCode === 400 ? 'BAD_REQUEST' : 'UNAUTHORIZED', {
    code: why.body?.code ?? 'REFUSED',
    message: sentenceOf(ctx.path, left),
    triesLeft: Math.max(0, left),
  });
}

function sentenceOf(path: string, left: number): string {
  const what =
    path === '/two-factor/verify-totp' || path === '/two-factor/verify-backup-code'
      ? 'This code is wrong, or was used before.'
      : path === '/passkey/verify-authentication'
        ? 'This passkey was not taken.'
        : path === '/sign-in/email'
          ? 'User name or password is wrong.'
          : 'The password is wrong.';
  const rest =
    left <= 0
      ? `The account is locked for ${LOCK_MINUTES} minutes.`
      : left === 1
        ? '1 try is left before the account locks.'
        : `${left} tries are left before the account locks.`;
  return `${what} ${rest}`;
}

async function recordFailure(hub: AuthHub, ctx: GenericEndpointContext, counted: CountedTry): Promise<void> {
  const person = await findPersonByAddress(hub.database, counted.address);
  await recordAccountAct(hub.database, {
    act: 'SIGN_IN_FAILED',
    personId: person?.id ?? null,
    client: ctx.headers?.get('user-agent'),
    details: { way: ctx.path, tries: counted.tries, network: ctx.headers?.get(ADDRESS_HEADER) ?? null },
    reason: counted.isAllowed ? 'What was given is wrong' : 'Not judged, as the account is locked',
  });
}

/** A browser is never trusted for a month, and no code is taken for less than a session. */
function refuseShortcuts({ body }: GenericEndpointContext): void {
  const given: unknown = body;
  if (typeof given !== 'object' || given === null) return;
  if (
    ('trustDevice' in given && given.trustDevice) ||
    ('disableSession' in given && given.disableSession) ||
    ('rememberMe' in given && given.rememberMe === false)
  )
    throw new APIError('BAD_REQUEST', { code: 'NOT_OFFERED', message: 'This is not offered.' });
}
