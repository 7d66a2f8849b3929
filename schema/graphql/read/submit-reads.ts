import { insertRows } from '@readout/db/insert-rows.ts';
import { isAnyOf } from '@readout/db/is-any-of.ts';
import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { finding, read } from '@readout/db/table/read.ts';
import { review } from '@readout/db/table/review.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq } from 'drizzle-orm';
import { storeReviews } from '../response/store-reviews.ts';
import { identifyLesions } from './identify-lesions.ts';
import { findingInputsOf, readInputsOf } from './read-inputs.ts';
import { refuseOutOfSequence } from './refuse-out-of-sequence.ts';
import type { SubmittedFinding, SubmittedRead } from './submitted-read.ts';

/**
 * Submits reads: lesions identified, what was found of each, what the reader states; the engine derives the responses of the reviews.
 *
 * For the person to whom the review is assigned. A read that is not locked yet is replaced; one that was locked before becomes a new
 * version, with the reason of the correction. Audited: each row.
 *
 * @returns the ids of the reads, in the order given
 * @throws Refusal NOT_FOUND for a review that is not the viewer's; READ_LOCKED; BAD_INPUT for a finding of an unknown lesion, or a
 * correction without a reason; CONFLICT for a lesion's code taken by another lesion, or a timepoint out of the charter's sequence
 */
export async function submitReads(
  tx: Transaction,
  { trialId, reads }: { readonly trialId: string; readonly reads: readonly SubmittedRead[] },
): Promise<readonly string[]> {
  const reviewIds = [...new Set(reads.map(({ reviewId }) => reviewId))];
  const reviews = await tx
    .select({ id: review.id })
    .from(review)
    .where(and(eq(review.trialId, trialId), isAnyOf(review.id, reviewIds)))
    .execute();
  if (reviews.length < reviewIds.length)
    throw new Refusal('NOT_FOUND', 'This review is not assigned to you.');
  await refuseOutOfSequence(tx, trialId, reads);
  const before = await tx
    .select()
    .from(read)
    .where(and(eq(read.trialId, trialId), isAnyOf(read.reviewId, reviewIds), eq(read.isCurrent, true)))
    .execute();
  const currentOf = new Map(before.map((each) => [`${each.reviewId} ${each.timepointId}`, each]));
  const now = new Date();
  const submitted = reads.map((each) => {
    const current = currentOf.get(`${each.reviewId} ${each.timepointId}`);
    if (current?.state === 'LOCKED')
      throw new Refusal(
        'READ_LOCKED',
        'This read is locked. To correct it, ask the data manager to unlock it.',
      );
    const isCorrection = current?.lockedAt != null;
    if (isCorrection && each.correctionReason === null)
      throw new Refusal('BAD_INPUT', 'This read was locked before: say why it is corrected.');
    return {
      ...each,
      current,
      isCorrection,
      id: current === undefined || isCorrection ? newId() : current.id,
    };
  });
  await tx
    .update(read)
    .set({ isCurrent: false })
    .where(
      and(
        eq(read.trialId, trialId),
        isAnyOf(
          read.id,
          submitted.flatMap(({ isCorrection, current }) => (isCorrection && current ? [current.id] : [])),
        ),
      ),
    )
    .execute();
  const replaced = submitted.filter(({ id, current }) => current?.id === id);
  if (replaced.length > 0) {
    await tx
      .delete(finding)
      .where(
        and(
          eq(finding.trialId, trialId),
          isAnyOf(
            finding.readId,
            replaced.map(({ id }) => id),
          ),
        ),
      )
      .execute();
    for (const { id, isEvaluable, reasonNotEvaluable, comment, ...inputs } of replaced)
      await tx
        .update(read)
        .set({
          state: 'SUBMITTED',
          isEvaluable,
          reasonNotEvaluable,
          ...readInputsOf(inputs),
          comment,
          submittedAt: now,
        })
        .where(and(eq(read.trialId, trialId), eq(read.id, id)))
        .execute();
  }
  await insertRows(
    tx,
    read,
    submitted
      .filter(({ id, current }) => current?.id !== id)
      .map(
        ({
          id,
          reviewId,
          timepointId,
          isEvaluable,
          reasonNotEvaluable,
          comment,
          correctionReason,
          current,
          isCorrection,
          ...inputs
        }) => ({
          trialId,
          id,
          reviewId,
          timepointId,
          version: (current?.version ?? 0) + 1,
          isCurrent: true,
          state: 'SUBMITTED' as const,
          isEvaluable,
          reasonNotEvaluable,
          ...readInputsOf(inputs),
          comment,
          submittedAt: now,
          correctionReason: isCorrection ? correctionReason : null,
        }),
      ),
  );
  const lesionIds = await identifyLesions(tx, trialId, reads);
  await insertRows(
    tx,
    finding,
    submitted.flatMap(({ id, reviewId, findings }) =>
      findings.map((each) => ({
        trialId,
        id: newId(),
        readId: id,
        reviewId,
        ...findingColumns(each, reviewId, lesionIds),
      })),
    ),
  );
  await storeReviews(tx, {
    trialId,
    reviewIds,
    what: 'ALL',
    stated: new Map(submitted.map(({ id, stated }) => [id, stated])),
  });
  return submitted.map(({ id }) => id);
}

function findingColumns(
  { lesionCode, mergedIntoCode, ...found }: SubmittedFinding,
  reviewId: string,
  lesionIds: ReadonlyMap<string, string>,
) {
  const idOf = (code: string): string => {
    const id = lesionIds.get(`${reviewId} ${code}`);
    if (id === undefined) throw new Refusal('BAD_INPUT', `The review has no lesion ${code}.`);
    return id;
  };
  return {
    ...found,
    ...findingInputsOf(found),
    lesionId: idOf(lesionCode),
    mergedIntoId: mergedIntoCode === null ? null : idOf(mergedIntoCode),
  };
}
