import { isAnyOf } from '@readout/db/is-any-of.ts';
import { finding, read } from '@readout/db/table/read.ts';
import { timepointResponse } from '@readout/db/table/response.ts';
import { lesion } from '@readout/db/table/review.ts';
import { timepoint } from '@readout/db/table/timepoint.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { ReviewToDerive, SubjectToDerive } from './review-to-derive.ts';

export type ReviewMaterial = Omit<ReviewToDerive, 'criteria' | 'settings'> & {
  readonly reviewId: string;
  /** What is stored as stated, by read and criteria. */
  readonly statedOveralls: ReadonlyMap<string, string | null>;
};

/** What reviews are derived from: lesions, current reads that are more than a draft, findings, and what of the course counts. */
export async function listReviewsToDerive(
  tx: Transaction,
  trialId: string,
  reviewIds: readonly string[],
): Promise<readonly ReviewMaterial[]> {
  const subjects = await listSubjects(tx, trialId, reviewIds);
  const lesions = await listLesions(tx, trialId, reviewIds);
  const reads = await listReads(tx, trialId, reviewIds);
  const findings = await listFindings(
    tx,
    trialId,
    reads.map(({ readId }) => readId),
  );
  const stated = await listStated(tx, trialId, reviewIds);

  const codes = new Map(lesions.map(({ id, code }) => [id, code]));
  const codeOf = (id: string): string => {
    const code = codes.get(id);
    if (code === undefined) throw new Error(`The lesion ${id} belongs to another review than its finding.`);
    return code;
  };
  const lesionsOf = Map.groupBy(lesions, ({ reviewId }) => reviewId);
  const readsOf = Map.groupBy(reads, ({ reviewId }) => reviewId);
  const findingsOf = Map.groupBy(findings, ({ readId }) => readId);
  const statedOf = Map.groupBy(stated, ({ reviewId }) => reviewId);
  return subjects.map(({ reviewId, ...subject }) => ({
    reviewId,
    subject,
    lesions: (lesionsOf.get(reviewId) ?? []).map(({ splitFromId, ...each }) => ({
      ...each,
      splitFromCode: splitFromId === null ? null : codeOf(splitFromId),
    })),
    reads: (readsOf.get(reviewId) ?? []).map(({ state, readOn, assessedOn, ...each }) => ({
      ...each,
      assessedOn: readOn ?? assessedOn,
      isLocked: state === 'LOCKED',
      statedOverall: null,
      findings: (findingsOf.get(each.readId) ?? []).map(({ lesionId, mergedIntoId, ...found }) => ({
        ...found,
        lesionCode: codeOf(lesionId),
        mergedIntoCode: mergedIntoId === null ? null : codeOf(mergedIntoId),
      })),
    })),
    statedOveralls: new Map(
      (statedOf.get(reviewId) ?? []).map((each) => [`${each.readId} ${each.criteria}`, each.overall]),
    ),
  }));
}

async function listSubjects(tx: Transaction, trialId: string, reviewIds: readonly string[]) {
  type Row = Required<SubjectToDerive> & { readonly reviewId: string };
  const { rows } = await tx.execute<Row>(sql`
    select review_id as "reviewId", first_dose_on::text as "firstDoseOn", radiotherapy_ended_on::text as "radiotherapyEndedOn",
      new_therapy_on::text as "newTherapyOn", died_on::text as "diedOn", is_fdg_avid as "isFdgAvid"
    from private.course_of_reviews(${trialId}, ${`{${reviewIds.join(',')}}`}::uuid[])`);
  return rows;
}

const listLesions = (tx: Transaction, trialId: string, reviewIds: readonly string[]) =>
  tx
    .select({
      id: lesion.id,
      reviewId: lesion.reviewId,
      code: lesion.code,
      role: lesion.role,
      kind: lesion.kind,
      organ: lesion.organ,
      isMeasurable: lesion.isMeasurable,
      splitFromId: lesion.splitFromId,
      isOutsideRadiationField: lesion.isOutsideRadiationField,
      isCytologyPositive: lesion.isCytologyPositive,
    })
    .from(lesion)
    .where(and(eq(lesion.trialId, trialId), isAnyOf(lesion.reviewId, reviewIds)))
    .execute();

const listReads = (tx: Transaction, trialId: string, reviewIds: readonly string[]) =>
  tx
    .select({
      readId: read.id,
      reviewId: read.reviewId,
      state: read.state,
      isEvaluable: read.isEvaluable,
      timepointCode: timepoint.code,
      assessedOn: timepoint.assessedOn,
      readOn: read.readOn,
      isBaseline: timepoint.isBaseline,
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
    })
    .from(read)
    .innerJoin(timepoint, and(eq(timepoint.trialId, read.trialId), eq(timepoint.id, read.timepointId)))
    .where(
      and(
        eq(read.trialId, trialId),
        isAnyOf(read.reviewId, reviewIds),
        eq(read.isCurrent, true),
        sql`${read.state} <> 'DRAFT'`,
      ),
    )
    .execute();

const listFindings = (tx: Transaction, trialId: string, readIds: readonly string[]) =>
  tx
    .select({
      readId: finding.readId,
      lesionId: finding.lesionId,
      state: finding.state,
      longestDiameterMm: finding.longestDiameterMm,
      shortAxisMm: finding.shortAxisMm,
      perpendicularMm: finding.perpendicularMm,
      attenuationHu: finding.attenuationHu,
      sulPeak: finding.sulPeak,
      volumeMl: finding.volumeMl,
      change: finding.change,
      mergedIntoId: finding.mergedIntoId,
    })
    .from(finding)
    .where(and(eq(finding.trialId, trialId), isAnyOf(finding.readId, readIds)))
    .execute();

const listStated = (tx: Transaction, trialId: string, reviewIds: readonly string[]) =>
  tx
    .select({
      readId: timepointResponse.readId,
      reviewId: timepointResponse.reviewId,
      criteria: timepointResponse.criteria,
      overall: timepointResponse.statedOverall,
    })
    .from(timepointResponse)
    .where(and(eq(timepointResponse.trialId, trialId), isAnyOf(timepointResponse.reviewId, reviewIds)))
    .execute();
