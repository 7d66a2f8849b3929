import { createHash } from 'node:crypto';
import { transact } from '@readout/db/transact.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { drawSample } from '@readout/graphql/audit-review/draw-sample.ts';
import { decodeNodeId, encodeNodeId } from '@readout/graphql/node-id.ts';
import { tellLateReviews } from '@readout/server/job/review-notice.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../graphql/ask.ts';
import { openTokenHub } from '../graphql/token-hub.ts';
import { pdfText } from '../pdf-text.ts';
import { asSuperuser, withDatabase } from '../postgres.ts';
import { plantAnomalies, type PlantedTrial } from './anomalies.ts';

const db = withDatabase();
let trial: PlantedTrial;
beforeAll(async () => {
  trial = await plantAnomalies(db);
}, 60_000);

const as = (userId: string, source: string, variables: Readonly<Record<string, unknown>> = {}) =>
  ask(db.database, { userId, zone: trial.zone }, source, variables);

interface Listed {
  readonly signals: readonly string[];
  readonly isOwn: boolean;
  readonly entry: { readonly number: number; readonly actorId: string; readonly sentence: string };
  readonly verdict: { readonly verdict: string; readonly byName: string } | null;
}
interface Review {
  readonly id: string;
  readonly fromNumber: number;
  readonly toNumber: number;
  readonly population: number;
  readonly sample: number;
  readonly seed: number;
  readonly listedCount: number;
  readonly judgedCount: number;
  readonly entries: { readonly totalCount: number; readonly edges: readonly { readonly node: Listed }[] };
  readonly signatures: readonly { readonly isValid: boolean; readonly brokenWhy: string | null }[];
}
const FIELDS = `id fromNumber toNumber population sample seed listedCount judgedCount
  entries(first: 100) { totalCount edges { node { signals isOwn entry { number actorId sentence } verdict { verdict byName } } } }
  signatures { isValid brokenWhy }`;

async function begin(by: string, samplePercent = 5): Promise<Review> {
  const { data, errors } = await as(
    by,
    `mutation ($zone: String!, $percent: Float!) {
      startAuditReview(protocol: "READ-1", samplePercent: $percent, zone: $zone, reason: "Quarterly review") { ${FIELDS} } }`,
    { zone: trial.zone, percent: samplePercent },
  );
  expect(errors).toEqual([]);
  return data?.['startAuditReview'] as Review;
}
const find = async (by: string, id: string): Promise<Review | null> =>
  (await as(by, `query ($id: ID!) { auditReview(id: $id) { ${FIELDS} } }`, { id })).data?.[
    'auditReview'
  ] as Review | null;
const judge = (
  by: string,
  reviewId: string,
  numbers: readonly number[],
  verdict = 'JUSTIFIED',
  note?: string,
) =>
  as(
    by,
    `mutation ($reviewId: ID!, $numbers: [Int!]!, $verdict: AuditVerdict!, $note: String) {
      judgeAuditEntries(reviewId: $reviewId, numbers: $numbers, verdict: $verdict, note: $note) { judgedCount } }`,
    { reviewId, numbers, verdict, note },
  );
const finish = (
  by: string,
  reviewId: string,
  nextDueOn: string,
  summary = 'One question is open, the rest is justified',
) =>
  as(
    by,
    `mutation ($reviewId: ID!, $nextDueOn: Date!, $summary: String!) {
      finishAuditReview(reviewId: $reviewId, nextDueOn: $nextDueOn, summary: $summary) { nextDueOn } }`,
    { reviewId, nextDueOn, summary },
  );
const numbersOf = ({ entries }: Review, which: (listed: Listed) => boolean = () => true) =>
  entries.edges.filter(({ node }) => which(node)).map(({ node }) => node.entry.number);
const dueOf = async (userId: string) =>
  (
    (await as(userId, '{ trial(protocol: "READ-1") { auditReviewDue { dueOn isOverdue } } }')).data?.[
      'trial'
    ] as {
      readonly auditReviewDue: { readonly dueOn: string; readonly isOverdue: boolean } | null;
    }
  ).auditReviewDue;
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

