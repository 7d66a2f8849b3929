import { isAnyOf } from '@readout/db/is-any-of.ts';
import { finding, read } from '@readout/db/table/read.ts';
import { timepointResponse } from '@readout/db/table/response.ts';
import { lesion } from '@readout/db/table/review.ts';
import { timepoint } from '@readout/db/table/timepoint.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { ReviewToDerive } from './derive-review.ts';

export type ReviewMaterial = Omit<ReviewToDerive, 'criteria' | 'settings'> & {
  readonly reviewId: string;
  /** What is stored as stated, by read and criteria. */
  readonly statedOveralls: ReadonlyMap<string, string | null>;
};

/** What reviews are derived from: lesions, current reads that are more than a draft, findings, and the dates of the course that count. */
export async function listReviewsToDerive(
  tx: Transaction,
  trialId: string,
  reviewIds: readonly string[],
): Promise<readonly ReviewMaterial[]> {
  const courses = await tx.execute<{
    review_id: string;
    first_dose_on: string | null;
    new_therapy_on: string | null;
  }>(
    sql`select review_id, first_dose_on::text, new_therapy_on::text from private.course_of_reviews(${trialId}, ${`{${reviewIds.join(',')}}`}::uuid[])`,
  );
  const lesions = await tx
    .select({
      id: lesion.id,
      reviewId: lesion.reviewId,
      code: lesion.code,
      role: lesion.role,
      kind: lesion.kind,
      organ: lesion.organ,
      isMeasurable: lesion.isMeasurable,
      splitFromId: lesion.splitFromId,
    })
    .from(lesion)
    .where(and(eq(lesion.trialId, trialId), isAnyOf(lesion.reviewId, reviewIds)))
    .execute();
  const reads = await tx
    .select({
      readId: read.id,
      reviewId: read.reviewId,
      state: read.state,
      isEvaluable: read.isEvaluable,
      timepointCode: timepoint.code,
      assessedOn: timepoint.assessedOn,
      readOn: read.readOn,
      isBaseline: timepoint.isBaseline,
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
  const findings = await tx
    .select({
      readId: finding.readId,
      lesionId: finding.lesionId,
      state: finding.state,
      longestDiameterMm: finding.longestDiameterMm,
      shortAxisMm: finding.shortAxisMm,
      perpendicularMm: finding.perpendicularMm,
      mergedIntoId: finding.mergedIntoId,
    })
    .from(finding)
    .where(
      and(
        eq(finding.trialId, trialId),
        isAnyOf(
          finding.readId,
          reads.map(({ readId }) => readId),
        ),
      ),
    )
    .execute();
  const stated = await tx
    .select({
      readId: timepointResponse.readId,
      reviewId: timepointResponse.reviewId,
      criteria: timepointResponse.criteria,
      overall: timepointResponse.statedOverall,
    })
    .from(timepointResponse)
    .where(and(eq(timepointResponse.trialId, trialId), isAnyOf(timepointResponse.reviewId, reviewIds)))
    .execute();

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
  return courses.rows.map((course) => ({
    reviewId: course.review_id,
    subject: { firstDoseOn: course.first_dose_on, newTherapyOn: course.new_therapy_on },
    lesions: (lesionsOf.get(course.review_id) ?? []).map(({ splitFromId, ...each }) => ({
      ...each,
      splitFromCode: splitFromId === null ? null : codeOf(splitFromId),
    })),
    reads: (readsOf.get(course.review_id) ?? []).map((each) => ({
      readId: each.readId,
      timepointCode: each.timepointCode,
      assessedOn: each.readOn ?? each.assessedOn,
      isBaseline: each.isBaseline,
      isEvaluable: each.isEvaluable,
      isLocked: each.state === 'LOCKED',
      statedOverall: null,
      findings: (findingsOf.get(each.readId) ?? []).map(({ lesionId, mergedIntoId, ...found }) => ({
        ...found,
        lesionCode: codeOf(lesionId),
        mergedIntoCode: mergedIntoId === null ? null : codeOf(mergedIntoId),
      })),
    })),
    statedOveralls: new Map(
      (statedOf.get(course.review_id) ?? []).map((each) => [`${each.readId} ${each.criteria}`, each.overall]),
    ),
  }));
}
