import type { ComponentValues } from '@readout/db/table/response.ts';
import { EVALUATORS } from '@readout/db/term.ts';
import type {
  ContentEvaluator,
  EventContent,
  ExposureContent,
  FindingContent,
  LesionContent,
  ReadContent,
  ResponseContent,
  ReviewContent,
  SubjectContent,
  TimepointContent,
  ToldDate,
} from '@readout/sdtm/content.ts';
import type { StoredSubjects, StoredTrial } from './stored-rows.ts';

/** A subject, and whose review was accepted between readers; null: nobody's. Reviews are of all evaluators. */
export interface GatheredSubject {
  readonly subject: SubjectContent;
  readonly adjudicated: ContentEvaluator | null;
}

/**
 * Subjects of stored rows, in order of USUBJID. Reads that are current and locked alone: what may still change is not sent.
 *
 * @param isUnblinded false: arms and treatments are left out even where they were read
 */
export function gatherSubjects(
  stored: StoredSubjects,
  trial: StoredTrial,
  isUnblinded: boolean,
): readonly GatheredSubject[] {
  const codes = <Row extends { readonly id: string; readonly code: string }>(rows: readonly Row[]) =>
    new Map(rows.map(({ id, code }) => [id, code]));
  const [siteCodes, armCodes, scheduleCodes] = [codes(trial.site), codes(trial.arm), codes(trial.schedule)];
  const bySubject = <Row extends { readonly subjectId: string }>(rows: readonly Row[]) =>
    Map.groupBy(rows, ({ subjectId }) => subjectId);
  const of = {
    course: bySubject(stored.subjectCourse),
    arm: bySubject(stored.subjectArm),
    exposure: bySubject(stored.exposure),
    event: bySubject(stored.subjectEvent),
    timepoint: bySubject(stored.timepoint),
    review: bySubject(stored.review),
    adjudication: bySubject(stored.adjudication),
    sequence: bySubject(stored.sdtmSequence),
  };
  const drugs = new Map(stored.exposureDrug.map((each) => [each.exposureId, each]));
  const examsOf = Map.groupBy(stored.exam, ({ timepointId }) => timepointId);
  const reviewOf = gatherReviews(stored, trial);
  return stored.subject.toSorted(by('usubjid')).map((row) => {
    const [course] = of.course.get(row.id) ?? [];
    const [held] = of.arm.get(row.id) ?? [];
    const arm = isUnblinded ? held : undefined;
    const reviews = of.review.get(row.id) ?? [];
    const accepted = of.adjudication.get(row.id)?.[0]?.acceptedReviewId;
    return {
      adjudicated: reviews.find(({ id }) => id === accepted)?.evaluator ?? null,
      subject: {
        usubjid: row.usubjid,
        number: row.number,
        siteCode: get(siteCodes, row.siteId),
        country: row.country,
        sex: row.sex,
        ageYears: row.ageYears,
        race: row.race,
        ethnicity: row.ethnicity,
        isFdgAvid: row.isFdgAvid,
        arm:
          arm === undefined
            ? null
            : {
                plannedCode: arm.armId === null ? null : get(armCodes, arm.armId),
                actualCode: arm.actualArmId === null ? null : get(armCodes, arm.actualArmId),
                reasonWithout: arm.reasonWithout,
              },
        course: {
          isScreenFailure: course?.isScreenFailure ?? false,
          consentedOn: course?.consentedOn ?? null,
          randomisedOn: course?.randomisedOn ?? null,
          referenceStartOn: course?.referenceStartOn ?? null,
          firstDoseOn: course?.firstDoseOn ?? null,
          lastDoseOn: course?.lastDoseOn ?? null,
          offTreatmentOn: course?.offTreatmentOn ?? null,
          radiotherapyEndedOn: course?.radiotherapyEndedOn ?? null,
          newTherapyOn: course?.newTherapyOn ?? null,
          lastContactOn: course?.lastContactOn ?? null,
          diedOn: course?.diedOn ?? null,
        },
        exposures: (of.exposure.get(row.id) ?? [])
          .toSorted(by('startedOn', 'sourceKey'))
          .map((each): ExposureContent => {
            const drug = isUnblinded ? drugs.get(each.id) : undefined;
            return {
              sourceKey: each.sourceKey,
              started: { on: each.startedOn, given: each.startedOnGiven },
              ended: told(each.endedOn, each.endedOnGiven),
              drug:
                drug === undefined
                  ? null
                  : {
                      treatment: drug.treatment,
                      dose: drug.dose,
                      doseUnit: drug.doseUnit,
                      doseForm: drug.doseForm,
                      frequency: drug.frequency,
                      route: drug.route,
                    },
            };
          }),
        events: (of.event.get(row.id) ?? [])
          .toSorted(by('occurredOn', 'sourceKey'))
          .map((each): EventContent => ({
            sourceKey: each.sourceKey,
            kind: each.kind,
            term: each.term,
            decodedTerm: each.decodedTerm,
            category: each.category,
            occurred: told(each.occurredOn, each.occurredOnGiven),
          })),
        timepoints: (of.timepoint.get(row.id) ?? [])
          .toSorted(by('assessedOn', 'code'))
          .map((each): TimepointContent => ({
            code: each.code,
            label: each.label,
            scheduleCode: each.scheduleId === null ? null : get(scheduleCodes, each.scheduleId),
            assessed: { on: each.assessedOn, given: each.assessedOnGiven },
            isBaseline: each.isBaseline,
            isScheduled: each.isScheduled,
            visitNumber: each.visitNumber,
            imageQuality: each.imageQuality,
            exams: (examsOf.get(each.id) ?? [])
              .toSorted(by('acquiredOn', 'modality', 'id'))
              .map(({ id, modality, acquiredOn, studyInstanceUid }) => ({
                id,
                modality,
                acquiredOn,
                studyInstanceUid,
              })),
          })),
        reviews: reviews
          .toSorted((a, b) => EVALUATORS.indexOf(a.evaluator) - EVALUATORS.indexOf(b.evaluator))
          .map(reviewOf)
          .filter(({ reads }) => reads.length > 0),
        sequence: Object.fromEntries(
          (of.sequence.get(row.id) ?? []).map(({ domain, keys }) => [domain, keys]),
        ),
      },
    };
  });
}