// 21 CFR 11.10(e); EU Annex 11, 9; ICH E6(R3) 4.2.3: the trail is reviewed regularly, planned and by risk.
describe('a review of the audit trail', () => {
  let review: Review;
  beforeAll(async () => {
    review = await begin('auditor');
  });

  test('lists each of 17 kinds of anomaly among some hundred ordinary entries, and with a signal no ordinary one', () => {
    const listed = new Map(
      review.entries.edges.map(({ node }) => [node.entry.number, node.signals] as const),
    );
    const missed = trial.planted.filter(
      ({ signal, numbers }) => !numbers.some((number) => listed.get(number)?.includes(signal)),
    );
    expect(missed).toEqual([]);
    expect(new Set(trial.planted.map(({ signal }) => signal)).size).toBe(17);
    expect(trial.ordinary).toBeGreaterThan(300);
    const plantedNumbers = new Set(trial.planted.flatMap(({ numbers }) => numbers));
    const falseAlarms = review.entries.edges.filter(
      ({ node }) => node.signals.length > 0 && !plantedNumbers.has(node.entry.number),
    );
    expect(falseAlarms.map(({ node }) => [node.entry.sentence, node.signals])).toEqual([]);
  });

  test('draws the same sample again from its seed, and none that has a signal', async () => {
    const { trialId } = decodeNodeId('AuditReview', review.id);
    const signalled = numbersOf(review, ({ signals }) => signals.length > 0);
    const drawn = numbersOf(review, ({ signals }) => signals.length === 0);
    expect(drawn.length).toBe(Math.ceil(review.population * 0.05));
    const stretch = { trialId, fromNumber: review.fromNumber, toNumber: review.toNumber };
    const again = (seed: number) =>
      asViewer(db.database, { userId: 'auditor2' }, (tx) =>
        drawSample(tx, stretch, { percent: 5, seed, but: signalled }),
      );
    expect((await again(review.seed)).numbers).toEqual(drawn);
    expect((await again(review.seed + 1)).numbers).not.toEqual(drawn);
  });

  test('is there for those who keep the trail alone, and begun by auditors and data managers', async () => {
    for (const blinded of ['reader1', 'sponsor', 'monitor', 'statistician', 'adjudicator']) {
      expect(await find(blinded, review.id)).toBeNull();
      expect(
        (await as(blinded, '{ trial(protocol: "READ-1") { auditReviews { id } auditReviewDue { dueOn } } }'))
          .data,
      ).toEqual({ trial: { auditReviews: [], auditReviewDue: null } });
      const { rowCount } = await transact(
        db.database,
        { viewer: { userId: blinded }, reason: 'Curious' },
        (tx) => tx.execute(sql`select from audit_review union all select from audit_review_verdict`),
      );
      expect(rowCount).toBe(0);
    }
    for (const other of ['reader1', 'administrator', 'monitor'])
      expect(
        (
          await as(
            other,
            'mutation { startAuditReview(protocol: "READ-1", reason: "Quarterly review") { id } }',
          )
        ).errors,
      ).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await find('administrator', review.id))?.listedCount).toBe(review.listedCount);
  });

  test('lets nobody judge their own acts, through the graph or past it', async () => {
    const own = numbersOf(review, ({ entry }) => entry.actorId === 'manager');
    expect(own.length).toBeGreaterThan(5);
    expect((await judge('manager', review.id, own.slice(0, 1))).errors).toMatchObject([
      { code: 'FORBIDDEN', message: expect.stringContaining('Nobody reviews their own acts') },
    ]);
    const { trialId, id } = decodeNodeId('AuditReview', review.id);
    for (const by of ['manager', 'auditor'])
      await expect(
        transact(db.database, { viewer: { userId: 'manager' }, reason: 'Mine is fine' }, (tx) =>
          tx.execute(
            sql`insert into audit_review_verdict (trial_id, id, review_id, entry_number, verdict, by_id) values (${trialId}, gen_random_uuid(), ${id}, ${own[0]}, 'JUSTIFIED', ${by})`,
          ),
        ),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await judge('administrator', review.id, own.slice(0, 1))).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
  });

  test('asks for a word where an entry is not justified, and takes no entry that is not listed', async () => {
    const [number = 0] = numbersOf(review);
    expect((await judge('auditor', review.id, [number], 'QUESTION')).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('Say what is asked') },
    ]);
    const listed = new Set(numbersOf(review));
    const other = Array.from({ length: 400 }, (_, at) => review.fromNumber + at).find(
      (each) => !listed.has(each),
    );
    expect((await judge('auditor', review.id, [other ?? 0])).errors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('is neither closed nor signed while an entry has no verdict, and is signed by who began it', async () => {
    const { id } = decodeNodeId('AuditReview', review.id);
    const toSign = { record: 'audit_review', recordId: id } as const;
    const [last = 0, ...rest] = numbersOf(review).toReversed();
    expect((await judge('auditor', review.id, rest)).errors).toEqual([]);
    expect((await finish('auditor', review.id, dayIn(90))).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('1 entry is without a verdict') },
    ]);
    await expect(trial.sign('auditor', toSign, 'REVIEW')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await judge('auditor2', review.id, [last], 'QUESTION', 'Which disc was it?')).errors).toEqual([]);
    await expect(trial.sign('auditor', toSign, 'REVIEW')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await finish('auditor2', review.id, dayIn(90))).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    for (const day of [dayIn(0), dayIn(400)])
      expect((await finish('auditor', review.id, day)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await finish('auditor', review.id, dayIn(90))).errors).toEqual([]);
    await expect(trial.sign('auditor2', toSign, 'REVIEW')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await trial.sign('auditor', toSign, 'REVIEW');
    expect((await find('auditor2', review.id))?.signatures).toEqual([{ isValid: true, brokenWhy: null }]);
    expect(await dueOf('auditor')).toEqual({ dueOn: dayIn(90), isOverdue: false });
  });

  test('no longer holds its signature once a verdict is given anew, counts as not done, and may be signed again', async () => {
    const { id } = decodeNodeId('AuditReview', review.id);
    const last = numbersOf(review).at(-1) ?? 0;
    const begun = await dueOf('auditor');
    expect(
      (await judge('auditor2', review.id, [last], 'JUSTIFIED', 'It was the second disc')).errors,
    ).toEqual([]);
    expect((await find('auditor', review.id))?.signatures).toEqual([
      { isValid: false, brokenWhy: 'The record changed (audit review verdict): It was the second disc' },
    ]);
    expect(await dueOf('auditor')).not.toEqual(begun);
    const { rows } = await db.database.owner.query(
      `select person_id, kind, subject from auth.mail where kind = 'SIGNATURE_BROKEN' order by created_at desc limit 1`,
    );
    expect(rows).toEqual([
      {
        person_id: 'auditor',
        kind: 'SIGNATURE_BROKEN',
        subject: `Your signature no longer holds: Review of the audit trail, entries ${review.fromNumber} to ${review.toNumber}`,
      },
    ]);
    await trial.sign('auditor', { record: 'audit_review', recordId: id }, 'REVIEW');
    expect((await find('auditor', review.id))?.signatures.map(({ isValid }) => isValid)).toEqual([
      false,
      true,
    ]);
  });

  test('does not change in what it is of, and is not deleted, by the owner of the tables neither', async () => {
    for (const statement of [
      "update audit_review set listed = '[]'",
      'update audit_review set seed = 1',
      'update audit_review set finished_at = null',
      'delete from audit_review_verdict',
      'delete from audit_review',
    ]) {
      await expect(
        db.asOwner((tx) => tx.execute(sql.raw(statement))),
        statement,
      ).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });

  test('goes on after the last closed one, and can be of given days', async () => {
    await trial.act('manager', 'Query 90 answered: the form was right', (tx) =>
      tx.execute(sql`update subject_event set term = 'Fatigue, mild' where source_key = 'E9'`),
    );
    const next = await begin('manager2', 100);
    expect(next.fromNumber).toBeGreaterThan(review.toNumber);
    expect(next.entries.edges.flatMap(({ node }) => node.signals)).toContain('AFTER_CUT');
    const { errors } = await as(
      'auditor',
      'mutation { startAuditReview(protocol: "READ-1", from: "2020-01-01", to: "2020-12-31", reason: "A year without entries") { id } }',
    );
    expect(errors).toMatchObject([
      { code: 'BAD_INPUT', message: expect.stringContaining('nothing to review') },
    ]);
  });
});

