import { createHash } from 'node:crypto';
import { transact } from '@readout/db/transact.ts';
import { redactEntry } from '@readout/db/redact-entry.ts';
import { verifyExport } from '@readout/ledger/verify.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  insertBlindedTrial,
  lockBlindedTrial,
  TREATMENTS,
  type BlindedTrial,
} from '../graphql/blinded-trial.ts';
import { openTokenHub, type Member, type TokenHub } from '../graphql/token-hub.ts';
import { pdfText } from '../pdf-text.ts';
import { OPERATOR, withDatabase } from '../postgres.ts';

const fresh = withDatabase();
const WHY = 'Žofie Łukašová asked for it: the lesion is none';
let hub: TokenHub;
let blinded: BlindedTrial;
let auditor: Member;
let sponsor: Member;

beforeAll(async () => {
  blinded = await fresh.asOwner((tx) => insertBlindedTrial(tx, { isLocked: false }));
  hub = await openTokenHub(fresh);
  auditor = await hub.join(blinded.trialId, 'AUDITOR', 'Graham Pike');
  sponsor = await hub.join(blinded.trialId, 'SPONSOR_REVIEWER', 'Ines Aldana');
  const [review] = blinded.reviewIds.first;
  const ofW8 = sql`(select r.id from read r join timepoint t on t.trial_id = r.trial_id and t.id = r.timepoint_id where r.review_id = ${review} and t.code = 'W8')`;
  const reader = { userId: 'reader1' };
  await transact(fresh.database, { viewer: reader, reason: 'Digits transposed, =1+1 "so"' }, (tx) =>
    tx.execute(sql`update finding set longest_diameter_mm = 24 where read_id = ${ofW8}`),
  );
  await transact(fresh.database, { viewer: reader, reason: WHY }, (tx) =>
    tx.execute(sql`delete from finding where read_id = ${ofW8}`),
  );
  await fresh.asOwner(lockBlindedTrial);
}, 120_000);
afterAll(() => hub.app.close());

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const get = (url: string, { headers }: Member) => hub.app.inject({ method: 'GET', url, headers });
const count = async (where: string) =>
  (
    await fresh.database.owner.query<{ count: number }>(
      `select count(*)::int as count from audit.entry where trial_id = $1 and ${where}`,
      [blinded.trialId],
    )
  ).rows[0]?.count ?? 0;
const VISIBLE = "record not in ('subject_arm', 'exposure_drug')";

