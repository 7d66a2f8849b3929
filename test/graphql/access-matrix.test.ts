import { newId } from '@readout/db/new-id.ts';
import { accessReview } from '@readout/db/table/access-review.ts';
import { dataCut } from '@readout/db/table/data-cut.ts';
import { fileExport } from '@readout/db/table/file-export.ts';
import { membership, person } from '@readout/db/table/person.ts';
import { sdtmImport } from '@readout/db/table/sdtm-import.ts';
import { subjectEvent } from '@readout/db/table/subject.ts';
import { trainingRecord, trainingRequirement } from '@readout/db/table/training.ts';
import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import type { Role } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { finishAuditReview } from '@readout/graphql/audit-review/finish-audit-review.ts';
import { judgeAuditEntries } from '@readout/graphql/audit-review/judge-audit-entries.ts';
import { startAuditReview } from '@readout/graphql/audit-review/start-audit-review.ts';
import { recordVerification } from '@readout/server/audit/record-verification.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../postgres.ts';
import { walkSchema, type Matrix } from './access-matrix.ts';
import { insertBlindedTrial } from './blinded-trial.ts';
import { releasePackage } from './made-package.ts';

const opened = withDatabase();

/** Columns of the matrix: a person for each role, one unblinded, one who is in another trial alone, and one without any. */
const VIEWERS = [
  ['Sponsor', 'sponsor'],
  ['Monitor', 'monitor'],
  ['Manager', 'manager'],
  ['Reader', 'reader1'],
  ['Adjudic.', 'adjudicator'],
  ['Analyst', 'analyst'],
  ['Administr.', 'administrator'],
  ['Auditor', 'auditor'],
  ['Statist.', 'blinded'],
  ['Unblinded', 'unblinded'],
  ['Elsewhere', 'stranger'],
  ['Nobody', 'nobody'],
] as const;

/** What the blinded trial lacks, so that each field has something to show. */
async function furnish(tx: Transaction, trialId: string): Promise<void> {
  const more: readonly (readonly [string, Role | null])[] = [
    ['monitor', 'MEDICAL_MONITOR'],
    ['adjudicator', 'ADJUDICATOR'],
    ['analyst', 'IMAGE_ANALYST'],
    ['blinded', 'STATISTICIAN'],
    ['nobody', null],
  ];
  for (const [id, role] of more) {
    await tx
      .insert(person)
      .values({ id, name: id, email: `${id}@readout.invalid`, kind: 'PERSON' })
      .execute();
    if (role !== null) await tx.insert(membership).values({ trialId, personId: id, role }).execute();
  }
  await tx
    .insert(unblindingGrant)
    .values({
      trialId,
      personId: 'unblinded',
      firstGrantorId: 'administrator',
      secondGrantorId: 'manager',
      reason: 'Final analysis',
    })
    .execute();
  await tx
    .insert(trainingRequirement)
    .values({ trialId, role: 'READER', course: 'Imaging charter', validMonths: 12 })
    .execute();
  await tx
    .insert(trainingRecord)
    .values({
      trialId,
      personId: 'reader1',
      course: 'Imaging charter',
      completedOn: '2026-01-05',
      evidence: 'Certificate 12',
      recordedById: 'administrator',
    })
    .execute();
  await tx
    .insert(dataCut)
    .values({ trialId, name: 'Interim', cutOn: '2026-06-30', entryNumber: 1, takenById: 'manager' })
    .execute();
  await tx
    .insert(fileExport)
    .values({
      trialId,
      kind: 'TRAIL',
      fileName: 'trail.csv',
      sha256: 'ab'.repeat(32),
      bytes: 1,
      requestedById: 'manager',
    })
    .execute();
  await tx
    .insert(accessReview)
    .values({ trialId, reviewedById: 'administrator', verdicts: [], nextDueOn: '2026-09-30' })
    .execute();
  await tx
    .insert(sdtmImport)
    .values({
      id: newId(),
      trialId,
      requestedById: 'manager',
      reason: 'Transfer',
      files: ['dm.xpt'],
      state: 'DONE',
    })
    .execute();
  const { rows } = await tx.execute<{ id: string }>(
    sql`select id from subject where trial_id = ${trialId} limit 1`,
  );
  await tx
    .insert(subjectEvent)
    .values({
      trialId,
      subjectId: rows[0]?.id ?? '',
      sourceKey: '1',
      kind: 'END_OF_TREATMENT',
      term: 'COMPLETED',
      occurredOn: '2026-06-01',
    })
    .execute();
}