// 21 CFR 11.10(b), 11.50: what was reviewed leaves in human readable form, with who signed, when, and what it means.
test('the report of a review has its plan, each entry with its verdict, the checkpoint and the signatures', async () => {
  const hub = await openTokenHub(db);
  try {
    const member = await hub.join(trial.trialId, 'AUDITOR', 'Graham Pike');
    const stranger = await hub.join(trial.trialId, 'SPONSOR_REVIEWER', 'Ines Aldana');
    const { rows } = await db.database.owner.query<{ id: string }>(
      'select id from audit_review where finished_at is not null',
    );
    const id = encodeNodeId('AuditReview', { trialId: trial.trialId, id: rows[0]?.id ?? '' });
    const url = `/audit/review.pdf?trial=READ-1&review=${encodeURIComponent(id)}`;
    expect((await hub.app.inject({ url, headers: stranger.headers })).statusCode).toBe(404);
    const reply = await hub.app.inject({ url, headers: member.headers });
    expect(reply.headers['content-type']).toBe('application/pdf');
    const text = pdfText(reply.rawPayload).replaceAll(/\s+/g, ' ');
    for (const said of [
      'Review of the audit trail',
      'Thin reason'.toLowerCase(),
      'One question is open, the rest is justified',
      '“I have reviewed the audit trail as this report says.”',
      'The auditor',
      '(no longer holds)',
      'Justified: “It was the second disc” (The auditor2',
      'Reason: “typo”',
      'Checkpoint signed',
    ])
      expect(text).toContain(said);
    const entry = await db.database.owner.query<{ after: { sha256: string } }>(
      `select after from audit.entry where act = 'EXPORT' and after->>'kind' = 'AUDIT_REVIEW_PDF'`,
    );
    expect(entry.rows.map(({ after }) => after.sha256)).toEqual([
      createHash('sha256').update(reply.rawPayload).digest('hex'),
    ]);
  } finally {
    await hub.app.close();
  }
});

describe('a review that is due', () => {
  const tell = (today: string) => tellLateReviews(db.database, new Date(today));

  test('and not done is told once to each who reviews, and again when the next is late', async () => {
    expect(await tell(dayIn(90))).toBe(0);
    expect(await tell(dayIn(91))).toBe(5);
    expect(await tell(dayIn(92))).toBe(0);
    const { rows } = await db.database.owner.query<{ person_id: string; subject: string }>(
      `select person_id, subject from auth.mail where kind = 'TASK' order by person_id`,
    );
    expect(rows.map(({ person_id }) => person_id)).toEqual(
      expect.arrayContaining(['auditor', 'auditor2', 'manager', 'manager2']),
    );
    expect(rows[0]?.subject).toBe(`Review of the audit trail of READ-1 is overdue since ${dayIn(90)}`);
  });

  test('shows as overdue to those who see the trail', async () => {
    await asSuperuser(db.database, async (client) => {
      await client.query('alter table audit_review disable trigger user');
      await client.query(`update audit_review set next_due_on = '2026-01-31' where finished_at is not null`);
    });
    expect(await dueOf('administrator')).toEqual({ dueOn: '2026-01-31', isOverdue: true });
  });
});
