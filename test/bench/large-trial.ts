import { insertRows } from '@readout/db/insert-rows.ts';
import { membership } from '@readout/db/table/person.ts';
import {
  adjudication,
  bestResponse,
  finding,
  lesion,
  read,
  review,
  timepointResponse,
} from '@readout/db/table/review.ts';
import { exposure, subject, subjectArm, subjectCourse, timepoint } from '@readout/db/table/subject.ts';
import { arm, charter, site, sponsor, trial } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { deriveReview, type DerivedBest } from '@readout/graphql/response/derive-review.ts';
import { makeRandom } from '@readout/server/seed/random.ts';
import { eq } from 'drizzle-orm';
import { codeOf, dateOf, inventDisease, inventReview, TIMEPOINTS } from './invented-review.ts';

export const PROTOCOL = 'BENCH-1000';
const SUBJECTS = 1000;
const SITES = 40;
const EVALUATORS = ['READER_1', 'READER_2', 'INVESTIGATOR'] as const;
const BATCH = 100;

/** What the trial is asked by. */
export interface LargeTrial {
  readonly trialId: string;
  readonly protocol: string;
  /** Number of a subject in the middle of the list. */
  readonly number: string;
}

/**
 * Stores a blinded trial of 1,000 subjects × 8 timepoints × 3 reads × 6 lesions, all reads locked, the same in every run.
 *
 * Derived by the engine, readers who differ adjudicated. The person gets the role of a sponsor's reviewer, without arms.
 *
 * @param tx as the owner of the tables: nobody may enter so much by hand
 */
