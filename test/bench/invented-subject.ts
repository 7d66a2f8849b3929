import { deriveReview, type DerivedBest } from '@readout/graphql/response/derive-review.ts';
import { makeRandom } from '@readout/server/seed/random.ts';
import { codeOf, dateOf, inventDisease, inventReview, TIMEPOINTS } from './invented-review.ts';
import { idOf } from './row-id.ts';

const EVALUATORS = ['READER_1', 'READER_2', 'INVESTIGATOR'] as const;

/** Which subject of the trial. */
export interface InventedSubject {
  /** Counts from 0. */
  readonly n: number;
  readonly number: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly charterId: string;
}

/** The rows of a subject by table: 8 timepoints, 3 reviews of 6 lesions, responses as the engine derives them. Reads are submitted. */
export function inventSubject({ n, number, trialId, siteId, charterId }: InventedSubject) {
  const random = makeRandom(`large trial ${n}`);
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
        siteId,
        number,
        usubjid: `BENCH-${number}`,
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