// 21 CFR 11.10(b): accurate and complete copies in human readable and electronic form; Annex 11, 8 and 9.
describe('an export of the trail', () => {
  test('as CSV has a line for each entry that the person may see, and leaves an EXPORT with rows and hash', async () => {
    const entries = await count(VISIBLE);
    const reply = await get('/audit/trail.csv?trial=ONC-1042', auditor);
    expect(reply.statusCode).toBe(200);
    const lines = reply.body.trimEnd().split('\r\n');
    expect(lines.length - 1).toBe(entries);
    expect(lines[0]).toMatch(/^number,recorded_at_utc,person,/);
    expect(reply.body).toContain('"Digits transposed, =1+1 ""so"""');
    const { rows } = await fresh.database.owner.query<{ after: object; actor_id: string }>(
      "select after, actor_id from audit.entry where act = 'EXPORT' order by number desc limit 1",
    );
    expect(rows[0]).toMatchObject({
      actor_id: auditor.personId,
      after: {
        kind: 'AUDIT_CSV',
        file_name: 'ONC-1042-audit-trail.csv',
        rows: entries,
        bytes: Buffer.byteLength(reply.body),
        sha256: createHash('sha256').update(reply.body).digest('hex'),
      },
    });
  });

  test('as JSON has all that is kept of each entry, filtered as asked', async () => {
    const reply = await get('/audit/trail.json?trial=ONC-1042&subject=1042-001&record=finding', auditor);
    const answer = reply.json<{
      count: number;
      entries: readonly Record<string, unknown>[];
      filter: object;
    }>();
    expect(answer.count).toBe(
      await count("record = 'finding' and subject_id = (select id from subject where number = '1042-001')"),
    );
    expect(answer.entries).toHaveLength(answer.count);
    expect(answer.filter).toEqual({ subject: '1042-001', record: 'finding' });
    expect(answer.entries.at(-1)).toMatchObject({
      action: 'DELETE',
      reason: WHY,
      sentence: 'reader1 deleted the finding of lesion T01 at W8',
      before: { longest_diameter_mm: 24 },
    });
  });

  test('as JSON lines proves exactly the entries that a filter finds, with the redactions of them', async () => {
    const asked = "record = 'finding' and action = 'UPDATE'";
    const { rows } = await fresh.database.owner.query<{ number: string }>(
      `select number from audit.entry where trial_id = $1 and ${asked} order by number limit 1`,
      [blinded.trialId],
    );
    // What is erased must be sealed before.
    await get('/audit/trail.jsonl?trial=ONC-1042', auditor);
    const redaction = { entryNumber: Number(rows[0]?.number), path: 'reason', reason: 'Names a subject' };
    await redactEntry(fresh.database, OPERATOR, redaction, 'OWNER');
    const reply = await get('/audit/trail.jsonl?trial=ONC-1042&record=finding&act=UPDATE', auditor);
    const verdict = await verifyExport(inPieces(reply.rawPayload));
    expect(verdict).toMatchObject({
      isSound: true,
      entries: (await count(asked)) + 1,
      redactions: [{ entryNumber: rows[0]?.number, path: 'reason' }],
      header: { trial: 'ONC-1042', filter: 'record finding, action UPDATE' },
    });
    const kept = await fresh.database.owner.query(
      'select kind, rows, filter, sha256, tree_size from file_export order by requested_at desc limit 1',
    );
    expect(kept.rows[0]).toMatchObject({
      kind: 'AUDIT_JSONL',
      rows: String(verdict.entries),
      filter: 'record finding, action UPDATE',
      sha256: createHash('sha256').update(reply.rawPayload).digest('hex'),
      tree_size: String(verdict.entries + verdict.skipped),
    });
  });

  test('as PDF has what was and is, what was deleted and why, with names as they are written, and counts its pages', async () => {
    const reply = await get('/audit/trail.pdf?trial=ONC-1042&subject=1042-001', auditor);
    expect(reply.headers['content-type']).toBe('application/pdf');
    const text = pdfText(reply.rawPayload).replaceAll(/\s+/g, ' ');
    for (const part of [
      'changed lesion T01 at W8: longest diameter 30 mm → 24 mm',
      'deleted the finding of lesion T01 at W8',
      WHY,
      'Filter: subject 1042-001',
      'by Graham Pike',
      'Page 1 of ',
    ])
      expect(text).toContain(part);
    for (const secret of TREATMENTS) expect(text).not.toContain(secret);
  });

  test('is refused to those who see a part of the trail only, to nobody signed in, and for a filter that is none', async () => {
    expect((await get('/audit/trail.csv?trial=ONC-1042', sponsor)).statusCode).toBe(403);
    expect((await get('/audit/trail.csv?trial=OTHER-7', auditor)).statusCode).toBe(404);
    expect((await get('/audit/trail.csv?trial=ONC-1042&act=NOTHING', auditor)).statusCode).toBe(400);
    expect((await hub.app.inject({ method: 'GET', url: '/audit/trail.csv?trial=ONC-1042' })).statusCode).toBe(
      401,
    );
  });
});

describe('the copy of a subject', () => {
  test('as JSON has every row that the person may see, marks those that were changed, and keeps what was deleted', async () => {
    const reply = await get('/subject/copy.json?trial=ONC-1042&subject=1042-001', auditor);
    const copy = reply.json<{
      records: Record<
        string,
        readonly { isChanged: boolean; changedBy: readonly number[]; state?: string }[]
      >;
      history: readonly { action: string; reason: string; record: string }[];
    }>();
    expect(
      Object.fromEntries(Object.entries(copy.records).map(([record, rows]) => [record, rows.length])),
    ).toMatchObject({
      subject: 1,
      subject_arm: 0,
      timepoint: 2,
      review: 2,
      lesion: 2,
      read: 4,
      finding: 3,
      timepoint_response: 4,
      best_response: 2,
    });
    const { rows } = await fresh.database.owner.query<{ count: number }>(
      `select count(*)::int as count from audit.entry where ${VISIBLE} and act is distinct from 'EXPORT' and subject_id = (select id from subject where number = '1042-001')`,
    );
    expect(copy.history).toHaveLength(rows[0]?.count ?? 0);
    expect(copy.records['read']?.filter(({ isChanged }) => isChanged)).toHaveLength(4);
    expect(copy.history.filter(({ action }) => action === 'DELETE')).toMatchObject([
      { record: 'finding', reason: WHY },
    ]);
  });

  test('as PDF says what changed and what was deleted', async () => {
    const reply = await get('/subject/copy.pdf?trial=ONC-1042&subject=1042-001', auditor);
    const text = pdfText(reply.rawPayload).replaceAll(/\s+/g, ' ');
    for (const part of [
      'Copy of subject 1042-001',
      'changed: ',
      'What was deleted, and why',
      WHY,
      'Signatures',
    ])
      expect(text).toContain(part);
  });
});