/** The trail verified, and a review of it that an auditor has closed. */
async function reviewTrail(trialId: string): Promise<void> {
  const verification = { isWhole: true, result: 'The audit trail is whole.', entries: 1 };
  await recordVerification(opened.database, { userId: 'readout' }, verification);
  const byId = 'auditor';
  await transact(opened.database, { viewer: { userId: byId }, reason: 'Quarterly review' }, async (tx) => {
    const plan = { samplePercent: 1, zone: 'UTC', seed: 1 };
    const id = await startAuditReview(tx, { trialId, startedById: byId, ...plan });
    const review = await tx.query.auditReview.findFirst({ where: { trialId, id } }).execute();
    const numbers = (review?.listed ?? []).map(({ number }) => number);
    await judgeAuditEntries(tx, { trialId, reviewId: id, numbers, verdict: 'JUSTIFIED', note: 'Seen', byId });
    const nextDueOn = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    await finishAuditReview(tx, { trialId, id }, { summary: 'Nothing to ask', nextDueOn });
  });
}

let matrix: Matrix;
beforeAll(async () => {
  const trialId = await opened.asOwner(async (tx) => {
    const made = await insertBlindedTrial(tx);
    await furnish(tx, made.trialId);
    return made.trialId;
  });
  await reviewTrail(trialId);
  await releasePackage(opened.database, 'manager', trialId);
  matrix = walkSchema(opened.database, {
    'protocol: String!': '"ONC-1042"',
    'number: String!': '"1042-001"',
    'at: DateTime!': '"2030-01-01T00:00:00Z"',
    // The first entry of any.
    'number: Int!': '1',
  });
});

// 21 CFR 11.10(d), ICH E6(R3) 4.1. A change of access is a change of the file beside this one, to be looked at.
test('each role gets of each field what the matrix says', async () => {
  const lines = [
    '# Who gets what of the graph',
    '',
    'Made by `access-matrix.test.ts`; after a change that is meant: `vitest run test/graphql/access-matrix.test.ts -u`, and look at the difference.',
    '',
    'yes: a value, of some row that the role reaches. ·: null or empty in all of them. –: no row of the type is reached. no CODE: refused.',
    'Unblinded is a statistician with a grant; Elsewhere a data manager of another trial; Nobody holds no role. The trial is blinded.',
    '',
  ];
  for (const type of matrix.types) {
    const cells = await Promise.all(
      VIEWERS.map(async ([, viewer]) => {
        const rows = await matrix.rowsOf(viewer, type);
        return new Map(rows.map(({ field, cell }) => [field, cell]));
      }),
    );
    const fields = [...(cells[0]?.keys() ?? [])];
    lines.push(
      `## ${type.name}`,
      '',
      `| | ${VIEWERS.map(([name]) => name).join(' | ')} |`,
      `|${'---|'.repeat(VIEWERS.length + 1)}`,
    );
    for (const field of fields)
      lines.push(`| ${field} | ${cells.map((each) => each.get(field) ?? '–').join(' | ')} |`);
    lines.push('');
  }
  lines.push('## Not asked, as they ask for something', '', ...matrix.left.map((each) => `- ${each}`), '');
  const text = lines.join('\n');
  await expect(text).toMatchFileSnapshot('./access-matrix.md');
  // Whoever looks at the difference may overlook it: what must never be stands here.
  const rowOf = (name: string) => lines.find((line) => line.startsWith(`| ${name} |`))?.split(' | ') ?? [];
  for (const field of ['planned', 'actual', 'drug', 'treatment']) {
    const row = rowOf(field);
    expect(row.length, field).toBe(VIEWERS.length + 1);
    for (const [at, [name]] of VIEWERS.entries())
      if (name !== 'Unblinded') expect(row[at + 1], `${field}, ${name}`).not.toMatch(/^yes/);
    expect(row[VIEWERS.findIndex(([name]) => name === 'Unblinded') + 1]).toMatch(/^yes/);
  }
}, 300_000);
