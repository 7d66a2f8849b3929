import { newId } from '@readout/db/new-id.ts';
import { membership, person, reviewAssignment } from '@readout/db/table/person.ts';
import { finding, read } from '@readout/db/table/read.ts';
import { bestResponse, timepointResponse } from '@readout/db/table/response.ts';
import { lesion, review } from '@readout/db/table/review.ts';
import { exposure, exposureDrug, subject, subjectArm, subjectCourse } from '@readout/db/table/subject.ts';
import { timepoint } from '@readout/db/table/timepoint.ts';
import { arm, charter, site, sponsor, trial } from '@readout/db/table/trial.ts';
import type { Role } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';

export const ARM_NAMES = ['Drug A 10 mg', 'Comparator B'] as const;
export const ARM_CODES = ['SECRETA', 'SECRETB'] as const;
export const TREATMENTS = ['COMPOUND A', 'COMPOUND B'] as const;

/** Best response without and with confirmation, best change in percent, of each subject's first reader. */
// prettier-ignore
export const COURSES = [
  ['1042-001', 'PR', 'PR', -62],
  ['1042-002', 'PR', 'SD', -34],
  ['1042-003', 'SD', 'SD', -12],
  ['1042-004', 'PD', 'PD',  28],
  ['1042-005', 'CR', 'CR', -100],
  ['1042-006', 'NE', 'NE', null],
] as const;

/** People of the trial by role, and one of another sponsor's. */
export interface BlindedTrial {
  readonly trialId: string;
  readonly protocol: string;
  readonly reviewIds: { readonly first: readonly string[]; readonly second: readonly string[] };
}

export const PEOPLE = {
  sponsor: 'SPONSOR_REVIEWER',
  manager: 'DATA_MANAGER',
  reader1: 'READER',
  reader2: 'READER',
  auditor: 'AUDITOR',
  administrator: 'TRIAL_ADMINISTRATOR',
} as const satisfies Record<string, Role>;

/**
 * A blinded trial of six subjects in two arms, each read by two readers at baseline and in week 8; only the first reader's reads of week 8
 * differ from what the source states. And another sponsor's trial, with a person `stranger` of its own.
 */
export async function insertBlindedTrial(
  tx: Transaction,
  { isLocked = true }: { readonly isLocked?: boolean } = {},
): Promise<BlindedTrial> {
  const trialId = newId();
  await openTrial(tx, trialId, 'ONC-1042', 'Sponsor of the trial');
  const otherTrialId = newId();
  await openTrial(tx, otherTrialId, 'OTHER-7', 'Another sponsor');
  for (const [id, role] of Object.entries(PEOPLE)) await join(tx, trialId, id, role);
  await join(tx, otherTrialId, 'stranger', 'DATA_MANAGER');
  await tx.insert(person).values(personOf('unblinded')).execute();
  await tx.insert(membership).values({ trialId, personId: 'unblinded', role: 'STATISTICIAN' }).execute();

  const charterId = newId();
  await tx
    .insert(charter)
    .values([
      { ...CHARTER, trialId, id: charterId },
      { ...CHARTER, trialId: otherTrialId },
    ])
    .execute();
  const armIds = [newId(), newId()] as const;
  await tx
    .insert(arm)
    .values(
      armIds.map((id, n) => ({
        trialId,
        id,
        code: ARM_CODES[n] ?? '',
        name: ARM_NAMES[n] ?? '',
        position: n + 1,
      })),
    )
    .execute();
  const siteId = newId();
  await tx.insert(site).values({ trialId, id: siteId, code: '701', country: 'NLD' }).execute();
  const first: string[] = [];
  const second: string[] = [];
  for (const [n, course] of COURSES.entries()) {
    const inserted = await insertSubject(tx, {
      trialId,
      siteId,
      charterId,
      armId: armIds[n % 2] ?? '',
      treatment: TREATMENTS[n % 2] ?? '',
      course,
    });
    first.push(inserted[0]);
    second.push(inserted[1]);
  }
  if (isLocked) await lockBlindedTrial(tx);
  return { trialId, protocol: 'ONC-1042', reviewIds: { first, second } };
}

/** Locks its reads, for a test that writes in them first. */
export const lockBlindedTrial = (tx: Transaction): Promise<unknown> =>
  tx.update(read).set({ state: 'LOCKED' }).execute();

const CHARTER = {
  version: 1,
  criteria: [{ criteria: 'recist-1.1', settings: { confirmation: true } }],
  readDesign: 'DOUBLE_WITH_ADJUDICATION',
  adjudicationVariable: 'BEST_RESPONSE',
} as const;