/** What each review holds. */
function gatherReviews(
  stored: StoredSubjects,
  trial: StoredTrial,
): (review: StoredSubjects['review'][number]) => ReviewContent {
  const timepoints = new Map(stored.timepoint.map((each) => [each.id, each]));
  const readsOf = Map.groupBy(
    stored.read.filter(({ isCurrent, state }) => isCurrent && state === 'LOCKED'),
    ({ reviewId }) => reviewId,
  );
  const lesionsOf = Map.groupBy(stored.lesion, ({ reviewId }) => reviewId);
  const findingsOf = Map.groupBy(stored.finding, ({ readId }) => readId);
  const responsesOf = Map.groupBy(stored.timepointResponse, ({ readId }) => readId);
  const bestsOf = Map.groupBy(stored.bestResponse, ({ reviewId }) => reviewId);
  const charter = trial.charter.toSorted((a, b) => a.version - b.version).at(-1);
  const inCharter = inOrderOf(charter?.criteria.map(({ criteria }) => criteria) ?? []);
  return ({ id, evaluator }) => {
    const reads = (readsOf.get(id) ?? [])
      .map((read) => ({ read, timepoint: get(timepoints, read.timepointId) }))
      .toSorted((a, b) => compareBy(a.timepoint, b.timepoint, ['assessedOn', 'code']));
    const readAt = new Set(reads.map(({ timepoint }) => timepoint.id));
    // As row-level security shows a sponsor: a lesion of a locked read.
    const lesions = (lesionsOf.get(id) ?? []).filter(({ firstTimepointId }) => readAt.has(firstTimepointId));
    const lesionCodes = new Map(lesions.map((each) => [each.id, each.code]));
    const lesionCode = (of: string | null) => (of === null ? null : (lesionCodes.get(of) ?? null));
    return {
      evaluator,
      isAccepted: false,
      lesions: lesions.toSorted(by('code')).map((each): LesionContent => ({
        code: each.code,
        role: each.role,
        kind: each.kind,
        organ: each.organ,
        location: each.location,
        laterality: each.laterality,
        method: each.method,
        isMeasurable: each.isMeasurable,
        timepointCode: get(timepoints, each.firstTimepointId).code,
        splitFromCode: lesionCode(each.splitFromId),
        isOutsideRadiationField: each.isOutsideRadiationField,
        isCytologyPositive: each.isCytologyPositive,
        flags: each.flags,
      })),
      reads: reads.map(({ read, timepoint }): ReadContent => ({
        timepointCode: timepoint.code,
        read: told(read.readOn, read.readOnGiven),
        isLocked: true,
        isEvaluable: read.isEvaluable,
        reasonNotEvaluable: read.reasonNotEvaluable,
        clinicalStatus: read.clinicalStatus,
        corticosteroidMgPerDay: read.corticosteroidMgPerDay,
        t2flair: read.t2flair,
        boneMarrow: read.boneMarrow,
        spleenMm: read.spleenMm,
        isOrganEnlarged: read.isOrganEnlarged,
        deauville: read.deauville,
        fdg: read.fdg,
        hasNewFdgFoci: read.hasNewFdgFoci,
        boneScanNewLesions: read.boneScanNewLesions,
        boneScanPersistentLesions: read.boneScanPersistentLesions,
        psaNgPerMl: read.psaNgPerMl,
        findings: (findingsOf.get(read.id) ?? [])
          .filter(({ lesionId }) => lesionCodes.has(lesionId))
          .map((each): FindingContent => ({
            lesionCode: get(lesionCodes, each.lesionId),
            state: each.state,
            longestDiameterMm: each.longestDiameterMm,
            shortAxisMm: each.shortAxisMm,
            perpendicularMm: each.perpendicularMm,
            attenuationHu: each.attenuationHu,
            sulPeak: each.sulPeak,
            volumeMl: each.volumeMl,
            change: each.change,
            mergedIntoCode: lesionCode(each.mergedIntoId),
            reasonNotEvaluable: each.reasonNotEvaluable,
            method: each.method,
          }))
          .toSorted(by('lesionCode')),
        responses: (responsesOf.get(read.id) ?? []).toSorted(inCharter).map(responseOf),
      })),
      bests: (bestsOf.get(id) ?? []).toSorted(inCharter).map((each) => ({
        criteria: each.criteria,
        basis: each.basis,
        best: each.best,
        bestOn: each.bestOn,
        confirmedBest: each.confirmedBest,
        confirmedBestOn: each.confirmedBestOn,
        progressionOn: each.progressionOn,
        bestChangePercent: each.bestChangePercent,
        lastEvaluableOn: each.lastEvaluableOn,
        components: each.components,
        engineVersion: each.engineVersion,
      })),
    };
  };
}

