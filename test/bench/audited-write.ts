import type { Database } from '@readout/db/database.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import type { SubmittedFinding, SubmittedRead } from '@readout/graphql/read/submitted-read.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { assignReviews } from '@readout/graphql/review/assign-reviews.ts';
import { enrolSubjects } from '@readout/graphql/subject/enrol-subjects.ts';
import { receiveTimepoints } from '@readout/graphql/timepoint/receive-timepoints.ts';
import pg from 'pg';
import { newSubject, openReadTrial } from '../graphql/read-trial.ts';
import { timeInTurn, type Duration } from './duration.ts';

const ROUNDS = 60;
const WARM_UPS = 10;
/** Five targets and fifteen non-target lesions: as many as RECIST 1.1 takes for targets, and a full page of others. */
const LESIONS = [
  ...Array.from({ length: 5 }, (_, at) => ({ code: `T0${at + 1}`, role: 'target' as const })),
  ...Array.from({ length: 15 }, (_, at) => ({
    code: `NT${String(at + 1).padStart(2, '0')}`,
    role: 'non-target' as const,
  })),
];
const OPERATOR = { userId: 'readout' };

/** What each submission of a read of 20 findings takes, with the audit trail and without, in turn. */
export interface AuditedWrite {
  readonly audited: Duration;
  readonly bare: Duration;
  /** Entries that one submission leaves. */
  readonly entries: number;
}

/**
 * Submits reads of 20 findings, each the first of a subject after baseline, in a database as it is and in one whose audit triggers a superuser took away.
 *
 * @param database migrated and empty, as is `without`
 * @param superuserUrl of the database `without`
 */
export async function measureAuditedWrite(
  database: Database,
  without: Database,
  superuserUrl: string,
): Promise<AuditedWrite> {
  const write = await prepareWrites(database);
  const writeBare = await prepareWrites(without);
  await dropAuditTriggers(superuserUrl);
  const [before, beforeWithout] = [await countEntries(database), await countEntries(without)];
  const [audited, bare] = await timeInTurn([write, writeBare], { rounds: ROUNDS, warmUps: WARM_UPS });
  if (audited === undefined || bare === undefined) throw new Error('Nothing was timed.');
  const entries = ((await countEntries(database)) - before) / (ROUNDS + WARM_UPS);
  if ((await countEntries(without)) !== beforeWithout)
    throw new Error('What was to be written without audit was audited.');
  return { audited, bare, entries };
}

const countEntries = async ({ owner }: Database): Promise<number> =>
  Number((await owner.query<{ n: string }>('select count(*) as n from audit.entry')).rows[0]?.n);

/** Answers what submits the next subject's read at week 6. */
async function prepareWrites(database: Database): Promise<() => Promise<unknown>> {
  const trial = await openReadTrial({
    database,
    asOwner: (work) => transactAsOwner(database, { viewer: OPERATOR, reason: 'A benchmark' }, work),
  });
  const count = ROUNDS + WARM_UPS;
  const { trialId } = trial;
  const timepoints = await trial.as(OPERATOR.userId, async (tx) => {
    const subjects = await enrolSubjects(tx, {
      trialId,
      subjects: Array.from({ length: count }, (_, at) => newSubject(`01-${100 + at}`)),
    });
    const ids = await receiveTimepoints(tx, {
      trialId,
      timepoints: subjects.flatMap((subjectId) =>
        [
          ['BL', '2026-01-05'],
          ['W6', '2026-02-16'],
        ].map(([code = '', assessedOn = '']) => ({
          subjectId,
          code,
          label: code,
          assessedOn,
          isBaseline: code === 'BL',
          receivedAt: null,
          exams: [],
        })),
      ),
    });
    await assignReviews(tx, {
      trialId,
      assignments: subjects.map((subjectId) => ({ subjectId, evaluator: 'READER_1', personId: 'reader1' })),
    });
    return subjects.map((subjectId, at) => ({
      subjectId,
      baseline: ids[2 * at] ?? '',
      week6: ids[2 * at + 1] ?? '',
    }));
  });
  const { rows } = await database.owner.query<{ id: string; subjectId: string }>(
    'select id, subject_id as "subjectId" from review',
  );
  const reviewOf = new Map(rows.map(({ id, subjectId }) => [subjectId, id]));
  const submit = (read: SubmittedRead) =>
    trial.as('reader1', (tx) => submitReads(tx, { trialId, reads: [read] }));
  for (const { subjectId, baseline } of timepoints)
    await submit(readAt(reviewOf.get(subjectId) ?? '', baseline, true));
  const waiting = [...timepoints];
  return async () => {
    const next = waiting.shift();
    if (next === undefined) throw new Error('No read is left to be submitted.');
    await submit(readAt(reviewOf.get(next.subjectId) ?? '', next.week6, false));
  };
}

function readAt(reviewId: string, timepointId: string, isBaseline: boolean): SubmittedRead {
  return {
    reviewId,
    timepointId,
    isEvaluable: true,
    reasonNotEvaluable: null,
    comment: null,
    correctionReason: null,
    lesions: isBaseline
      ? LESIONS.map(({ code, role }, at) => ({
          code,
          role,
          kind: 'extranodal',
          organ: ['LUNG', 'LIVER', 'BONE'][at % 3] ?? 'LUNG',
          location: null,
          laterality: null,
          method: 'CT SCAN',
          isMeasurable: role === 'target',
          splitFromCode: null,
        }))
      : [],
    findings: LESIONS.map(({ code, role }): SubmittedFinding => ({
      lesionCode: code,
      state: role === 'target' ? 'measured' : 'present',
      longestDiameterMm: role === 'target' ? (isBaseline ? 40 : 31) : null,
      shortAxisMm: null,
      perpendicularMm: null,
      mergedIntoCode: null,
      reasonNotEvaluable: null,
      method: null,
      seriesId: null,
      imageNumber: null,
    })),
    stated: [],
  };
}

/** As only a superuser can: what nothing prevents, and the trail's check at start names. */
async function dropAuditTriggers(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; trigger: string }>(
      `select tgrelid::regclass::text as "table", quote_ident(tgname) as trigger from pg_trigger
       where tgname in ('audit_insert', 'audit_update', 'audit_delete')`,
    );
    await client.query('set event_triggers = off');
    for (const { table, trigger } of rows)
      await client.query(`alter table ${table} disable trigger ${trigger}`);
  } finally {
    await client.end();
  }
}
