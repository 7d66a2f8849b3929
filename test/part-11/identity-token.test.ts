import { invitePerson, listInvitations, withdrawInvitation } from '@readout/server/auth/invitation.ts';
import { deactivatePerson } from '@readout/server/auth/person-state.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { OPERATOR } from '../postgres.ts';
import { ORIGIN, PASSWORD, withIdentityHub } from './identity-hub.ts';

const identity = withIdentityHub();
beforeEach(() => identity.forgetLimits());

async function withToken(email: string, scopes: readonly string[]) {
  const id = await identity.add({ email });
  const cookie = await identity.cookieFor(email);
  const made = await identity.post('/api/account/token', { name: 'a program', days: 30, scopes }, { cookie });
  return { id, cookie, answer: made, token: made.json<{ token: string }>().token };
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const MUTATION =
  'mutation { cancelSdtmImport(id: "0199d3a0-0000-7000-8000-000000000001", reason: "x") { id } }';

describe('an API token', { timeout: 120_000 }, () => {
  test('is shown once, asks in its scopes alone, and tells when it was last used', async () => {
    const { cookie, token } = await withToken('reads@example.org', ['read']);
    expect(token).toMatch(/^rdt_/);
    expect((await identity.askAs(bearer(token))).statusCode).toBe(200);
    const refused = await identity.askAs(bearer(token), MUTATION);
    expect(refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' }, message: expect.stringContaining('"write"') }],
    });
    const account = await identity.get('/api/account', { cookie });
    expect(account.body).not.toContain(token);
    expect(account.json()).toMatchObject({
      tokens: [{ name: 'a program', scopes: ['read'], lastUsedAt: expect.any(String) }],
    });
  });

  test('good for writing is not refused for its scope', async () => {
    const { token } = await withToken('writes@example.org', ['read', 'write']);
    expect((await identity.askAs(bearer(token), MUTATION)).body).not.toContain('not good for');
  });

  test('good for one thing is not good for another', async () => {
    const { token } = await withToken('checks@example.org', ['checkpoint']);
    expect((await identity.askAs(bearer(token))).json()).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  // 21 CFR 11.300(c): what is lost or stolen is deauthorised at once.
  test('is useless with the next request once withdrawn by its person, and not by another', async () => {
    const { cookie, token } = await withToken('loses@example.org', ['read']);
    const { tokens } = (await identity.get('/api/account', { cookie })).json<{ tokens: { id: string }[] }>();
    await identity.add({ email: 'other.person@example.org' });
    const eve = await identity.cookieFor('other.person@example.org');
    const withdraw = (as: string) =>
      identity.post('/api/account/token/withdraw', { id: tokens[0]?.id }, { cookie: as });
    expect((await withdraw(eve)).statusCode).toBe(404);
    expect((await identity.askAs(bearer(token))).statusCode).toBe(200);
    expect((await withdraw(cookie)).statusCode).toBe(200);
    expect((await identity.askAs(bearer(token))).statusCode).toBe(401);
  });

  test('of somebody deactivated is useless at once', async () => {
    const { id, token } = await withToken('leaves@example.org', ['read']);
    await deactivatePerson(identity.hub.database, id, { viewer: OPERATOR, reason: 'Left' });
    expect((await identity.askAs(bearer(token))).statusCode).toBe(401);
  });

  test('does not manage the account it belongs to', async () => {
    const { token } = await withToken('manages@example.org', ['read', 'write']);
    expect((await identity.get('/api/account', bearer(token))).statusCode).toBe(401);
    const more = await identity.post('/api/account/token', {}, { headers: bearer(token) });
    expect(more.statusCode).toBe(401);
  });

  test.each([
    [{ days: 0, scopes: ['read'], name: 'x' }],
    [{ days: 367, scopes: ['read'], name: 'x' }],
    [{ days: 1, scopes: [], name: 'x' }],
    [{ days: 1, scopes: ['everything'], name: 'x' }],
    [{ days: 1, scopes: ['read'], name: ' ' }],
  ])('is not made with %j', async (payload) => {
    const email = `wrong${crypto.randomUUID()}@example.org`;
    await identity.add({ email });
    const cookie = await identity.cookieFor(email);
    expect((await identity.post('/api/account/token', payload, { cookie })).statusCode).toBe(400);
  });
});

const TRIAL = '0199d3a0-0000-7000-8000-00000000001b';

describe('an invitation', { timeout: 120_000 }, () => {
  const invite = (email: string, viewer: { readonly userId: string } = OPERATOR) =>
    invitePerson(
      identity.hub,
      { viewer, reason: 'Joins the trial' },
      { email, name: 'New Reader', trialId: TRIAL, roles: ['AUDITOR'], origin: ORIGIN },
    );
  const tokenFor = async (email: string) => {
    const [mail] = await identity.query<{ body: string }>(
      `select body from auth.mail where recipient = $1 and kind = 'INVITATION' order by created_at desc limit 1`,
      [email],
    );
    return /invitation\/([\w-]{43})/.exec(mail?.body ?? '')?.[1] ?? '';
  };
  const accept = (token: string, password = PASSWORD) =>
    identity.post('/api/invitation/accept', { token, password });

  test('lets its person set a password and gives the roles, once', async () => {
    await transactAsOwner(identity.hub.database, { viewer: OPERATOR, reason: 'Set up' }, async (tx) => {
      await tx.execute(
        sql`insert into sponsor (id, name) values ('0199d3a0-0000-7000-8000-00000000001a', 'Sponsor')`,
      );
      await tx.execute(sql`insert into trial (id, sponsor_id, protocol, title, is_blinded, is_randomised, state, origin)
        values (${TRIAL}::uuid, '0199d3a0-0000-7000-8000-00000000001a', 'INV-1', 'Invites', true, true, 'ONGOING', 'HUB')`);
    });
    await invite('New.Reader@example.org');
    expect(await listInvitations(identity.hub.database, TRIAL)).toMatchObject([
      { email: 'new.reader@example.org', roles: ['AUDITOR'] },
    ]);
    const token = await tokenFor('new.reader@example.org');
    expect((await identity.post('/api/invitation/find', { token })).json()).toEqual({
      kind: 'INVITATION',
      email: 'new.reader@example.org',
      name: 'New Reader',
    });
    const both = await Promise.all([accept(token), accept(token)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
    const cookie = await identity.cookieFor('new.reader@example.org');
    const asked = await identity.askAs({ cookie }, '{ trials { protocol myRoles } }');
    expect(asked.json()).toEqual({ data: { trials: [{ protocol: 'INV-1', myRoles: ['AUDITOR'] }] } });
    expect(await listInvitations(identity.hub.database, TRIAL)).toEqual([]);
  });

  test('is not good after a week, withdrawn, or once another was sent; nor is a guess', async () => {
    const id = await invite('late@example.org');
    const first = await tokenFor('late@example.org');
    await invite('late@example.org');
    expect((await accept(first)).statusCode).toBe(404);
    const second = await tokenFor('late@example.org');
    await identity.query(
      `update auth.invitation set expires_at = now() - interval '1 second' where used_at is null`,
    );
    expect((await accept(second)).statusCode).toBe(404);
    const withdrawn = await invite('withdrawn@example.org');
    const third = await tokenFor('withdrawn@example.org');
    const act = { viewer: OPERATOR, reason: 'Sent by mistake' };
    await withdrawInvitation(identity.hub.database, act, withdrawn);
    expect((await accept(third)).statusCode).toBe(404);
    await expect(withdrawInvitation(identity.hub.database, act, id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await accept('A'.repeat(43))).statusCode).toBe(404);
  });

  test('gives no role that the one who invited may not give any more', async () => {
    const noAdministrator = await identity.add({ email: 'no.administrator@example.org' });
    await invite('by.nobody@example.org', { userId: noAdministrator });
    expect((await accept(await tokenFor('by.nobody@example.org'))).statusCode).toBe(403);
  });

  test('goes to nobody who is there already', async () => {
    await identity.add({ email: 'here@example.org' });
    await expect(invite('Here@example.org')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('keeps its link in no table and in no mail that was sent', async () => {
    await invite('secret@example.org');
    const token = await tokenFor('secret@example.org');
    const [found] = await identity.query<{ found: number }>(
      `select count(*)::int as found from auth.invitation where invitation::text like '%' || $1 || '%'`,
      [token],
    );
    expect(found?.found).toBe(0);
    const entries = await identity.query(
      `select 1 from audit.entry where entry::text like '%' || $1 || '%'`,
      [token],
    );
    expect(entries).toEqual([]);
  });
});