const responseOf = (each: StoredSubjects['timepointResponse'][number]): ResponseContent => ({
  criteria: each.criteria,
  stated: {
    target: each.statedTarget,
    nonTarget: each.statedNonTarget,
    hasNewLesion: each.statedNewLesion,
    overall: each.statedOverall,
    sum: each.statedSum,
    components: each.statedComponents ?? {},
  },
  derived: {
    sum: each.sum,
    changeFromBaselinePercent: each.changeFromBaselinePercent,
    changeFromNadirPercent: each.changeFromNadirPercent,
    target: each.target,
    nonTarget: each.nonTarget,
    hasNewLesion: each.hasNewLesion,
    overall: each.overall,
    components: each.components satisfies ComponentValues,
  },
  engineVersion: each.engineVersion,
});

const told = (on: string | null, given: string | null): ToldDate | null =>
  on === null ? null : { on, given };

function get<Value>(map: ReadonlyMap<string, Value>, id: string): Value {
  const value = map.get(id);
  if (value === undefined) throw new Error(`A row names ${id}, which was not read.`);
  return value;
}

/** The charter's criteria in its order, then others by their ids. */
const inOrderOf =
  (criteria: readonly string[]) =>
  (a: { readonly criteria: string }, b: { readonly criteria: string }): number => {
    const place = (each: string) => (criteria.includes(each) ? criteria.indexOf(each) : criteria.length);
    return place(a.criteria) - place(b.criteria) || (a.criteria < b.criteria ? -1 : 1);
  };

/** By code points, so that the order is the same on each machine; what is null comes last. */
function compareBy<Row>(a: Row, b: Row, keys: readonly (keyof Row)[]): number {
  for (const key of keys) {
    const [one, other] = [a[key] ?? null, b[key] ?? null];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other ? -1 : 1;
  }
  return 0;
}

const by =
  <Row>(...keys: readonly (keyof Row)[]) =>
  (a: Row, b: Row): number =>
    compareBy(a, b, keys);
