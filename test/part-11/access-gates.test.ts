import { statementAcceptance } from '@readout/db/table/statement-acceptance.ts';
import { trainingRecord, trainingRequirement } from '@readout/db/table/training.ts';
import { person } from '@readout/db/table/person.ts';
import { SIGNING_STATEMENTS } from '@readout/db/signing-statement.ts';
import { transact } from '@readout/db/transact.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertBlindedTrial, type BlindedTrial } from '../graphql/blinded-trial.ts';
import { withDatabase } from '../postgres.ts';

const opened = withDatabase();
let made: BlindedTrial;
let readId: string;
beforeAll(async () => {
  made = await opened.asOwner(async (tx) => {
    const inserted = await insertBlindedTrial(tx);
    await tx.update(person).set({ mayKeepPeople: true }).where(eq(person.id, 'administrator')).execute();
    return inserted;
  });
  const { rows } = await opened.database.owner.query<{ id: string }>(
    'select r.id from read r where r.review_id = $1 order by r.id limit 1',
    [made.reviewIds.first[0]],
  );
  readId = rows[0]?.id ?? '';
  await as('manager', (tx) => tx.execute(sql`update read set state = 'SUBMITTED' where id = ${readId}`));
});

const as = <Answer>(userId: string, write: Parameters<typeof transact<Answer>>[2]) =>
  transact(opened.database, { viewer: { userId }, reason: 'A test of the gates' }, write);
const lock = () => as('reader1', (tx) => lockReads(tx, { trialId: made.trialId, readIds: [readId] }));
const keepsFromSigning = async (userId: string) => {
  const { rows } = await opened.database.owner.query<{ why: string | null }>(
    'select private.what_keeps_from_signing($1, $2) as why',
    [userId, made.trialId],
  );
  return rows[0]?.why;
};
const day = (daysFromNow: number) =>
  new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);
const record = (personId: string, completedOn: string, by = 'administrator', expiresOn?: string) =>
  as(by, (tx) =>
    tx
      .insert(trainingRecord)
      .values({
        trialId: made.trialId,
        personId,
        course: 'Imaging charter',
        completedOn,
        expiresOn,
        evidence: 'Certificate 12',
        recordedById: by,
      })
      .execute(),
  );

// 21 CFR 11.10(i): who works with the system is trained; the record gates the role.
describe('training', () => {
  beforeAll(() =>
    as('administrator', (tx) =>
      tx
        .insert(trainingRequirement)
        .values({ trialId: made.trialId, role: 'READER', course: 'Imaging charter', validMonths: 12 })
        .execute(),
    ),
  );

  test('that is not on record keeps a reader from locking, and the refusal names the course', async () => {
    await expect(lock()).rejects.toMatchObject({
      code: 'TRAINING_MISSING',
      message: expect.stringContaining('"Imaging charter" is not on record'),
    });
  });

  test('is recorded by another person than the reader, and by nobody who does not keep the trial', async () => {
    await expect(record('administrator', day(-3))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const by of ['reader1', 'sponsor', 'auditor'])
      await expect(record('reader1', day(-3), by)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('that has expired keeps a reader from locking, and the refusal names course and day', async () => {
    await record('reader1', day(-400), 'manager');
    await expect(lock()).rejects.toMatchObject({
      code: 'TRAINING_MISSING',
      message: expect.stringMatching(/"Imaging charter" expired on \d{4}-\d{2}-\d{2}/),
    });
    await record('reader1', day(-30), 'manager', day(-1));
    await expect(lock()).rejects.toMatchObject({ code: 'TRAINING_MISSING' });
  });

  test('that is good today, its last day included, lets the reader lock, and a data manager unlock', async () => {
    await record('reader1', day(-30), 'manager', day(0));
    await lock();
    await as('manager', (tx) => tx.execute(sql`update read set state = 'SUBMITTED' where id = ${readId}`));
    await lock();
  });

  test('is asked of the role alone that needs it, and not changed once it is recorded', async () => {
    await as('manager', (tx) => tx.execute(sql`update read set state = 'SUBMITTED' where id = ${readId}`));
    await as('manager', (tx) => lockReads(tx, { trialId: made.trialId, readIds: [readId] }));
    await expect(
      as('manager', (tx) => tx.execute(sql`update training_record set completed_on = current_date`)),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

// 21 CFR 11.10(j), 11.100(b): nobody signs before the identity is checked and the statement accepted.
describe('the right to sign', () => {
  test('waits for the identity, checked by another person', async () => {
    expect(await keepsFromSigning('reader1')).toMatch(/identity has not been checked/);
    const prove = (by: string, of: string) =>
      as(by, (tx) =>
        tx
          .update(person)
          .set({ identityMethod: 'Passport, seen', identityCheckedOn: day(0) })
          .where(eq(person.id, of))
          .returning()
          .execute(),
      );
    expect(await prove('manager', 'reader1')).toEqual([]);
    await expect(prove('administrator', 'administrator')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await prove('administrator', 'reader1')).toMatchObject([{ identityCheckedById: 'administrator' }]);
  });

  test('waits for the statement in its newest version, accepted by oneself', async () => {
    expect(await keepsFromSigning('reader1')).toMatch(/binds you as one on paper/);
    const accept = (by: string, personId: string, version: number) =>
      as(by, (tx) => tx.insert(statementAcceptance).values({ personId, version }).execute());
    const newest = SIGNING_STATEMENTS.at(-1)?.version ?? 0;
    await expect(accept('manager', 'reader1', newest)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(accept('reader1', 'reader1', newest - 1)).rejects.toMatchObject({ code: 'CONFLICT' });
    await accept('reader1', 'reader1', newest);
    expect(await keepsFromSigning('reader1')).toBeNull();
    await opened.database.owner.query('insert into private.signing_statement values (99, $1)', ['Newer']);
    expect(await keepsFromSigning('reader1')).toMatch(/binds you as one on paper/);
    await opened.database.owner.query('delete from private.signing_statement where version = 99');
  });

  test('waits for the training of the roles that are held', async () => {
    await as('administrator', (tx) =>
      tx
        .insert(trainingRequirement)
        .values({ trialId: made.trialId, role: 'READER', course: 'Good clinical practice' })
        .execute(),
    );
    expect(await keepsFromSigning('reader1')).toMatch(/"Good clinical practice" is not on record/);
  });

  test('is told to oneself, in trials that one may see', async () => {
    const ask = (userId: string) =>
      asViewer(opened.database, { userId }, async (db) => {
        const { rows } = await db.execute<{ why: string | null }>(
          sql`select private.may_sign(${made.trialId}) as why`,
        );
        return rows[0]?.why;
      });
    expect(await ask('reader1')).toMatch(/"Good clinical practice"/);
    expect(await ask('stranger')).toBeNull();
    await expect(
      opened.database.app.query('select private.what_keeps_from_signing($1, $2)', ['reader1', made.trialId]),
    ).rejects.toThrow(/permission denied/);
  });
});