export async function storeLargeTrial(tx: Transaction, personId: string): Promise<LargeTrial> {
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
  for (let from = 0; from < SUBJECTS; from += BATCH) {
    const subjects = range(BATCH).map((at) => inventSubject(trialId, charterId, from + at));
    const all = <Name extends keyof Rows>(name: Name) => subjects.flatMap((rows) => rows[name]) as Rows[Name];
    await insertRows(tx, subject, all('subjects'));
    await insertRows(tx, subjectArm, all('arms'));
    await insertRows(tx, subjectCourse, all('courses'));
    await insertRows(tx, exposure, all('exposures'));
    await insertRows(tx, timepoint, all('timepoints'));
    await insertRows(tx, review, all('reviews'));
    await insertRows(tx, lesion, all('lesions'));
    await insertRows(tx, read, all('reads'));
    await insertRows(tx, finding, all('findings'));
    await insertRows(tx, timepointResponse, all('responses'));
    await insertRows(tx, bestResponse, all('bests'));
    await insertRows(tx, adjudication, all('adjudications'));
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

function inventSubject(trialId: string, charterId: string, n: number) {
  const random = makeRandom(`${PROTOCOL} ${n}`);
  const subjectId = idOf('subject', n);
  const start = random.whole(0, 365);
  const dates = range(TIMEPOINTS).map((at) => dateOf(start, at));
  const firstDoseOn = dates[0] ?? '';
  const last = dates.at(-1) ?? '';
  const isOngoing = random.isLucky(0.3);
  const hasDied = !isOngoing && random.isLucky(0.4);
  const disease = inventDisease(random);
  const timepointIds = range(TIMEPOINTS).map((at) => idOf('timepoint', n * TIMEPOINTS + at));
  const reviews = EVALUATORS.map((evaluator, at) => {
    const id = idOf('review', n * EVALUATORS.length + at);
    const readIds = range(TIMEPOINTS).map((of) =>
      idOf('read', (n * EVALUATORS.length + at) * TIMEPOINTS + of),
    );
    const material = inventReview(random, disease, { readIds, dates });
    const { responses, best } = deriveReview(material);
    if (best === null) throw new Error(`Subject ${n} has no best response.`);
    return { id, evaluator, readIds, material, responses, best };
  });
  const lesionId = (reviewId: string, code: string) =>
    idOf(`lesion ${code}`, Number.parseInt(reviewId.slice(24), 16));
  return {
    subjects: [
      {
        trialId,
        id: subjectId,
        siteId: idOf('site', n % SITES),
        number: numberOf(n),
        usubjid: `${PROTOCOL}-${numberOf(n)}`,
        country: 'DEU',
        sex: n % 2 === 0 ? 'F' : 'M',
        ageYears: random.whole(30, 85),
      },
    ],
    arms: [{ trialId, subjectId, armId: idOf('arm', n % 2), actualArmId: idOf('arm', n % 2) }],
    courses: [
      {
        trialId,
        subjectId,
        randomisedOn: firstDoseOn,
        referenceStartOn: firstDoseOn,
        firstDoseOn,
        lastDoseOn: last,
        offTreatmentOn: isOngoing ? null : last,
        lastContactOn: last,
        diedOn: hasDied ? dateOf(start, TIMEPOINTS) : null,
      },
    ],
    exposures: [
      {
        trialId,
        id: idOf('exposure', n),
        subjectId,
        sourceKey: '1',
        startedOn: firstDoseOn,
        endedOn: isOngoing ? null : last,
      },
    ],
    timepoints: timepointIds.map((id, at) => ({
      trialId,
      id,
      subjectId,
      code: codeOf(at),
      label: at === 0 ? 'Baseline' : `Week ${codeOf(at).slice(1)}`,
      assessedOn: dates[at] ?? '',
      isBaseline: at === 0,
      isScheduled: true,
    })),
    reviews: reviews.map(({ id, evaluator }) => ({ trialId, id, subjectId, evaluator })),
    lesions: reviews.flatMap(({ id, material }) =>
      material.lesions.map(({ code, role, kind, organ, isMeasurable }) => ({
        trialId,
        id: lesionId(id, code),
        reviewId: id,
        code,
        role,
        kind,
        organ,
        isMeasurable,
        firstTimepointId: timepointIds[0] ?? '',
      })),
    ),
    reads: reviews.flatMap(({ id, readIds }) =>
      readIds.map((readId, at) => ({
        trialId,
        id: readId,
        reviewId: id,
        timepointId: timepointIds[at] ?? '',
        state: 'SUBMITTED' as const,
        submittedAt: new Date('2026-05-01T00:00:00Z'),
      })),
    ),
    findings: reviews.flatMap(({ id, material }) =>
      material.reads.flatMap(({ readId, findings }) =>
        findings.map(({ lesionCode, state, longestDiameterMm, shortAxisMm }) => ({
          trialId,
          id: idOf(`finding ${lesionCode}`, Number.parseInt(readId.slice(24), 16)),
          readId,
          reviewId: id,
          lesionId: lesionId(id, lesionCode),
          state,
          longestDiameterMm,
          shortAxisMm,
        })),
      ),
    ),
    responses: reviews.flatMap(({ id, responses }) =>
      responses.map((each) => ({
        trialId,
        id: idOf('response', Number.parseInt(each.readId.slice(24), 16)),
        reviewId: id,
        criteria: 'recist-1.1',
        charterId,
        ...each,
      })),
    ),
    bests: reviews.map(({ id, best }) => ({
      trialId,
      id: idOf('best', Number.parseInt(id.slice(24), 16)),
      reviewId: id,
      criteria: 'recist-1.1',
      charterId,
      ...best,
    })),
    adjudications: isAgreed(reviews.map(({ best }) => best))
      ? []
      : [
          {
            trialId,
            id: idOf('adjudication', n),
            subjectId,
            acceptedReviewId: reviews[n % 2]?.id ?? '',
            variable: 'BEST_RESPONSE_AND_PROGRESSION_DATE' as const,
            reason: 'Closer to the images.',
            decidedAt: new Date('2026-06-02T00:00:00Z'),
          },
        ],
  };
}

const isAgreed = ([first, second]: readonly DerivedBest[]): boolean =>
  first?.best === second?.best && first?.progressionOn === second?.progressionOn;

const range = (length: number): readonly number[] => Array.from({ length }, (_, at) => at);
const numberOf = (n: number): string => `${101 + (n % SITES)}-${String(n + 1).padStart(4, '0')}`;

const KINDS = new Map<string, number>();

/** An id that is the same in every run: UUIDs in order of creation within each kind of row, as those of the hub are. */
function idOf(kind: string, n: number): string {
  const known = KINDS.get(kind) ?? KINDS.size + 1;
  KINDS.set(kind, known);
  return `00000000-${known.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}
