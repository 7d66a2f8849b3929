import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson } from './auth/add-person.ts';
import { createToken } from './auth/create-token.ts';
import { viewerOfRequest } from './auth/viewer-of-request.ts';
import { readConfig } from './config.ts';
import { createHttp } from './http.ts';
import { openHub, type OpenHub } from './open-hub.ts';
import { findUpload } from './upload.ts';

const PASSWORD = 'correct horse battery';
const act = { viewer: { userId: 'readout' }, reason: 'A test needs people' };
const host = 'readout.test';
const origin = `http://${host}`;

let folder: string;
let hub: OpenHub;
let app: FastifyInstance;
let ann: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readout-http-'));
  hub = await openHub(readConfig({ READOUT_DATA: join(folder, 'data'), LOG_LEVEL: 'silent' }));
  app = await createHttp(hub);
  ann = await addPerson(
    hub.database,
    { email: 'Ann@Example.org', name: 'Ann', password: PASSWORD, mayOpenTrials: true },
    act,
  );
  await addPerson(
    hub.database,
    { email: 'demo@example.org', name: 'Demo', password: PASSWORD, isDemo: true },
    act,
  );
}, 60_000);

afterAll(async () => {
  try {
    await app.close();
  } finally {
    // Even after a failed start, or PostgreSQL would stay on.
    await hub.close();
    await rm(dirname(await realpath(join(folder, 'data', 'postgresql'))), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
});

const signIn = (
  email: string,
  {
    from = origin,
    password = PASSWORD,
    headers = {},
  }: { from?: string; password?: string; headers?: Record<string, string> } = {},
) =>
  app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { host, origin: from, ...headers },
    payload: { email, password },
  });

const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) =>
  answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');

const ask = (headers: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { host, ...headers },
    payload: { query: '{ __typename }' },
  });

describe('sign-in', () => {
  test('gives a session in a cookie that no script reads and no other site sends', async () => {
    const answer = await signIn('ann@example.org');
    expect(answer.statusCode).toBe(200);
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/i);
    const asked = await ask({ cookie: cookieOf(answer), origin });
    expect(asked.json()).toEqual({ data: { __typename: 'Query' } });
  });

  test('is refused with a wrong password, and to whoever would sign up', async () => {
    expect((await signIn('ann@example.org', { password: 'wrong horse battery' })).statusCode).toBe(401);
    const payload = { email: 'eve@example.org', password: PASSWORD, name: 'Eve' };
    const signUp = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-up/email',
      headers: { host, origin },
      payload,
    });
    expect(signUp.statusCode).toBeGreaterThanOrEqual(400);
    expect(
      (await hub.database.owner.query("select 1 from auth.user where email = 'eve@example.org'")).rowCount,
    ).toBe(0);
  });

  test('is no longer answered after twenty tries in a minute, whatever address the client claims', async () => {
    const statuses: number[] = [];
    for (let number = 0; number < 25; number++) {
      const headers = { 'x-forwarded-for': `10.0.0.${number}`, 'x-readout-address': `10.0.1.${number}` };
      statuses.push((await signIn('nobody@example.org', { headers })).statusCode);
    }
    expect(statuses.at(-1)).toBe(429);
    await hub.database.owner.query('delete from auth.rate_limit');
  });

  test('lets people of the demonstration in only in demo mode', async () => {
    const answer = await signIn('demo@example.org');
    expect(answer.statusCode).toBe(200);
    const strict = { ...hub, config: { ...hub.config, isDemo: false } };
    expect(await viewerOfRequest({ cookie: cookieOf(answer) }, strict)).toBeNull();
    const closed = await createHttp({
      ...strict,
      auth: (await import('./auth/auth.ts')).createAuth(strict),
    });
    const payload = { email: 'demo@example.org', password: PASSWORD };
    const refused = await closed.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { host, origin },
      payload,
    });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'DEMO_IS_OFF' });
    await closed.close();
  });
});

