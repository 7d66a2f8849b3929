import { newId } from '@readout/db/new-id.ts';
import { recordAct } from '@readout/db/record-act.ts';
import type { AuditSignal } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { adjudicateSubject } from '@readout/graphql/adjudication/adjudicate-subject.ts';
import { makeDataCut } from '@readout/graphql/data-cut/make-data-cut.ts';
import { lockReads } from '@readout/graphql/read/lock-reads.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { unlockRead } from '@readout/graphql/read/unlock-read.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { approveUnblinding } from '@readout/graphql/unblinding/approve-unblinding.ts';
import { proposeUnblinding } from '@readout/graphql/unblinding/propose-unblinding.ts';
import { sql } from 'drizzle-orm';
import { readOf } from '../graphql/read-trial.ts';
import { asSuperuser, OPERATOR, type TestDatabase } from '../postgres.ts';
import { addReviewers, correctDates, enterSubjects, type Act } from './ordinary-trail.ts';
import { openSigningTrial, type SigningTrial } from './signing-trial.ts';

/** What was done that a review must find, and the entries of it of which one must be listed. */
export interface Planted {
  readonly signal: AuditSignal;
  readonly numbers: readonly number[];
}

export interface PlantedTrial extends SigningTrial {
  readonly planted: readonly Planted[];
  /** Entries of the trial before anything was planted. */
  readonly ordinary: number;
  /** A zone in which it is noon now. */
  readonly zone: string;
  readonly act: Act;
}

/**
 * A trial whose trail holds a few hundred ordinary entries, thirty ordinary corrections among them, and one anomaly or more of each kind of
 * signal. Auditors `auditor` and `auditor2` and a second data manager `manager2` are there to review it.
 */
export async function plantAnomalies(db: TestDatabase): Promise<PlantedTrial> {
  const trial = await openSigningTrial(db);
  const { trialId, subjectId } = trial;
  const { rows } = await db.database.owner.query<{ hour: number }>(
    `select extract(hour from clock_timestamp() at time zone 'UTC')::int as hour`,
  );
  /** The clock is the server's: that it is night is said by the zone. */
  const zoneAt = (hour: number): string => {
    const offset = ((hour - (rows[0]?.hour ?? 0) + 36) % 24) - 12;
    return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
  };
  const zone = zoneAt(12);
  const act: Act = async (userId, reason, write, at = zone) => {
    await transact(db.database, { viewer: { userId, zone: at }, reason }, write);
  };
  await addReviewers(db, trial);
  const exams = await enterSubjects(trial, act);
  await correctDates(act, exams);
  const newest = async () =>
    Number(
      (await db.database.owner.query<{ n: string }>('select max(number) as n from audit.entry')).rows[0]?.n,
    );
  const ordinary = await newest();

  const planted: Planted[] = [];
  const plant = async (signal: AuditSignal, work: () => Promise<unknown>) => {
    const before = await newest();
    await work();
    const { rows: made } = await db.database.owner.query<{ number: string }>(
      'select number from audit.entry where number > $1 and (trial_id = $2 or trial_id is null)',
      [before, trialId],
    );
    planted.push({ signal, numbers: made.map(({ number }) => Number(number)) });
  };
  const change = (id: string | undefined) => (tx: Transaction) =>
    tx.execute(
      sql`update exam set acquired_on = acquired_on + 1 where trial_id = ${trialId} and id = ${id ?? ''}`,
    );
  const byManager = (reason: string, id: string | undefined) => act('manager', reason, change(id));

  await plant('THIN_REASON', () => byManager('typo', exams[31]));
  for (const at of [32, 33, 34, 35, 36])
    await plant('REPEATED_REASON', () => byManager('As the site said on the phone', exams[at]));
  await plant('BY_ADMINISTRATOR', () =>
    act('administrator', 'The date on the disc differs from that of the form', change(exams[40])),
  );
  await plant('OUT_OF_HOURS', () =>
    act('manager', 'The date of the second disc was read from its label', change(exams[41]), zoneAt(2)),
  );
  await plant('BULK', () =>
    act('manager', 'The lab told the times of receipt of all exams', (tx) =>
      tx.execute(sql`update exam set received_at = '2026-06-01T12:00Z' where trial_id = ${trialId}`),
    ),
  );
  await plant('DELETED', () =>
    act('manager', 'The event belongs to another subject', (tx) =>
      tx.execute(sql`delete from subject_event where trial_id = ${trialId} and source_key = 'E1'`),
    ),
  );
  await makeOld(db, exams[42] ?? '');
  await plant('LATE', () => byManager('The site found an earlier disc in its archive', exams[42]));
  await act('manager2', 'Query 4 answered: the label of the disc holds', change(exams[43]));
  await act(OPERATOR.userId, 'Helps out at the receipt of images', (tx) =>
    grantRoles(tx, { trialId, grants: [{ personId: 'manager2', role: 'IMAGE_ANALYST' }] }),
  );
  await plant('AFTER_ROLE_CHANGE', () =>
    act('manager2', 'Query 5 answered: the label of the disc holds', change(exams[44])),
  );
  await plantReads(trial, act, plant);
  await plantUnblinding(db, trial, act, plant);
  await act('manager', 'Interim analysis as planned', (tx) =>
    makeDataCut(tx, { trialId, name: 'Interim', cutOn: '2026-06-01' }),
  );
  await plant('AFTER_CUT', () => byManager('Query 77 answered after the interim analysis', exams[45]));
  await plant('REFUSED', () =>
    recordAct(
      db.database,
      { userId: 'reader1' },
      {
        act: 'REFUSED',
        record: 'mutation',
        recordId: 'unlockRead',
        reason: 'A data manager unlocks a read.',
      },
    ),
  );
  await plant('FAILED_CHECK', () =>
    recordAct(db.database, OPERATOR, {
      act: 'VERIFY',
      record: 'audit_trail',
      recordId: trialId,
      trialId,
      details: { isWhole: false, result: 'Entry 12 is not as it was sealed.' },
      reason: 'Verified the audit trail',
    }),
  );
  return { ...trial, planted, ordinary, zone, act, subjectId };
}

