import { MOST_MUTATIONS, MOST_TOKENS } from '@readout/server/graphql-limit.ts';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertBlindedTrial, type BlindedTrial } from '../graphql/blinded-trial.ts';
import { openTokenHub, type TokenHub } from '../graphql/token-hub.ts';
import { withDatabase } from '../postgres.ts';

const db = withDatabase();
let hub: TokenHub;
let blinded: BlindedTrial;
const as: Record<string, Readonly<Record<string, string>>> = {};

beforeAll(async () => {
  blinded = await db.asOwner(insertBlindedTrial);
  hub = await openTokenHub(db);
  as['manager'] = (await hub.join(blinded.trialId, 'DATA_MANAGER', 'Manager')).headers;
  as['monitor'] = (await hub.join(blinded.trialId, 'MEDICAL_MONITOR', 'Monitor')).headers;
});
afterAll(() => hub.app.close());

interface Told {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function ask(payload: object, headers = as['manager'] ?? {}) {
  const answer = await hub.app.inject({ method: 'POST', url: '/graphql', headers, payload });
  return { status: answer.statusCode, ...answer.json<Told>() };
}

const many = (count: number, text: (number: number) => string) =>
  Array.from({ length: count }, (_each, number) => text(number)).join(' ');

const TYPE_OF_TYPE =
  '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }';
const SUBJECT = 'subject(protocol: "ONC-1042", number: "1042-001")';

/** Each levels deeper than what is there to be asked. */
const deep = (levels: number): string =>
  `{ ${SUBJECT} ${'{ trial { subjects { edges { node '.repeat(levels)}{ id }${' } } } }'.repeat(levels)} }`;

/** Fragments of which each spreads the next one twice: 2 to the power of 14 fields, written in 15 lines. */
const bomb = `{ ${SUBJECT} { ...f0 } } ${many(14, (n) => `fragment f${n} on Subject { a: next { ...f${n + 1} } b: previous { ...f${n + 1} } }`)} fragment f14 on Subject { id }`;

describe('introspection', () => {
  test('is for whoever is known: nobody else learns of the schema, not by a mistake either', async () => {
    for (const query of ['{ __schema { types { name } } }', '{ nonsense }', '{ trial(']) {
      const { status, errors } = await ask({ query }, {});
      expect([query, status, errors?.map(({ message }) => message)]).toEqual([
        query,
        401,
        ['Sign in, or send an API token that is still valid.'],
      ]);
    }
  });

  test('answers a tool that reads the schema once, and no flood', async () => {
    expect((await ask({ query: getIntrospectionQuery() })).data?.['__schema']).toBeTruthy();
    const flood = await ask({ query: `{ ${many(3, (n) => `a${n}: __schema { types { name } }`)} }` });
    expect(flood).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('times') as string }],
    });
    expect((await ask({ query: TYPE_OF_TYPE })).status).toBe(400);
  });
});

