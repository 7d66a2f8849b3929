import { Refusal, type RefusalCode } from '@readout/db/refusal.ts';
import { TOKEN_SCOPES, type TokenScope } from '@readout/db/term.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encode } from 'uqr';
import type { Hub } from '../http.ts';
import { describeAccount } from './account-overview.ts';
import { createToken } from './create-token.ts';
import { acceptInvitation } from './invitation.ts';
import { findLink } from './link.ts';
import { endSession, findSession, type Session } from './session.ts';
import { changePassword } from './set-password.ts';
import { tellOfAccountChange } from './sign-in-record.ts';
import { withdrawPasskey, withdrawToken } from './withdraw.ts';

type Body = Readonly<Record<string, unknown>>;

/** `/api/account/*`: what people do with their own account, and how long their session lasts. Answers sessions only, never API tokens. */
export async function registerAccount(app: FastifyInstance, hub: Hub): Promise<void> {
  const { database, auth, config } = hub;

  /** A route of one's own account; what the person must do first is done through these. */
  const forPerson =
    (answer: (session: Session, body: Body, request: FastifyRequest) => Promise<unknown>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const session =
        request.headers.authorization === undefined ? await findSession(hub, request.headers) : undefined;
      if (session === undefined)
        return reply
          .code(401)
          .send({ code: 'UNAUTHENTICATED', message: 'Sign in first.', requestId: request.id });
      return refusing(request, reply, () => answer(session, (request.body ?? {}) as Body, request));
    };

  app.get(
    '/api/account',
    forPerson((session) => describeAccount(hub, session)),
  );
  app.get(
    '/api/account/clock',
    forPerson(async ({ idleS, leftS, duty }) => ({ idleS, leftS, duty: duty ?? null })),
  );
  app.post(
    '/api/account/picture',
    forPerson(async (_session, { text }) => {
      const { data, size } = encode(readText(text).slice(0, 500), { ecc: 'M' });
      return { size, path: data.map(rowPath).join('') };
    }),
  );
  app.post(
    '/api/account/password',
    forPerson(async ({ id, userId }, { current, next }, request) => {
      const client = request.headers['user-agent'];
      await changePassword(hub, {
        personId: userId,
        sessionId: id,
        current: readText(current),
        next: readText(next),
        client,
      });
      return { isDone: true };
    }),
  );
  app.post(
    '/api/account/session/end',
    forPerson(async ({ id, userId }, { id: ended }) => {
      const { rows } = await database.owner.query<{ id: string }>(
        'select id from auth.session where user_id = $1 and id <> $2 and ($3 = $4 or id = $3)',
        [userId, id, readText(ended), 'others'],
      );
      for (const other of rows) await endSession(database, other.id, 'Ended by its person');
      return { ended: rows.length };
    }),
  );
  app.post(
    '/api/account/token',
    forPerson(async ({ id, userId, duty }, { name, days, scopes }, request) => {
      if (duty !== undefined)
        throw new Refusal('FORBIDDEN', 'Do what is asked of your account first, then make tokens.');
      const given = Array.isArray(scopes) ? (scopes as unknown[]) : [];
      const chosen: readonly TokenScope[] = TOKEN_SCOPES.filter((scope) => given.includes(scope));
      const token = await createToken(auth, {
        personId: userId,
        name: readText(name),
        days: Number(days),
        scopes: chosen,
      });
      await tellOfAccountChange(hub, {
        personId: userId,
        sessionId: id,
        client: request.headers['user-agent'],
        what: `An API token was made, good for ${chosen.join(', ')}`,
      });
      return { token };
    }),
  );
  app.post(
    '/api/account/token/withdraw',
    forPerson(async ({ id, userId }, { id: tokenId }) =>
      withdrawToken(hub, { personId: userId, sessionId: id, tokenId: readText(tokenId) }),
    ),
  );
  app.post(
    '/api/account/passkey/withdraw',
    forPerson(async ({ id, userId }, { id: passkeyId }) =>
      withdrawPasskey(hub, { personId: userId, sessionId: id, passkeyId: readText(passkeyId) }),
    ),
  );

  // Before anybody has signed in.
  app.get('/api/sign-in/way', async () => ({ singleSignOn: config.oidc?.name ?? null }));
  app.post('/api/invitation/find', async (request, reply) => {
    const link = await findLink(database, readText((request.body as Body | null)?.['token']));
    if (link === undefined)
      return reply.code(404).send({ code: 'NOT_FOUND', message: 'This link is not good any more.' });
    return { kind: link.kind, email: link.email, name: link.name };
  });
  app.post('/api/invitation/accept', (request, reply) =>
    refusing(request, reply, async () => {
      const body = (request.body ?? {}) as Body;
      return {
        email: await acceptInvitation(hub, {
          token: readText(body['token']),
          password: readText(body['password']),
        }),
      };
    }),
  );
}

/** The dark squares of a row of a QR code, as a path of squares one wide. */
const rowPath = (row: readonly boolean[], y: number): string =>
  row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join('');

const readText = (value: unknown): string => (typeof value === 'string' ? value : '');

const STATUS: Readonly<Partial<Record<RefusalCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  LOCKED_OUT: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
};

/** A refusal as an answer with its code and sentence; whatever else is thrown is our bug, and handled as such. */
async function refusing(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: () => Promise<unknown>,
): Promise<unknown> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return reply
      .code(STATUS[error.code] ?? 400)
      .send({ code: error.code, message: error.message, requestId: request.id });
  }
}
