import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertBlindedTrial, type BlindedTrial } from '../graphql/blinded-trial.ts';
import { openTokenHub, type Member, type TokenHub } from '../graphql/token-hub.ts';
import { withDatabase } from '../postgres.ts';

const fresh = withDatabase();
let hub: TokenHub;
let blinded: BlindedTrial;
let unblinded: Member;
let sponsor: Member;
beforeAll(async () => {
  blinded = await fresh.asOwner((tx) => insertBlindedTrial(tx));
  hub = await openTokenHub(fresh);
  unblinded = await hub.join(blinded.trialId, 'STATISTICIAN', 'Tomasz Wrona');
  sponsor = await hub.join(blinded.trialId, 'SPONSOR_REVIEWER', 'Ines Aldana');
  await fresh.asOwner((tx) =>
    tx
      .insert(unblindingGrant)
      .values({
        trialId: blinded.trialId,
        personId: unblinded.personId,
        firstGrantorId: 'administrator',
        secondGrantorId: 'manager',
        reason: 'Final analysis',
        grantedAt: new Date(),
      })
      .execute(),
  );
}, 120_000);
afterAll(() => hub.app.close());

const ARMS = `query Arms($number: String!) {
  subject(protocol: "ONC-1042", number: $number) { number arm { planned { code } } exposures { drug { treatment } } }
  trial(protocol: "ONC-1042") { efficacy { waterfall { subject arm } } }
}`;

async function askAs({ headers }: Member, query: string, variables = {}) {
  const reply = await hub.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...headers, 'user-agent': 'test' },
    payload: { query, variables },
  });
  expect(reply.json()).not.toHaveProperty('errors');
  return reply;
}

async function viewsOf(personId: string) {
  const { rows } = await fresh.database.owner.query<Readonly<Record<string, unknown>>>(
    "select trial_id, record_id, after, request_id, client, reason from audit.entry where act = 'VIEW' and actor_id = $1 order by number",
    [personId],
  );
  return rows;
}

// ICH E6(R3) 4.1 and 4.2.2 a(iii): who looked at what is withheld from others.
test('a request that shows arms leaves one entry for its trial, however many rows it shows, with operation, variables and request', async () => {
  const reply = await askAs(unblinded, ARMS, { number: '1042-001' });
  expect(reply.body).toContain('SECRETA');
  expect(await viewsOf(unblinded.personId)).toMatchObject([
    {
      trial_id: blinded.trialId,
      record_id: blinded.trialId,
      after: {
        operation: 'Arms',
        variables: { number: '1042-001' },
        count: 8,
      },
      request_id: reply.headers['x-request-id'],
      client: 'test',
    },
  ]);
});

test('a request that shows none, or asks as somebody blinded, leaves none', async () => {
  await askAs(unblinded, '{ subject(protocol: "ONC-1042", number: "1042-001") { number usubjid } }');
  const blind = await askAs(sponsor, ARMS, { number: '1042-001' });
  expect(blind.body).not.toContain('SECRET');
  await askAs(
    unblinded,
    'query Again { subject(protocol: "ONC-1042", number: "1042-002") { arm { planned { code } } } }',
  );
  const views = await viewsOf(unblinded.personId);
  expect(views.map(({ after }) => (after as { readonly operation: string }).operation)).toEqual([
    'Arms',
    'Again',
  ]);
  expect(await viewsOf(sponsor.personId)).toEqual([]);
});
