import { person } from '@readout/db/table/person.ts';
import { transact } from '@readout/db/transact.ts';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../graphql/ask.ts';
import { insertBlindedTrial, type BlindedTrial } from '../graphql/blinded-trial.ts';
import { withDatabase } from '../postgres.ts';

const opened = withDatabase();
let made: BlindedTrial;
beforeAll(async () => {
  made = await opened.asOwner(async (tx) => {
    const inserted = await insertBlindedTrial(tx);
    const keeper = { id: 'keeper', name: 'keeper', email: 'keeper@readout.invalid', kind: 'PERSON' } as const;
    await tx
      .insert(person)
      .values({ ...keeper, mayKeepPeople: true })
      .execute();
    return inserted;
  });
});

const as = (userId: string, source: string, variables: Readonly<Record<string, unknown>> = {}) =>
  ask(opened.database, { userId }, source, variables);
const keep = (
  by: string,
  verb: 'deactivatePerson' | 'reactivatePerson',
  personId: string,
  reason = 'On leave',
) =>
  as(by, `mutation ($id: ID!, $reason: String!) { ${verb}(personId: $id, reason: $reason) { isActive } }`, {
    id: personId,
    reason,
  });
const trialsOf = async (userId: string) => (await as(userId, '{ trials { protocol } }')).data?.['trials'];

// 21 CFR 11.10(d), 11.300(b)(c): access ends at once, and nobody is ever deleted.
describe('somebody who is deactivated', () => {
  test('is deactivated by who keeps people alone, with a reason, and never by themselves', async () => {
    for (const by of ['administrator', 'manager', 'sponsor', 'auditor'])
      expect((await keep(by, 'deactivatePerson', 'reader1')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await keep('keeper', 'deactivatePerson', 'keeper')).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    expect((await keep('keeper', 'deactivatePerson', 'reader1', ' ')).errors).toMatchObject([
      { code: 'REASON_MISSING' },
    ]);
    expect((await keep('keeper', 'deactivatePerson', 'readout')).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
  });

  test('sees nothing from the next statement on, has no session left, and is back with the roles held', async () => {
    await opened.database.owner.query(
      `insert into auth."user" (id, name, email, email_verified) values ('reader1', 'reader1', 'reader1@readout.invalid', true)`,
    );
    await opened.database.owner.query(
      `insert into auth.session (id, token, user_id, expires_at, created_at, updated_at) values ('s', 't', 'reader1', now() + interval '1 hour', now(), now())`,
    );
    expect(await trialsOf('reader1')).toHaveLength(1);
    expect((await keep('keeper', 'deactivatePerson', 'reader1')).data).toEqual({
      deactivatePerson: { isActive: false },
    });
    expect(await trialsOf('reader1')).toEqual([]);
    expect(
      (await opened.database.owner.query(`select from auth.session where user_id = 'reader1'`)).rowCount,
    ).toBe(0);
    expect((await keep('keeper', 'reactivatePerson', 'reader1', 'Back from leave')).errors).toEqual([]);
    expect(await trialsOf('reader1')).toHaveLength(1);
  });

  test('takes no role and gives none', async () => {
    await keep('keeper', 'deactivatePerson', 'sponsor');
    const { errors } = await as(
      'administrator',
      'mutation { grantRole(protocol: "ONC-1042", email: "sponsor@readout.invalid", role: AUDITOR, reason: "Audits") { id } }',
    );
    expect(errors).toMatchObject([{ code: 'CONFLICT', message: 'This person is deactivated.' }]);
    await keep('keeper', 'reactivatePerson', 'sponsor');
  });

  test('is not the last administrator of a trial, and is deleted by nobody', async () => {
    expect((await keep('keeper', 'deactivatePerson', 'administrator')).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('ONC-1042') },
    ]);
    await expect(
      opened.asOwner((tx) => tx.delete(person).where(eq(person.id, 'reader1')).execute()),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('shows in the history of access from that moment until the return', async () => {
    const { rows } = await opened.database.owner.query<{ at: string }>(
      `select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from audit.entry where record = 'person' and record_id = 'reader1' and 'state' = any (changed) order by number`,
    );
    const seenAt = async (at: string) => {
      const { data, errors } = await as(
        'auditor',
        `{ trial(protocol: "ONC-1042") { accessOn(at: "${at}") { name grantedBy } } }`,
      );
      expect(errors).toEqual([]);
      return (data?.['trial'] as { accessOn: { name: string; grantedBy: string }[] }).accessOn.find(
        ({ name }) => name === 'reader1',
      );
    };
    expect(rows).toHaveLength(2);
    // The clock of requests has milliseconds: a moment later than the entry.
    expect(await seenAt(new Date(Date.parse(rows[0]?.at ?? '') + 1).toISOString())).toBeUndefined();
    expect(await seenAt(new Date(Date.parse(rows[1]?.at ?? '') + 1).toISOString())).toMatchObject({
      grantedBy: 'keeper',
    });
  });
});

// 21 CFR 11.100(b), (c)
describe('what is kept of a person', () => {
  const PROVE = `mutation { proveIdentity(personId: "reader1", method: "Passport, seen in the office", checkedOn: "2026-01-12", reason: "Before the first signature") { identity { method checkedOn checkedBy } } }`;

  test('is the proof of the identity, with how, when and by whom', async () => {
    for (const by of ['administrator', 'reader1'])
      expect((await as(by, PROVE)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await as('keeper', PROVE)).data).toEqual({
      proveIdentity: {
        identity: { method: 'Passport, seen in the office', checkedOn: '2026-01-12', checkedBy: 'keeper' },
      },
    });
    expect((await as('keeper', PROVE.replace('Passport, seen in the office', ' '))).errors).toMatchObject([
      { code: 'BAD_INPUT' },
    ]);
    expect((await as('keeper', PROVE.replace('reader1', 'keeper'))).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
  });

  test('is whether the letter to the FDA is on file', async () => {
    const LETTER =
      'mutation { setLetterOnFile(personId: "reader1", isOnFile: true, reason: "Sent with the submission") { hasLetterOnFile } }';
    expect((await as('keeper', LETTER)).data).toEqual({ setLetterOnFile: { hasLetterOnFile: true } });
    expect((await as('manager', LETTER)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });

  test('is listed for who keeps people, and for nobody else; rights over the hub are no request’s', async () => {
    const LIST = '{ keptPeople { name identity { method } } }';
    expect((await as('keeper', LIST)).data).toMatchObject({
      keptPeople: expect.arrayContaining([
        { name: 'reader1', identity: { method: 'Passport, seen in the office' } },
      ]),
    });
    expect((await as('administrator', LIST)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(
      (await ask(opened.database, { userId: 'keeper', trialIds: [made.trialId] }, LIST)).errors,
    ).toMatchObject([{ code: 'FORBIDDEN' }]);
    for (const right of ['may_keep_people', 'may_open_trials'])
      await expect(
        transact(opened.database, { viewer: { userId: 'keeper' }, reason: 'More rights' }, (tx) =>
          tx.execute(sql`update person set ${sql.identifier(right)} = true where id = 'reader2'`),
        ),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