/** Lets the entry that added a row be sixty days old, as a test cannot wait. */
const makeOld = (db: TestDatabase, id: string) =>
  asSuperuser(db.database, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query('alter table audit.entry disable trigger user');
    await client.query(
      `update audit.entry set recorded_at = recorded_at - interval '60 days' where record = 'exam' and record_id = $1 and action = 'INSERT'`,
      [id],
    );
    const { rows } = await client.query<{ name: string }>(
      `select tgname as name from pg_trigger where tgrelid = 'audit.entry'::regclass and not tgisinternal`,
    );
    for (const { name } of rows) await client.query(`alter table audit.entry enable always trigger ${name}`);
  });

type Plant = (signal: AuditSignal, work: () => Promise<unknown>) => Promise<void>;

/** A read that is handed in five times more before it is adjudicated, one that is corrected after it was locked, and a signed one that is re-opened. */
async function plantReads(trial: SigningTrial, act: Act, plant: Plant): Promise<void> {
  const { trialId, subjectId } = trial;
  const hand = (
    reader: 1 | 2,
    code: string,
    sizeMm: number,
    reason: string,
    correctionReason: string | null = null,
  ) =>
    act(`reader${reader}`, reason, (tx) =>
      submitReads(tx, {
        trialId,
        reads: [{ ...readOf(trial, `READER_${reader}`, code, sizeMm), correctionReason }],
      }),
    );
  const first = await trial.read('READER_1', [50, 30, 29]);
  for (const [at, sizeMm] of [28, 27, 26, 25, 24].entries())
    await plant('MANY_EDITS', () => hand(1, 'W12', sizeMm, `Measured again, for the ${at + 2}nd time`));
  for (const id of first) await trial.signRead('reader1', id);
  const second = await trial.read('READER_2', [50, 49, 48]);
  await trial.lock('reader2', second);
  await plant('AFTER_LOCK', () =>
    act('manager', 'Reader 2 asks to correct a slip of the keyboard', (tx) =>
      unlockRead(tx, { trialId, readId: second[2] ?? '' }),
    ),
  );
  await plant('AFTER_LOCK', () =>
    hand(2, 'W12', 70, 'Corrects a slip of the keyboard', 'A slip of the keyboard'),
  );
  await plant('MOVED_RESULT', () =>
    act('reader2', 'Locked after the correction', async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(
        sql`select id from read where trial_id = ${trialId} and version = 2 and is_current`,
      );
      await lockReads(tx, { trialId, readIds: rows.map(({ id }) => id) });
    }),
  );
  await act('adjudicator', 'Reader 1 measured the same lesion throughout', (tx) =>
    adjudicateSubject(tx, {
      trialId,
      subjectId,
      acceptedEvaluator: 'READER_1',
      reason: 'Reader 1 measured the same lesion throughout',
    }),
  );
  await plant('AFTER_SIGNATURE', () =>
    act('manager', 'Reader 1 asks to look at the last timepoint again', (tx) =>
      unlockRead(tx, { trialId, readId: first[2] ?? '' }),
    ),
  );
}

async function plantUnblinding(
  db: TestDatabase,
  { trialId }: SigningTrial,
  act: Act,
  plant: Plant,
): Promise<void> {
  const id = newId();
  await act('administrator', 'Final analysis by the statistician', (tx) =>
    proposeUnblinding(tx, { trialId, id, personId: 'statistician', reason: 'Final analysis', endsAt: null }),
  );
  await plant('NEAR_UNBLINDING', () =>
    act('manager', 'As the plan of analysis says', (tx) => approveUnblinding(tx, { trialId, id })),
  );
  await plant('UNBLINDED_VIEW', () =>
    recordAct(
      db.database,
      { userId: 'statistician' },
      {
        act: 'VIEW',
        record: 'arms',
        recordId: trialId,
        trialId,
        reason: 'Looked at arms',
      },
    ),
  );
}