describe('a request', () => {
  test('with neither session nor token is refused', async () => {
    expect((await ask({})).statusCode).toBe(401);
    expect((await ask({ authorization: 'Bearer rdt_forged' })).statusCode).toBe(401);
  });

  test('that another site makes a signed-in browser send is refused', async () => {
    const cookie = cookieOf(await signIn('ann@example.org'));
    expect((await ask({ cookie, origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await ask({ cookie, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    const form = await app.inject({
      method: 'GET',
      url: '/graphql?query={__typename}',
      headers: { host, cookie },
    });
    expect(form.statusCode).toBe(400);
  });

  test('larger than a megabyte is refused', async () => {
    const token = await createToken(hub.auth, { personId: ann, name: 'test', days: 1 });
    const payload = { query: `{ __typename } # ${'x'.repeat(1_100_000)}` };
    const answer = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { host, authorization: `Bearer ${token}` },
      payload,
    });
    expect(answer.statusCode).toBe(413);
  });
});

describe('an API token', () => {
  test("asks with its person's rights, within its trials, and is kept only as a hash", async () => {
    const trialIds = ['0199d3a0-0000-7000-8000-000000000001'];
    const token = await createToken(hub.auth, { personId: ann, name: 'test', days: 1, trialIds });
    expect(await viewerOfRequest({ authorization: `Bearer ${token}` }, hub)).toEqual({
      userId: ann,
      trialIds,
    });
    expect((await ask({ authorization: `Bearer ${token}` })).statusCode).toBe(200);
    expect(
      (await hub.database.owner.query('select 1 from auth.apikey where key = $1', [token])).rowCount,
    ).toBe(0);
  });

  test('is refused once expired or withdrawn', async () => {
    const token = await createToken(hub.auth, { personId: ann, name: 'old', days: 1 });
    await hub.database.owner.query(
      "update auth.apikey set expires_at = now() at time zone 'UTC' - interval '1 second' where name = 'old'",
    );
    expect((await ask({ authorization: `Bearer ${token}` })).statusCode).toBe(401);
    const other = await createToken(hub.auth, { personId: ann, name: 'withdrawn', days: 1 });
    await hub.database.owner.query("update auth.apikey set enabled = false where name = 'withdrawn'");
    expect((await ask({ authorization: `Bearer ${other}` })).statusCode).toBe(401);
  });
});

describe('an upload', () => {
  const send = (authorization: string, name: string) => {
    const payload = `--edge\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\nDOMAIN\nTR\n\r\n--edge--\r\n`;
    return app.inject({
      method: 'POST',
      url: '/upload',
      headers: { host, authorization, 'content-type': 'multipart/form-data; boundary=edge' },
      payload,
    });
  };

  test('is kept for the person who sent it, and for no other', async () => {
    const token = await createToken(hub.auth, { personId: ann, name: 'upload', days: 1, scopes: ['write'] });
    const { uploadId } = (await send(`Bearer ${token}`, 'tr.csv')).json<{ uploadId: string }>();
    const found = await findUpload(hub.config, { userId: ann }, uploadId);
    expect(await readdir(found ?? '')).toEqual(['tr.csv']);
    expect(await findUpload(hub.config, { userId: 'another' }, uploadId)).toBeUndefined();
    expect(await findUpload(hub.config, { userId: ann }, '../secret')).toBeUndefined();
  });

  test('of a file that is neither CSV nor XPT, or by somebody who may not, is refused', async () => {
    const token = await createToken(hub.auth, { personId: ann, name: 'refused', days: 1, scopes: ['write'] });
    expect((await send(`Bearer ${token}`, 'run.sh')).statusCode).toBe(400);
    const limited = await createToken(hub.auth, {
      personId: ann,
      name: 'limited',
      days: 1,
      scopes: ['write'],
      trialIds: [],
    });
    expect((await send(`Bearer ${limited}`, 'tr.csv')).statusCode).toBe(403);
    expect((await send('Bearer rdt_forged', 'tr.csv')).statusCode).toBe(401);
  });
});

test('every answer forbids framing and guessing of types', async () => {
  const { headers } = await app.inject({ url: '/health', headers: { host } });
  expect(headers).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
});
