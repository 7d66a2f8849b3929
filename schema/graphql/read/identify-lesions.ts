import { insertRows } from '@readout/db/insert-rows.ts';
import { isAnyOf } from '@readout/db/is-any-of.ts';
import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { lesion } from '@readout/db/table/review.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq } from 'drizzle-orm';
import type { SubmittedRead } from './submitted-read.ts';

/**
 * Writes the lesions that reads identify. One that is there already, the same in role and kind, stays as it is.
 *
 * @returns the ids of all lesions of the reviews, by 'reviewId code'
 * @throws Refusal CONFLICT for a code that another lesion has: a lesion is never re-used or re-roled
 */
export async function identifyLesions(
  tx: Transaction,
  trialId: string,
  reads: readonly SubmittedRead[],
): Promise<ReadonlyMap<string, string>> {
  const reviewIds = [...new Set(reads.map(({ reviewId }) => reviewId))];
  const there = await tx
    .select({
      id: lesion.id,
      reviewId: lesion.reviewId,
      code: lesion.code,
      role: lesion.role,
      kind: lesion.kind,
    })
    .from(lesion)
    .where(and(eq(lesion.trialId, trialId), isAnyOf(lesion.reviewId, reviewIds)))
    .execute();
  const known = new Map(there.map((each) => [`${each.reviewId} ${each.code}`, each]));
  const fresh = reads
    .flatMap(({ reviewId, timepointId, lesions }) =>
      lesions.map((each) => ({ ...each, id: newId(), reviewId, firstTimepointId: timepointId })),
    )
    .filter((each) => {
      const same = known.get(`${each.reviewId} ${each.code}`);
      if (same !== undefined && (same.role !== each.role || same.kind !== each.kind))
        throw new Refusal(
          'CONFLICT',
          `${each.code} is another lesion of this review already; give this one the next free code.`,
        );
      return same === undefined;
    });
  const ids = new Map([...there, ...fresh].map(({ reviewId, code, id }) => [`${reviewId} ${code}`, id]));
  await insertRows(
    tx,
    lesion,
    fresh.map(({ splitFromCode, ...each }) => {
      const splitFromId = splitFromCode === null ? null : ids.get(`${each.reviewId} ${splitFromCode}`);
      if (splitFromId === undefined)
        throw new Refusal('BAD_INPUT', `The review has no lesion ${splitFromCode}.`);
      return {
        trialId,
        ...each,
        splitFromId,
        isOutsideRadiationField: each.isOutsideRadiationField ?? null,
        isCytologyPositive: each.isCytologyPositive ?? null,
      };
    }),
  );
  return ids;
}