// OWASP API4: one request costs what one person may ask for.
describe('a flood', () => {
  test.each([
    ['of words', `{ ${many(MOST_TOKENS + 1, () => '__typename')} }`, 'tokens'],
    ['of aliases', `{ ${many(401, (n) => `a${n}: viewer { person { id } }`)} }`, 'too much at once'],
    ['of depth', deep(8), 'too much at once'],
    [
      'of cost, by a page of a million',
      '{ trials { subjects(first: 1000000) { edges { node { usubjid } } } } }',
      'too much at once|most|1 to',
    ],
    ['of fragments that double', bomb, 'too much at once'],
    [
      'of fragments in a circle',
      `{ ${SUBJECT} { ...a } } fragment a on Subject { ...b } fragment b on Subject { ...a }`,
      'Cannot spread fragment',
    ],
    ['of directives', `{ __typename ${many(500, () => '@skip(if: false)')} }`, 'can only be used once'],
    ['of unknown directives', `{ __typename ${many(1000, (n) => `@d${n}`)} }`, 'Unknown directive'],
    ['of variables', `query (${many(600, (n) => `$v${n}: Int`)}) { __typename }`, 'never used'],
    ['of fields that may conflict', `{ ${many(300, (n) => `trial(protocol: "${n}") { id }`)} }`, 'conflict'],
    [
      'of operations',
      many(MOST_MUTATIONS + 1, (n) => `query q${n} { __typename }`),
      'operations at most|operation name',
    ],
    [
      'of mutations',
      `mutation { ${many(MOST_MUTATIONS + 1, (n) => `a${n}: unlockRead(readId: "x", reason: "x") { id }`)} }`,
      'things at most',
    ],
    [
      'of mutations behind a fragment',
      `mutation { ...m } fragment m on Mutation { ${many(MOST_MUTATIONS + 1, (n) => `a${n}: unlockRead(readId: "x", reason: "x") { id }`)} }`,
      'things at most',
    ],
    [
      'of previews, each of which derives a trial',
      `query ($input: CharterAmendmentInput!) { ${many(2, (n) => `a${n}: previewCharterAmendment(input: $input) { __typename }`)} }`,
      'too much at once',
    ],
  ])('%s is refused before anything is looked up', async (_name, query, said) => {
    const input = { protocol: 'ONC-1042', criteria: [{ id: 'recist-1.1' }] };
    const started = performance.now();
    const { data, errors } = await ask({
      query,
      operationName: query.includes('q0') ? 'q0' : undefined,
      variables: { input },
    });
    // Whole seconds would be a way to stop the hub.
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(Object.values(data ?? {}).filter((each) => each !== null)).toEqual([]);
    expect(errors?.[0]?.message).toMatch(new RegExp(said));
    expect(errors?.[0]?.extensions.code).toMatch(/^(BAD_REQUEST|TOO_COMPLEX|GRAPHQL_\w+)$/);
  });

  test('of requests in one is no request, nor is one by its hash alone', async () => {
    const batch = await ask([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect(batch).toMatchObject({ status: 400 });
    const hash = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    expect((await ask({ extensions: hash })).data ?? null).toBeNull();
  });
});

describe('a mutation that is refused', () => {
  const refusals = async () =>
    (
      await db.database.owner.query<{ record_id: string; trial_id: string | null; actor_name: string }>(
        `select record_id, trial_id, actor_name from audit.entry where act = 'REFUSED' order by number`,
      )
    ).rows;
  const readId = async () => {
    const { rows } = await db.database.owner.query<{ id: string }>(
      'select id from read where trial_id = $1 limit 1',
      [blinded.trialId],
    );
    return Buffer.from(`Read:${JSON.stringify([blinded.trialId, rows[0]?.id])}`).toString('base64');
  };

  test('stands on the trail of the trial that it names, by an id or a protocol number, under its own name', async () => {
    const id = await readId();
    await ask(
      {
        query: 'mutation ($id: ID!) { x: unlockRead(readId: $id, reason: "Mine") { id } }',
        variables: { id },
      },
      as['monitor'],
    );
    await ask(
      {
        query:
          'mutation { grantRole(protocol: "ONC-1042", email: "a@b.example", role: READER, reason: "Mine") { id } }',
      },
      as['monitor'],
    );
    const of = { trial_id: blinded.trialId, actor_name: 'Monitor' };
    expect(await refusals()).toEqual([
      { record_id: 'unlockRead', ...of },
      { record_id: 'grantRole', ...of },
    ]);
    const seen = await ask({
      query:
        '{ trial(protocol: "ONC-1042") { auditEntries(filter: { act: REFUSED }, first: 5) { totalCount } } }',
    });
    expect(seen.data).toEqual({ trial: { auditEntries: { totalCount: 2 } } });
  });

  test('names no trial that the person may not know', async () => {
    const { rows } = await db.database.owner.query<{ id: string }>(
      `select id from trial where protocol = 'OTHER-7'`,
    );
    const id = Buffer.from(`Read:${JSON.stringify([rows[0]?.id, rows[0]?.id])}`).toString('base64');
    const before = (await refusals()).length;
    const mutations = [
      `unlockRead(readId: "${id}", reason: "Mine") { id }`,
      'grantRole(protocol: "OTHER-7", email: "a@b.example", role: READER, reason: "Mine") { id }',
      'deactivatePerson(personId: "sponsor", reason: "Mine") { id }',
    ];
    for (const each of mutations) await ask({ query: `mutation { ${each} }` }, as['monitor']);
    expect((await refusals()).slice(before).map(({ trial_id }) => trial_id)).not.toContain(rows[0]?.id);
  });
});
