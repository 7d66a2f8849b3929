import { membership } from '@readout/db/table/person.ts';
import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import { trial } from '@readout/db/table/trial.ts';
import { and, eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../graphql/ask.ts';
import { insertBlindedTrial, type BlindedTrial } from '../graphql/blinded-trial.ts';
import { withDatabase } from '../postgres.ts';

const opened = withDatabase();
let made: BlindedTrial;
/** The database's clock between the steps of the story. */
const moments: string[] = [];

const tick = async () => {
  const { rows } = await opened.database.owner.query<{ now: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now from pg_sleep(0.005)`,
  );
  await opened.database.owner.query('select pg_sleep(0.005)');
  moments.push(rows[0]?.now ?? '');
};
const isMembership = (personId: string, role: 'READER' | 'STATISTICIAN') =>
  and(eq(membership.trialId, made.trialId), eq(membership.personId, personId), eq(membership.role, role));

beforeAll(async () => {
  made = await opened.asOwner((tx) => insertBlindedTrial(tx));
  const { trialId } = made;
  await tick(); // 0: all roles, nobody unblinded
  const { rows } = await opened.asOwner((tx) =>
    tx.execute<{
      id: string;
    }>(sql`insert into unblinding_grant (trial_id, id, person_id, first_grantor_id, second_grantor_id, reason)
      values (${trialId}, gen_random_uuid(), 'unblinded', 'administrator', 'manager', 'Final analysis') returning id`),
  );
  await tick(); // 1: unblinded
  await opened.asOwner((tx) => tx.delete(membership).where(isMembership('reader2', 'READER')).execute());
  await tick(); // 2: reader2 is gone
  await opened.asOwner((tx) =>
    tx
      .update(unblindingGrant)
      .set({ withdrawnById: 'manager', withdrawnAt: new Date(), withdrawnReason: 'Done' })
      .where(eq(unblindingGrant.id, rows[0]?.id ?? ''))
      .execute(),
  );
  await tick(); // 3: blinded again
  await opened.asOwner((tx) =>
    tx.insert(membership).values({ trialId, personId: 'reader2', role: 'READER' }).execute(),
  );
  await tick(); // 4: reader2 is back
  await opened.asOwner((tx) =>
    tx.update(trial).set({ isBlinded: false }).where(eq(trial.id, trialId)).execute(),
  );
  await tick(); // 5: the trial is open
});

interface Held {
  readonly name: string;
  readonly role: string;
  readonly sights: readonly string[];
  readonly until: string | null;
  readonly grantedBy: string;
}
async function accessOn(
  at: string,
  until: string | null = null,
  userId = 'auditor',
): Promise<readonly Held[]> {
  const { data, errors } = await ask(
    opened.database,
    { userId },
    'query ($at: DateTime!, $until: DateTime) { trial(protocol: "ONC-1042") { accessOn(at: $at, until: $until) { name role sights until grantedBy } } }',
    { at, until },
  );
  expect(errors).toEqual([]);
  return (data?.['trial'] as { readonly accessOn: readonly Held[] }).accessOn;
}
const at = (n: number) => moments[n] ?? '';
const namesOf = (held: readonly Held[]) => held.map(({ name }) => name);
const whoSaw = (held: readonly Held[], sight: string) =>
  held.filter(({ sights }) => sights.includes(sight)).map(({ name }) => name);

// Annex 11 12.3, FDA Q&A October 2024: authorised users and their rights over time.
describe('who could see what', () => {
  test('is right for each past moment, a role that was revoked since included', async () => {
    const [first, , gone, , back] = await Promise.all([0, 1, 2, 3, 4].map((n) => accessOn(at(n))));
    expect(namesOf(first ?? [])).toEqual([
      'administrator',
      'auditor',
      'manager',
      'reader1',
      'reader2',
      'sponsor',
      'unblinded',
    ]);
    expect(namesOf(gone ?? [])).not.toContain('reader2');
    expect(namesOf(back ?? [])).toContain('reader2');
    expect(first?.find(({ name }) => name === 'reader2')).toMatchObject({
      role: 'READER',
      until: expect.any(String),
      grantedBy: 'Readout, at the command line',
    });
    expect(back?.find(({ name }) => name === 'reader2')?.until).toBeNull();
  });

  test('tells arms from the grant to its withdrawal, and everybody of the clinical roles once the trial is open', async () => {
    expect(whoSaw(await accessOn(at(0)), 'ARMS')).toEqual([]);
    expect(whoSaw(await accessOn(at(1)), 'ARMS')).toEqual(['unblinded']);
    expect(whoSaw(await accessOn(at(2)), 'ARMS')).toEqual(['unblinded']);
    expect(whoSaw(await accessOn(at(3)), 'ARMS')).toEqual([]);
    expect(whoSaw(await accessOn(at(5)), 'ARMS')).toEqual([
      'administrator',
      'auditor',
      'manager',
      'sponsor',
      'unblinded',
    ]);
  });

  test('holds for any moment of a time: who left or was unblinded in it is in it', async () => {
    const held = await accessOn(at(0), at(3));
    expect(whoSaw(held, 'ARMS')).toEqual(['unblinded']);
    expect(namesOf(held)).toContain('reader2');
    expect(namesOf(await accessOn(at(2), at(3)))).not.toContain('reader2');
    expect((await accessOn(at(0), at(5))).filter(({ name }) => name === 'reader2')).toHaveLength(2);
  });

  test('says what each role sees: open reads and the trail for those who keep it', async () => {
    const held = await accessOn(at(0));
    expect(whoSaw(held, 'OPEN_READS')).toEqual(['administrator', 'auditor', 'manager']);
    expect(whoSaw(held, 'OWN_READS')).toEqual(['reader1', 'reader2']);
    expect(whoSaw(held, 'EFFICACY')).not.toContain('reader1');
  });

  test('is told to those who keep the trail alone', async () => {
    for (const userId of ['sponsor', 'reader1', 'unblinded'])
      expect(await accessOn(at(0), null, userId)).toEqual([]);
    const { data } = await ask(
      opened.database,
      { userId: 'stranger' },
      `{ trial(protocol: "ONC-1042") { accessOn(at: "${at(0)}") { name } } }`,
    );
    expect(data).toEqual({ trial: null });
  });

  test('before there was anybody is nobody', async () => {
    expect(await accessOn('2020-01-01T00:00:00Z')).toEqual([]);
  });
});
