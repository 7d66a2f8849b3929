import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPerson, type NewPerson } from '@readout/server/auth/add-person.ts';
import { createAuth } from '@readout/server/auth/auth.ts';
import { readConfig } from '@readout/server/config.ts';
import { createHttp, type Hub } from '@readout/server/http.ts';
import { afterAll, beforeAll } from 'vitest';
import { openFreshDatabase, OPERATOR, type FreshDatabase } from '../postgres.ts';

export const PASSWORD = 'four words that rhyme not';
export const HOST = 'readout.test';
export const ORIGIN = `http://${HOST}`;
export const CONTACT = 'security@example.org';

type App = Awaited<ReturnType<typeof createHttp>>;
type Answer = Awaited<ReturnType<App['inject']>>;

/** A hub on a database of its own, as requests meet it; there from the first test on. */
export interface IdentityHub {
  readonly hub: Hub & { readonly database: FreshDatabase };
  readonly app: App;
  readonly add: (person: Partial<NewPerson> & { readonly email: string }) => Promise<string>;
  /** Somebody without a password, who signs in by the provider alone. */
  readonly addWithout: (person: { readonly email: string }) => Promise<string>;
  readonly post: (
    path: string,
    payload: object,
    more?: { readonly cookie?: string; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Answer>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly signIn: (email: string, password?: string, cookie?: string) => Promise<Answer>;
  /** Signs in, and gives the cookies that a browser keeps. */
  readonly cookieFor: (email: string, password?: string) => Promise<string>;
  readonly askAs: (headers: Readonly<Record<string, string>>, query?: string) => Promise<Answer>;
  readonly query: <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** The limits on requests a minute, which many tests in a row would meet, begin anew. */
  readonly forgetLimits: () => Promise<void>;
  readonly listActs: (personId: string) => Promise<readonly string[]>;
}

/** The cookies that an answer sets, as a browser sends them back; one that is taken away is left out. */
export const cookiesOf = (answer: Answer): string =>
  answer.cookies
    .filter(({ value, maxAge }) => value !== '' && maxAge !== 0)
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');

/** Call it at the top of a test file. */
export function withIdentityHub(environment: Readonly<Record<string, string>> = {}): IdentityHub {
  let opened: { folder: string; hub: IdentityHub['hub']; app: App } | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readout-identity-'));
    const config = readConfig({
      READOUT_DATA: folder,
      LOG_LEVEL: 'silent',
      READOUT_SECURITY_CONTACT: CONTACT,
      ...environment,
    });
    const database = await openFreshDatabase();
    const hub = { config, database, auth: createAuth({ config, database }) };
    opened = { folder, hub, app: await createHttp(hub) };
  });
  afterAll(async () => {
    await opened?.app.close();
    await opened?.hub.database.drop();
    if (opened !== undefined) await rm(opened.folder, { recursive: true, force: true });
  });
  const get = () => {
    if (opened === undefined) throw new Error('The hub is there from the first test on, not before.');
    return opened;
  };
  const post: IdentityHub['post'] = (path, payload, { cookie, headers = {} } = {}) =>
    get().app.inject({
      method: 'POST',
      url: path,
      headers: {
        host: HOST,
        origin: ORIGIN,
        ...(cookie === undefined || cookie === '' ? {} : { cookie }),
        ...headers,
      },
      payload,
    });
  const signIn: IdentityHub['signIn'] = (email, password = PASSWORD, cookie = '') =>
    post('/api/auth/sign-in/email', { email, password }, { cookie });
  const query: IdentityHub['query'] = async <Row extends object>(sql: string, values?: readonly unknown[]) =>
    (await get().hub.database.owner.query<Row>(sql, values === undefined ? [] : [...values])).rows;
  return {
    get hub() {
      return get().hub;
    },
    get app() {
      return get().app;
    },
    add: (person) =>
      addPerson(
        get().hub.database,
        { name: 'Ann Other', password: PASSWORD, ...person },
        { viewer: OPERATOR, reason: 'A test needs people' },
      ),
    addWithout: (person) =>
      addPerson(
        get().hub.database,
        { name: 'Ann Other', ...person },
        { viewer: OPERATOR, reason: 'A test needs people' },
      ),
    post,
    get: (path, headers = {}) => get().app.inject({ url: path, headers: { host: HOST, ...headers } }),
    signIn,
    cookieFor: async (email, password) => {
      const answer = await signIn(email, password);
      if (answer.statusCode !== 200) throw new Error(`${email} did not sign in: ${answer.body}`);
      return cookiesOf(answer);
    },
    askAs: (headers, query_ = '{ __typename }') =>
      get().app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { host: HOST, ...(headers['cookie'] === undefined ? {} : { origin: ORIGIN }), ...headers },
        payload: { query: query_ },
      }),
    query,
    forgetLimits: async () => void (await query('delete from auth.rate_limit')),
    listActs: async (personId) =>
      (
        await query<{ act: string }>(
          `select act from audit.entry where action = 'ACT' and actor_id = $1 order by number`,
          [personId],
        )
      ).map(({ act }) => act),
  };
}
