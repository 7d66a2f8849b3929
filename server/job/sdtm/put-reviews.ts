import { newId } from '@readout/db/new-id.ts';
import { storeReviews } from '@readout/graphql/response/store-reviews.ts';
import type { ImportedReview } from '@readout/sdtm';
import { putReads } from './put-reads.ts';
import { idOf, byColumns, deleteRows, listStored, putRows, type Row } from './put-rows.ts';
import type { PlacedSubject, SubjectContext } from './put-subjects.ts';

/** A review of the files with the ids the hub knows it by. */
export interface PlacedReview {
  readonly reviewId: string;
  readonly subject: PlacedSubject;
  readonly imported: ImportedReview;
  /** Ids by code, also of lesions that only the hub has. */
  readonly lesionIds: ReadonlyMap<string, string>;
}

/**
 * Puts the reviews of a batch of subjects: lesions, reads, findings, what was stated, and then what the criteria derive.
 *
 * @param reason why a read of the hub is replaced by a new version
 */
export async function putReviews(
  context: SubjectContext & { readonly reason: string },
  placed: readonly PlacedSubject[],
): Promise<void> {
  const { tx, trial, report } = context;
  const { trialId } = trial;
  const stored = await listStored(
    tx,
    'review',
    trialId,
    'subject_id',
    placed.map(({ subjectId }) => subjectId),
  );
  const byEvaluator = byColumns(stored, 'subject_id', 'evaluator');
  const reviews = placed.flatMap((subject) =>
    subject.imported.reviews.map((imported) => ({
      subject,
      imported,
      reviewId: idOf(byEvaluator.get(`${subject.subjectId}|${imported.evaluator}`)),
    })),
  );
  await putRows(
    tx,
    { table: 'review', key: 'id', trialId },
    reviews.map(({ subject, imported, reviewId }) => ({
      id: reviewId,
      subject_id: subject.subjectId,
      evaluator: imported.evaluator,
    })),
    byColumns(stored, 'id'),
    report.changeOf('review'),
  );
  const withLesions = await putLesions(context, reviews);
  const stated = await putReads(context, withLesions);
  await storeReviews(tx, {
    trialId,
    reviewIds: reviews.map(({ reviewId }) => reviewId),
    what: 'ALL',
    stated,
  });
  await putAcceptances(context, placed, withLesions);
}

async function putLesions(
  { tx, trial: { trialId }, report }: SubjectContext,
  reviews: readonly Omit<PlacedReview, 'lesionIds'>[],
): Promise<readonly PlacedReview[]> {
  const stored = await listStored(
    tx,
    'lesion',
    trialId,
    'review_id',
    reviews.map(({ reviewId }) => reviewId),
  );
  const storedOf = Map.groupBy(stored, (row) => String(row['review_id']));
  const placed = reviews.map((review) => {
    const known = storedOf.get(review.reviewId) ?? [];
    const lesionIds = new Map(known.map(({ code, id }) => [String(code), String(id)]));
    const told = new Set(review.imported.lesions.map(({ code }) => code));
    for (const code of told) if (!lesionIds.has(code)) lesionIds.set(code, newId());
    for (const { code } of known) {
      if (told.has(String(code))) continue;
      const { usubjid } = review.subject.imported.person;
      report.add({
        code: 'NOT_IN_FILES',
        severity: 'kept',
        sentence: `subject ${usubjid}, ${review.imported.evaluator}, lesion ${String(code)}: in the hub and not in the files; kept.`,
      });
    }
    return { ...review, lesionIds };
  });
  const wanted = placed.flatMap(({ reviewId, subject, imported, lesionIds }) =>
    imported.lesions.map((lesion) => ({
      id: lesionIds.get(lesion.code),
      review_id: reviewId,
      code: lesion.code,
      role: lesion.role,
      kind: lesion.kind,
      organ: lesion.location,
      location: lesion.locationDetail,
      laterality: lesion.laterality,
      method: lesion.method,
      is_measurable:
        lesion.isMeasurable ?? !lesion.flags.some((flag) => flag === 'SMALL_TARGET' || flag === 'SMALL_NODE'),
      first_timepoint_id: subject.timepointIds.get(lesion.timepointCode),
      split_from_id: lesion.splitFromCode === null ? null : (lesionIds.get(lesion.splitFromCode) ?? null),
      is_outside_radiation_field: lesion.isOutsideRadiationField,
      is_cytology_positive: lesion.isCytologyPositive,
      flags: lesion.flags,
    })),
  );
  const target = { table: 'lesion', key: 'id', trialId } as const;
  await putRows(tx, target, wanted, byColumns(stored, 'id'), report.changeOf('lesion'));
  return placed;
}

/** The review that the source accepts as central (--ACPTFL) is the central result; a person's decision is not overruled. */
async function putAcceptances(
  { tx, trial: { trialId }, report }: SubjectContext,
  placed: readonly PlacedSubject[],
  reviews: readonly PlacedReview[],
): Promise<void> {
  const target = { table: 'adjudication', key: 'id', trialId } as const;
  const stored = await listStored(
    tx,
    'adjudication',
    trialId,
    'subject_id',
    placed.map(({ subjectId }) => subjectId),
  );
  const bySubject = byColumns(stored, 'subject_id');
  const wanted = placed.flatMap(({ subjectId, imported }): readonly Row[] => {
    const before = bySubject.get(subjectId);
    const accepted = reviews.find(
      ({ subject, imported: { evaluator } }) =>
        subject.subjectId === subjectId && evaluator === imported.acceptedEvaluator,
    );
    if (accepted === undefined || (before !== undefined && before['decided_by_id'] !== null)) return [];
    return [
      {
        id: before?.['id'] ?? newId(),
        subject_id: subjectId,
        accepted_review_id: accepted.reviewId,
        variable: null,
        reason: 'Accepted by the source (--ACPTFL)',
        decided_by_id: null,
        decided_at: before?.['decided_at'] ?? new Date().toISOString(),
      },
    ];
  });
  await putRows(tx, target, wanted, byColumns(stored, 'id'), report.changeOf('adjudication'));
  const kept = new Set(wanted.map(({ id }) => id));
  const withdrawn = stored.filter(
    ({ id, decided_by_id: decider, subject_id: subjectId }) =>
      decider === null && !kept.has(id) && reviews.some(({ subject }) => subject.subjectId === subjectId),
  );
  await deleteRows(
    tx,
    target,
    withdrawn.map(({ id }) => String(id)),
  );
  report.changeOf('adjudication').deleted += withdrawn.length;
}
