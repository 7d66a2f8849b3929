import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@readout/ledger/canonical.ts';
import { membership } from '@readout/db/table/person.ts';
import { makeDataCut } from '@readout/graphql/data-cut/make-data-cut.ts';
import { createFileExport } from '@readout/graphql/export/create-file-export.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { forgetIdentity, openSigningTrial, type SigningTrial } from './signing-trial.ts';

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
beforeAll(async () => {
  trial = await openSigningTrial(db);
  first = await trial.read('READER_1', [50, 30, 31]);
});

// 21 CFR 11.50, 11.70, 11.100(a), 11.10(g)
describe('A signature', () => {
  test('bears printed name, time, meaning, factors and the hash of what was signed, and is on the trail', async () => {
    const id = await trial.signRead('reader1', first[0] ?? '');
    const row = await signature(id);
    expect(row).toMatchObject({
      record: 'read',
      record_id: first[0],
      signer_id: 'reader1',
      printed_name: 'reader1',
      meaning: 'I have read these images myself, and this is my read.',
      factors: ['EMAIL', 'PASSWORD'],
      session_id: 'session of reader1',
      broken_at: null,
    });
    expect(await isValid(id)).toBe(true);
    const entries = await all(
      `select record, act, signature_id from audit.entry where signature_id = $1 and act is not null order by number`,
      [id],
    );
    expect(entries).toEqual([
      { record: 'read', act: 'LOCK', signature_id: id },
      { record: 'signature', act: 'SIGN', signature_id: id },
    ]);
    expect(await one('select state from read where id = $1', [first[0]])).toEqual({ state: 'LOCKED' });
  });

  test('can be checked outside the database: hash and digest are SHA-256 of canonical JSON', async () => {
    const row = await one<Record<string, Json> & { version: Json; at: string }>(
      `select s.*, private.record_version(s.trial_id, s.record, s.record_id) as version, to_char(s.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from signature s limit 1`,
    );
    const sha256 = (value: Json) => createHash('sha256').update(canonicalJson(value)).digest('hex');
    expect(sha256(row?.version ?? null)).toBe(row?.['record_hash']);
    expect(
      sha256({
        record: row?.['record'],
        recordId: row?.['record_id'],
        recordHash: row?.['record_hash'],
        signer: row?.['signer_id'],
        printedName: row?.['printed_name'],
        meaning: row?.['meaning'],
        signedAt: row?.at,
        nonce: row?.['nonce'],
      }),
    ).toBe(row?.['digest']);
  });

  test('spells the record the same in any session', async () => {
    const hashes = [];
    for (const setting of [
      `set timezone = 'Asia/Tokyo'`,
      `set timezone = 'America/St_Johns'; set extra_float_digits = 0; set datestyle = 'German'`,
    ]) {
      const client = await db.database.owner.connect();
      await client.query(`begin; ${setting.replaceAll('set ', 'set local ')}`);
      hashes.push(
        (
          await client.query<{ h: string }>('select private.record_hash($1, $2, $3) as h', [
            trial.trialId,
            'read',
            first[0],
          ])
        ).rows[0]?.h,
      );
      await client.query('rollback');
      client.release();
    }
    expect(new Set(hashes).size).toBe(1);
  });

  test('is refused without the proof of who signs, with a used one, and with one for another record', async () => {
    await trial.lock('reader1', [first[1] ?? '']);
    const toSign = { record: 'read', recordId: first[1] ?? '' } as const;
    await expect(trial.sign('reader1', toSign, 'AUTHORSHIP', null)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(trial.sign('reader1', toSign, 'AUTHORSHIP', { factors: [] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const used = (await one<{ nonce: string }>('select nonce from signature limit 1'))?.nonce ?? '';
    await expect(trial.sign('reader1', toSign, 'AUTHORSHIP', { nonce: used })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'This proof of who signs was used already.',
    });
    await expect(
      trial.sign('reader1', toSign, 'AUTHORSHIP', { record: 'read', recordId: first[0] ?? '' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await trial.sign('reader1', toSign, 'AUTHORSHIP', { record: 'read', recordId: first[1] ?? '' });
    await expect(trial.sign('reader1', toSign, 'AUTHORSHIP')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is nobody else’s: not an administrator’s, nor another reader’s, nor of another meaning', async () => {
    const toSign = { record: 'read', recordId: first[0] ?? '' } as const;
    for (const person of ['reader2', 'administrator', 'manager', 'monitor', OPERATOR.userId, 'sponsor'])
      await expect(trial.sign(person, toSign, 'AUTHORSHIP')).rejects.toMatchObject({
        code: expect.stringMatching(/FORBIDDEN|TRAINING_MISSING/),
      });
    await expect(trial.sign('reader1', toSign, 'APPROVAL')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('of a read that is not locked is refused', async () => {
    await expect(
      trial.sign('reader1', { record: 'read', recordId: first[2] ?? '' }, 'AUTHORSHIP'),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('of charter, cut and export is theirs who answer for them', async () => {
    const charter = { record: 'charter', recordId: trial.charterId } as const;
    await expect(trial.sign('manager', charter, 'APPROVAL')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await isValid(await trial.sign('administrator', charter, 'APPROVAL'))).toBe(true);
    const before = await one<{ n: string }>('select max(number) as n from audit.entry where trial_id = $1', [
      trial.trialId,
    ]);
    const cutId = await trial.as('statistician', (tx) =>
      makeDataCut(tx, { trialId: trial.trialId, name: 'Interim 1', cutOn: '2026-03-31' }),
    );
    expect(await one('select name, entry_number, taken_by_id from data_cut')).toEqual({
      name: 'Interim 1',
      entry_number: before?.n,
      taken_by_id: 'statistician',
    });
    await expect(
      trial.sign('monitor', { record: 'data_cut', recordId: cutId }, 'APPROVAL'),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const person of ['manager', 'statistician'])
      expect(
        await isValid(await trial.sign(person, { record: 'data_cut', recordId: cutId }, 'APPROVAL')),
      ).toBe(true);
    const file = {
      trialId: trial.trialId,
      kind: 'AUDIT_CSV',
      fileName: 'audit.csv',
      sha256: 'ab'.repeat(32),
      bytes: 12,
      treeSize: null,
    };
    const fileId = await trial.as('monitor', (tx) => createFileExport(tx, file));
    await expect(
      trial.sign('manager', { record: 'file_export', recordId: fileId }, 'RESPONSIBILITY'),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(
      await isValid(
        await trial.sign('monitor', { record: 'file_export', recordId: fileId }, 'RESPONSIBILITY'),
      ),
    ).toBe(true);
    for (const change of [`update data_cut set name = 'Other'`, `delete from file_export`])
      await expect(db.asOwner((tx) => tx.execute(change))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      trial.as('monitor', (tx) =>
        makeDataCut(tx, { trialId: trial.trialId, name: 'Mine', cutOn: '2026-03-31' }),
      ),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is refused as soon as the role is revoked, or the identity is no longer proved', async () => {
    const charter = { record: 'charter', recordId: trial.charterId } as const;
    await trial.as(OPERATOR.userId, (tx) =>
      tx
        .delete(membership)
        .where(sql`person_id = 'administrator'`)
        .execute(),
    );
    await expect(trial.sign('administrator', charter, 'APPROVAL')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await forgetIdentity(db, 'statistician');
    const cut = await one<{ id: string }>('select id from data_cut');
    await expect(
      trial.sign('statistician', { record: 'data_cut', recordId: cut?.id ?? '' }, 'APPROVAL'),
    ).rejects.toMatchObject({ code: 'TRAINING_MISSING' });
  });

  test('is not written, changed or deleted by SQL, the owner’s neither', async () => {
    const statements = [
      `update signature set printed_name = 'Somebody'`,
      `update signature set broken_at = now()`,
      `delete from signature`,
      `insert into signature select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'nonce', 'x'))).* from signature s limit 1`,
    ];
    for (const statement of statements) {
      await expect(db.asOwner((tx) => tx.execute(statement))).rejects.toMatchObject({ code: 'FORBIDDEN' });
      // Row-level security finds no row that the application's role may change.
      const changed = await trial
        .as('administrator', (tx) => tx.execute(statement))
        .catch((error: unknown) => error);
      expect(changed).toSatisfy(
        (answer: { rowCount?: number; code?: string }) =>
          answer.rowCount === 0 || answer.code === 'FORBIDDEN',
      );
    }
    for (const forbidden of [
      `select private.permit('sign')`,
      `select private.break_signature(null, null, null, '')`,
    ])
      await expect(db.database.app.query(forbidden)).rejects.toThrow(/permission denied/);
  });
});
