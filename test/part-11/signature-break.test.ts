import { randomUUID } from 'node:crypto';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { unlockRead } from '@readout/graphql/read/unlock-read.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { readOf } from '../graphql/read-trial.ts';
import { asSuperuser, OPERATOR, withDatabase } from '../postgres.ts';
import { openSigningTrial, type SigningTrial } from './signing-trial.ts';

const db = withDatabase();
let trial: SigningTrial;
let first: readonly string[] = [];
const all = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await db.database.owner.query<Row>(text, [...values])).rows;
const one = async <Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]) =>
  (await all<Row>(text, values))[0];
const isValid = async (id: string) =>
  (await one<{ ok: boolean }>('select private.signature_is_valid($1, $2) as ok', [trial.trialId, id]))?.ok;
const signature = (id: string) => one('select * from signature where id = $1', [id]);
/** Past the triggers, as a superuser can who takes them away. */
const pastTriggers = (tab: string, text: string, values: readonly unknown[] = []) =>
  asSuperuser(db.database, async (client) => {
    await client.query(`alter table ${tab} disable trigger user`);
    await client.query(text, [...values]);
    const { rows } = await client.query<{ name: string }>(
      'select tgname as name from pg_trigger where tgrelid = $1::regclass and not tgisinternal',
      [tab],
    );
    for (const { name } of rows) await client.query(`alter table ${tab} enable always trigger ${name}`);
  });

beforeAll(async () => {
  trial = await openSigningTrial(db);
  const reads = await trial.read('READER_1', [50, 30, 31]);
  for (const id of reads.slice(0, 2)) await trial.signRead('reader1', id);
  first = reads;
});

describe('A signed read', () => {
  test('that is unlocked is unsigned: broken with the reason, an entry and a mail', async () => {
    const id = await trial.signRead('reader1', first[2] ?? '');
    await trial.as(OPERATOR.userId, (tx) =>
      unlockRead(tx, { trialId: trial.trialId, readId: first[2] ?? '' }),
    );
    const broken = await signature(id);
    expect(broken).toMatchObject({ broken_why: 'The read was unlocked: A test' });
    expect(broken?.['broken_at']).not.toBeNull();
    expect(await isValid(id)).toBe(false);
    expect(
      await one(`select act, signature_id from audit.entry where number = $1`, [broken?.['broken_by']]),
    ).toMatchObject({ act: 'UNLOCK' });
    expect(
      await one(
        `select act, after->>'broken_why' as why from audit.entry where record = 'signature' and record_id = $1 and action = 'UPDATE'`,
        [id],
      ),
    ).toEqual({ act: 'SIGNATURE_BROKEN', why: 'The read was unlocked: A test' });
    expect(await all(`select person_id, recipient, kind, subject from auth.mail`)).toEqual([
      {
        person_id: 'reader1',
        recipient: 'reader1@test.example',
        kind: 'SIGNATURE_BROKEN',
        subject: 'Your signature no longer holds: Read of 01-001, W12, reader 1, version 1',
      },
    ]);
  });

  test('that was unlocked is corrected by a new version, which is signed anew; the old signature stays broken', async () => {
    const reads = [{ ...readOf(trial, 'READER_1', 'W12', 33), correctionReason: 'Wrong slice' }];
    const [again = ''] = await trial.as('reader1', (tx) =>
      submitReads(tx, { trialId: trial.trialId, reads }),
    );
    expect(again).not.toBe(first[2]);
    expect(await isValid(await trial.signRead('reader1', again))).toBe(true);
    expect(
      await one('select count(*)::int as n from signature where record_id = $1 and broken_at is not null', [
        first[2],
      ]),
    ).toEqual({ n: 1 });
  });

  test('whose time point gets another date is broken in the same transaction, and one that stays the same is not', async () => {
    const holding = () =>
      all<{ record_id: string }>(
        `select record_id from signature where record = 'read' and broken_at is null order by record_id`,
      );
    const before = await holding();
    await db.asOwner((tx) => tx.execute(sql`update timepoint set label = 'Week 6' where code = 'W6'`));
    expect(await holding()).toEqual(before);
    await db.asOwner((tx) =>
      tx.execute(sql`update timepoint set assessed_on = '2026-02-17' where code = 'W6'`),
    );
    expect(await holding()).toEqual(before.filter(({ record_id }) => record_id !== first[1]));
  });

  // 21 CFR 11.70: what gets past every trigger shows all the same.
  test('of which the owner changes one value past the triggers shows as invalid', async () => {
    const held = await one<{ id: string; record_id: string }>(
      `select id, record_id from signature where record_id = $1`,
      [first[0]],
    );
    expect(await isValid(held?.id ?? '')).toBe(true);
    await pastTriggers('finding', 'update finding set longest_diameter_mm = 51 where read_id = $1', [
      held?.record_id,
    ]);
    expect(await isValid(held?.id ?? '')).toBe(false);
    await pastTriggers('finding', 'update finding set longest_diameter_mm = 50 where read_id = $1', [
      held?.record_id,
    ]);
    expect(await isValid(held?.id ?? '')).toBe(true);
  });

  test('whose signature the owner copies to another record shows it as invalid there, even with hash and digest made to fit', async () => {
    const copy = randomUUID();
    await pastTriggers(
      'signature',
      `insert into signature select (jsonb_populate_record(s, jsonb_build_object('id', $1::uuid, 'nonce', 'copied', 'record_id', $2::uuid))).* from signature s where record_id = $3`,
      [copy, first[1], first[0]],
    );
    expect(await isValid(copy)).toBe(false);
    await pastTriggers(
      'signature',
      `update signature s set record_hash = private.record_hash(trial_id, record, record_id),
        digest = private.signature_digest(record, record_id, private.record_hash(trial_id, record, record_id), signer_id, printed_name, meaning, signed_at, nonce) where id = $1`,
      [copy],
    );
    expect(await isValid(copy)).toBe(false);
  });
});

describe('A review that a monitor signed', () => {
  test('holds while answers stay, and breaks when a read changes the central result', async () => {
    const second = await trial.read('READER_2', [50, 30]);
    await trial.lock('reader2', second);
    const id = await trial.sign('monitor', { record: 'review', recordId: trial.subjectId }, 'AGREEMENT');
    await db.asOwner((tx) => tx.execute(sql`update timepoint set label = 'Week 12' where code = 'W12'`));
    expect(await isValid(id)).toBe(true);
    const [third = ''] = await trial.as('reader2', (tx) =>
      submitReads(tx, { trialId: trial.trialId, reads: [readOf(trial, 'READER_2', 'W12', 60)] }),
    );
    expect(await isValid(id)).toBe(true);
    await trial.lock('reader2', [third]);
    expect(await isValid(id)).toBe(false);
    expect((await signature(id))?.['broken_at']).not.toBeNull();
  });

  test('is broken by a charter that gives another answer', async () => {
    const id = await trial.sign('monitor', { record: 'review', recordId: trial.subjectId }, 'RE_READ');
    await trial.as(OPERATOR.userId, (tx) =>
      tx.execute(sql`insert into charter (trial_id, id, version, criteria, read_design, adjudication_variable, is_sequential)
        select trial_id, gen_random_uuid(), 2, criteria, 'SINGLE', adjudication_variable, false from charter where version = 1`),
    );
    expect(await signature(id)).toMatchObject({ broken_why: 'The record changed (charter): A test' });
  });
});
