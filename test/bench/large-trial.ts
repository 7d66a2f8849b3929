import { insertRows } from '@readout/db/insert-rows.ts';
import { membership } from '@readout/db/table/person.ts';
import { finding, read } from '@readout/db/table/read.ts';
import { bestResponse, timepointResponse } from '@readout/db/table/response.ts';
import { adjudication, lesion, review } from '@readout/db/table/review.ts';
import { exposure, subject, subjectArm, subjectCourse } from '@readout/db/table/subject.ts';
import { timepoint } from '@readout/db/table/timepoint.ts';
import { arm, charter, site, sponsor, trial } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq } from 'drizzle-orm';
import { inventSubject } from './invented-subject.ts';
import { idOf } from './row-id.ts';

const PROTOCOL = 'BENCH-1000';
/** Subjects of the trial that questions are asked of. */
export const SUBJECTS = 1000;
const SITES = 40;
const BATCH = 100;

/** What the trial is asked by. */
export interface LargeTrial {
  readonly trialId: string;
  readonly protocol: string;
  /** Number of a subject in the middle of the list. */
  readonly number: string;
}

/**
 * Stores a blinded trial of 1,000 subjects (or as many as told, in hundreds) × 8 timepoints × 3 reads × 6 lesions, all reads locked, the same in every run.
 *
 * Derived by the engine, readers who differ adjudicated. The person gets the role of a sponsor's reviewer, without arms.
 *
 * @param tx as the owner of the tables: nobody may enter so much by hand
 */
export async function storeLargeTrial(
  tx: Transaction,
  personId: string,
  subjectCount = SUBJECTS,
): Promise<LargeTrial> {
  const trialId = idOf('trial', 0);
  const charterId = idOf('charter', 0);
  await tx
    .insert(sponsor)
    .values({ id: idOf('sponsor', 0), name: 'Sponsor of the benchmark' })
    .execute();
  await tx
    .insert(trial)
    .values({
      id: trialId,
      sponsorId: idOf('sponsor', 0),
      protocol: PROTOCOL,
      title: 'A trial as large as they come',
      isBlinded: true,
      isRandomised: true,
      state: 'ONGOING',
      origin: 'HUB',
    })
    .execute();
  await tx
    .insert(charter)
    .values({
      trialId,
      id: charterId,
      version: 1,
      criteria: [{ criteria: 'recist-1.1', settings: {} }],
      readDesign: 'DOUBLE_WITH_ADJUDICATION',
      adjudicationVariable: 'BEST_RESPONSE_AND_PROGRESSION_DATE',
    })
    .execute();
  await tx
    .insert(membership)
    .values({ trialId, id: idOf('membership', 0), personId, role: 'SPONSOR_REVIEWER' })
    .execute();
  await insertRows(
    tx,
    arm,
    ['A', 'B'].map((code, at) => ({
      trialId,
      id: idOf('arm', at),
      code,
      name: `Arm ${code}`,
      position: at + 1,
    })),
  );
  await insertRows(
    tx,
    site,
    range(SITES).map((at) => ({ trialId, id: idOf('site', at), code: String(101 + at) })),
  );
  const subjectOf = (n: number) => ({
    n,
    number: numberOf(n),
    trialId,
    siteId: idOf('site', n % SITES),
    charterId,
  });
  for (let from = 0; from < subjectCount; from += BATCH) {
    const subjects = range(BATCH).map((at) => inventSubject(subjectOf(from + at)));
    const all = <Row>(pick: (rows: Rows) => readonly Row[]) => subjects.flatMap(pick);
    await insertRows(
      tx,
      subject,
      all((rows) => rows.subjects),
    );
    await insertRows(
      tx,
      subjectArm,
      all((rows) => rows.arms),
    );
    await insertRows(
      tx,
      subjectCourse,
      all((rows) => rows.courses),
    );
    await insertRows(
      tx,
      exposure,
      all((rows) => rows.exposures),
    );
    await insertRows(
      tx,
      timepoint,
      all((rows) => rows.timepoints),
    );
    await insertRows(
      tx,
      review,
      all((rows) => rows.reviews),
    );
    await insertRows(
      tx,
      lesion,
      all((rows) => rows.lesions),
    );
    await insertRows(
      tx,
      read,
      all((rows) => rows.reads),
    );
    await insertRows(
      tx,
      finding,
      all((rows) => rows.findings),
    );
    await insertRows(
      tx,
      timepointResponse,
      all((rows) => rows.responses),
    );
    await insertRows(
      tx,
      bestResponse,
      all((rows) => rows.bests),
    );
    await insertRows(
      tx,
      adjudication,
      all((rows) => rows.adjudications),
    );
  }
  // A locked read takes no findings, so it is locked after them.
  await tx
    .update(read)
    .set({ state: 'LOCKED', lockedAt: new Date('2026-06-01T00:00:00Z') })
    .where(eq(read.trialId, trialId))
    .execute();
  return { trialId, protocol: PROTOCOL, number: numberOf(SUBJECTS / 2) };
}

type Rows = ReturnType<typeof inventSubject>;

const range = (length: number): readonly number[] => Array.from({ length }, (_, at) => at);
const numberOf = (n: number): string => `${101 + (n % SITES)}-${String(n + 1).padStart(4, '0')}`;
