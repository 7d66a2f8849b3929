import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPerson } from '@readout/server/auth/add-person.ts';
import { expect, test } from 'vitest';
import { openFreshDatabase, OPERATOR } from '../postgres.ts';
import { PASSWORD } from './identity-hub.ts';

test(
  'the log of a server that says everything holds no password, session, token or link',
  { timeout: 240_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readout-log-'));
    const database = await openFreshDatabase();
    await addPerson(
      database,
      { email: 'ann@example.org', name: 'Ann', password: PASSWORD },
      { viewer: OPERATOR, reason: 'A test needs people' },
    );
    const port = await findFreePort();
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: database.url,
        READOUT_SECRET: 'the secret of the tests, long enough for it',
        READOUT_DATA: folder,
        READOUT_DEMO: 'off',
        READOUT_REQUIRE_SECOND_FACTOR: 'off',
        PORT: String(port),
        LOG_LEVEL: 'trace',
      },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (printed += part.toString()));
    try {
      while (!printed.includes('Readout is at')) {
        if (child.exitCode !== null) throw new Error(printed);
        await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      }
      const url = `http://127.0.0.1:${port}`;
      const post = (path: string, body: object, headers: Record<string, string> = {}) =>
        fetch(url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: url, ...headers },
          body: JSON.stringify(body),
        });
      const email = 'ann@example.org';
      await post('/api/auth/sign-in/email', { email, password: 'a wrong secret guess' });
      const signedIn = await post('/api/auth/sign-in/email', { email, password: PASSWORD });
      expect(signedIn.status).toBe(200);
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const made = await post('/api/account/token', { name: 'x', days: 1, scopes: ['read'] }, { cookie });
      const { token } = (await made.json()) as { token: string };
      await post('/graphql', { query: '{ nonsense }' }, { authorization: `Bearer ${token}` });
      await post('/graphql', { query: '{ __typename }' }, { authorization: `Bearer ${token}x` });
      await post('/api/invitation/accept', { token: 'a link of an invitation', password: 'x' });
      await post('/api/auth/two-factor/verify-totp', { code: '424242' }, { cookie });
      for (const secret of [
        PASSWORD,
        'a wrong secret guess',
        token,
        decodeURIComponent(cookie).split('=')[1]?.split('.')[0] ?? '?',
        'a link of an invitation',
        '424242',
        'the secret of the tests',
      ])
        expect(printed).not.toContain(secret);
      expect(printed).toContain('answered');
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port to be had.');
  return address.port;
}