async function openTrial(tx: Transaction, id: string, protocol: string, name: string): Promise<void> {
  const sponsorId = newId();
  await tx.insert(sponsor).values({ id: sponsorId, name }).execute();
  await tx
    .insert(trial)
    .values({
      id,
      sponsorId,
      protocol,
      title: protocol,
      isBlinded: true,
      isRandomised: true,
      state: 'ONGOING',
      origin: 'HUB',
      plannedSubjects: 12,
      firstPlannedOn: '2026-01-01',
      lastPlannedOn: '2026-06-30',
    })
    .execute();
}

const personOf = (id: string) => ({ id, name: id, email: `${id}@readout.invalid`, kind: 'PERSON' as const });

async function join(tx: Transaction, trialId: string, id: string, role: Role): Promise<void> {
  await tx.insert(person).values(personOf(id)).execute();
  await tx.insert(membership).values({ trialId, personId: id, role }).execute();
}

interface Enrolment {
  readonly trialId: string;
  readonly siteId: string;
  readonly charterId: string;
  readonly armId: string;
  readonly treatment: string;
  readonly course: (typeof COURSES)[number];
}

async function insertSubject(
  tx: Transaction,
  { trialId, siteId, charterId, armId, treatment, course }: Enrolment,
): Promise<readonly [string, string]> {
  const [number, best, confirmedBest, bestChangePercent] = course;
  const subjectId = newId();
  await tx
    .insert(subject)
    .values({ trialId, id: subjectId, siteId, number, usubjid: `ONC-1042-${number}` })
    .execute();
  await tx.insert(subjectArm).values({ trialId, subjectId, armId, actualArmId: armId }).execute();
  await tx
    .insert(subjectCourse)
    .values({
      trialId,
      subjectId,
      randomisedOn: '2026-02-27',
      referenceStartOn: '2026-03-02',
      firstDoseOn: '2026-03-02',
      lastDoseOn: '2026-06-01',
      lastContactOn: '2026-06-20',
    })
    .execute();
  const exposureId = newId();
  await tx
    .insert(exposure)
    .values({
      trialId,
      id: exposureId,
      subjectId,
      sourceKey: '1',
      startedOn: '2026-03-02',
      endedOn: '2026-06-01',
    })
    .execute();
  await tx.insert(exposureDrug).values({ trialId, exposureId, treatment }).execute();
  const timepoints = [newId(), newId()] as const;
  await tx
    .insert(timepoint)
    .values([
      {
        trialId,
        id: timepoints[0],
        subjectId,
        code: 'BL',
        label: 'Baseline',
        assessedOn: '2026-02-23',
        isBaseline: true,
        isScheduled: true,
      },
      {
        trialId,
        id: timepoints[1],
        subjectId,
        code: 'W8',
        label: 'Week 8',
        assessedOn: '2026-04-27',
        isBaseline: false,
        isScheduled: true,
      },
    ])
    .execute();
  const made: string[] = [];
  for (const [evaluator, reader] of [
    ['READER_1', 'reader1'],
    ['READER_2', 'reader2'],
  ] as const) {
    const reviewId = newId();
    made.push(reviewId);
    await tx.insert(review).values({ trialId, id: reviewId, subjectId, evaluator }).execute();
    await tx.insert(reviewAssignment).values({ trialId, reviewId, personId: reader }).execute();
    const lesionId = newId();
    await tx
      .insert(lesion)
      .values({
        trialId,
        id: lesionId,
        reviewId,
        code: 'T01',
        role: 'target',
        kind: 'extranodal',
        organ: 'LIVER',
        firstTimepointId: timepoints[0],
      })
      .execute();
    for (const [n, timepointId] of timepoints.entries()) {
      const readId = newId();
      await tx
        .insert(read)
        .values({ trialId, id: readId, reviewId, timepointId, state: 'SUBMITTED' })
        .execute();
      await tx
        .insert(finding)
        .values({
          trialId,
          readId,
          reviewId,
          lesionId,
          state: 'measured',
          longestDiameterMm: n === 0 ? 40 : 30,
        })
        .execute();
      const overall = n === 0 ? null : best;
      const statedOverall = n === 1 && evaluator === 'READER_1' && best === 'PR' ? 'SD' : overall;
      await tx
        .insert(timepointResponse)
        .values({
          trialId,
          readId,
          reviewId,
          criteria: 'recist-1.1',
          sum: n === 0 ? 40 : 30,
          overall,
          statedOverall,
          charterId,
          engineVersion: '1',
        })
        .execute();
    }
    await tx
      .insert(bestResponse)
      .values({
        trialId,
        reviewId,
        criteria: 'recist-1.1',
        basis: 'MEASUREMENTS',
        best,
        bestOn: '2026-04-27',
        confirmedBest,
        confirmedBestOn: '2026-04-27',
        bestChangePercent,
        lastEvaluableOn: best === 'NE' ? null : '2026-04-27',
        trace: { unconfirmed: [], confirmed: [] },
        charterId,
        engineVersion: '1',
      })
      .execute();
  }
  return [made[0] ?? '', made[1] ?? ''];
}
