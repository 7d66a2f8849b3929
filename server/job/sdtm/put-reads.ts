import { isDeepStrictEqual } from 'node:util';
import { newId } from '@readout/db/new-id.ts';
import type { StatedResponse } from '@readout/graphql/response/stated-response.ts';
import type { ImportedRead } from '@readout/sdtm';
import { sql } from 'drizzle-orm';
import { byColumns, insertRows, listStored, updateRows, type Row } from './put-rows.ts';
import type { PlacedReview } from './put-reviews.ts';
import type { SubjectContext } from './put-subjects.ts';

/** From so many findings on, taking statistics costs less than writing without them. */
const LARGE_WRITE_ROWS = 500;

/** Columns of a read for what it tells beside its lesions: where the files do not speak of one, a new version keeps it. */
const INPUT_COLUMNS = {
  clinicalStatus: 'clinical_status',
  corticosteroidMgPerDay: 'corticosteroid_mg_per_day',
  t2flair: 't2flair',
  boneMarrow: 'bone_marrow',
  spleenMm: 'spleen_mm',
  isOrganEnlarged: 'is_organ_enlarged',
  deauville: 'deauville',
  fdg: 'fdg',
  hasNewFdgFoci: 'has_new_fdg_foci',
  boneScanNewLesions: 'bone_scan_new_lesions',
  boneScanPersistentLesions: 'bone_scan_persistent_lesions',
  psaNgPerMl: 'psa_ng_per_ml',
} as const satisfies Record<keyof ImportedRead['inputs'], string>;

/** What one evaluator saw and stated at one timepoint: two reads with the same are the same. */
interface ReadContent {
  readonly columns: Row;
  /** Columns of INPUT_COLUMNS; null: not told. */
  readonly inputs: Row;
  /** By lesion; columns of `finding`. */
  readonly findings: readonly Row[];
  /** By criteria. */
  readonly stated: readonly StatedResponse[];
}

interface NewRead {
  readonly readId: string;
  readonly reviewId: string;
  readonly timepointId: string;
  readonly before: Row | undefined;
  readonly content: ReadContent;
}

/**
 * Puts the reads of reviews. One that differs from the hub's becomes a new version with the reason; one that the files lack is kept.
 *
 * @returns what was stated of the reads that are new, by their ids
 */
export async function putReads(
  context: SubjectContext & { readonly reason: string },
  reviews: readonly PlacedReview[],
): Promise<ReadonlyMap<string, readonly StatedResponse[]>> {
  const { tx, trial, report, domains } = context;
  const { trialId } = trial;
  const reviewIds = reviews.map(({ reviewId }) => reviewId);
  const current = (await listStored(tx, 'read', trialId, 'review_id', reviewIds)).filter(
    (row) => row['is_current'] === true,
  );
  const readIds = current.map(({ id }) => String(id));
  const findings = await listStored(tx, 'finding', trialId, 'read_id', readIds);
  const responses = await listStored(tx, 'timepoint_response', trialId, 'read_id', readIds);
  const byTimepoint = byColumns(current, 'review_id', 'timepoint_id');
  const findingsOf = Map.groupBy(findings, (row) => String(row['read_id']));
  const responsesOf = Map.groupBy(responses, (row) => String(row['read_id']));
  const mainCriteria = trial.charter.criteria[0]?.criteria ?? 'recist-1.1';

  const fresh: NewRead[] = [];
  const told = new Set<string>();
  for (const review of reviews) {
    for (const read of review.imported.reads) {
      const timepointId = review.subject.timepointIds.get(read.timepointCode);
      if (timepointId === undefined)
        throw new Error(`A read of ${review.reviewId} is of a timepoint that is not there.`);
      const before = byTimepoint.get(`${review.reviewId}|${timepointId}`);
      const given = contentOf(read, review.lesionIds, mainCriteria);
      if (before === undefined) {
        fresh.push({ readId: newId(), reviewId: review.reviewId, timepointId, before, content: given });
        continue;
      }
      const id = String(before['id']);
      told.add(id);
      const held = storedContent(before, findingsOf.get(id) ?? [], responsesOf.get(id) ?? []);
      const content = merge(given, held, { hasSizes: domains.has('TR'), hasStated: domains.has('RS') });
      if (isDeepStrictEqual(plain(content), plain(held))) {
        report.changeOf('read').unchanged += 1;
        report.changeOf('finding').unchanged += content.findings.length;
      } else {
        fresh.push({ readId: newId(), reviewId: review.reviewId, timepointId, before, content });
      }
    }
  }
  reportKept(context, reviews, current, told);
  await writeReads(context, fresh);
  return new Map(fresh.map(({ readId, content }) => [readId, content.stated]));
}

/** Findings of a locked read are refused by the database, so a read is locked last. */
async function writeReads(
  { tx, trial: { trialId }, report, reason }: SubjectContext & { readonly reason: string },
  fresh: readonly NewRead[],
): Promise<void> {
  const reads = { table: 'read', key: 'id', trialId } as const;
  const now = new Date().toISOString();
  await updateRows(
    tx,
    reads,
    fresh.flatMap(({ before }) => (before === undefined ? [] : [{ id: before['id'], is_current: false }])),
  );
  await insertRows(
    tx,
    reads,
    fresh.map(({ readId, reviewId, timepointId, before, content }) => ({
      id: readId,
      review_id: reviewId,
      timepoint_id: timepointId,
      version: before === undefined ? 1 : Number(before['version']) + 1,
      is_current: true,
      state: 'SUBMITTED',
      ...content.columns,
      ...content.inputs,
      comment: before?.['comment'] ?? null,
      submitted_at: now,
      correction_reason: before === undefined ? null : reason,
    })),
  );
  const findings = fresh.flatMap(({ readId, reviewId, content }) =>
    content.findings.map((finding) => ({ id: newId(), read_id: readId, review_id: reviewId, ...finding })),
  );
  if (findings.length > LARGE_WRITE_ROWS) await tx.execute(sql`select private.take_statistics()`);
  await insertRows(tx, { table: 'finding', key: 'id', trialId }, findings);
  await updateRows(
    tx,
    reads,
    fresh.map(({ readId }) => ({ id: readId, state: 'LOCKED', locked_at: now })),
  );
  const corrected = fresh.filter(({ before }) => before !== undefined).length;
  report.changeOf('read').inserted += fresh.length - corrected;
  report.changeOf('read').updated += corrected;
  report.changeOf('finding').inserted += findings.length;
}

function contentOf(
  read: ImportedRead,
  lesionIds: ReadonlyMap<string, string>,
  mainCriteria: string,
): ReadContent {
  const stated = new Map<string, StatedResponse>(
    read.stated.map((each) => [each.criteria, { ...each, sum: null }]),
  );
  if (read.statedSum !== null) {
    const main = stated.get(mainCriteria) ?? nothingStated(mainCriteria);
    stated.set(mainCriteria, { ...main, sum: read.statedSum });
  }
  return {
    columns: {
      read_on: read.read?.on ?? null,
      read_on_given: read.read?.given ?? null,
      is_evaluable: read.reasonNotEvaluable === null,
      reason_not_evaluable: read.reasonNotEvaluable,
    },
    inputs: Object.fromEntries(
      Object.entries(INPUT_COLUMNS).map(([key, column]) => [
        column,
        read.inputs[key as keyof typeof INPUT_COLUMNS],
      ]),
    ),
    findings: sortFindings(
      read.findings.map((finding) => ({
        lesion_id: lesionIds.get(finding.lesionCode),
        state: finding.state,
        longest_diameter_mm: finding.longestDiameterMm,
        short_axis_mm: finding.shortAxisMm,
        perpendicular_mm: finding.perpendicularMm,
        attenuation_hu: finding.attenuationHu,
        sul_peak: finding.sulPeak,
        volume_ml: finding.volumeMl,
        change: finding.change,
        merged_into_id:
          finding.mergedIntoCode === null ? null : (lesionIds.get(finding.mergedIntoCode) ?? null),
        reason_not_evaluable: finding.reasonNotEvaluable,
        method: finding.method,
      })),
    ),
    stated: sortStated([...stated.values()]),
  };
}

function storedContent(read: Row, findings: readonly Row[], responses: readonly Row[]): ReadContent {
  const stated = responses.map((row) => ({
    criteria: String(row['criteria']),
    target: row['stated_target'] as string | null,
    nonTarget: row['stated_non_target'] as string | null,
    hasNewLesion: row['stated_new_lesion'] as boolean | null,
    overall: row['stated_overall'] as string | null,
    sum: row['stated_sum'] as number | null,
    components: (row['stated_components'] ?? {}) as Readonly<Record<string, string>>,
  }));
  return {
    columns: {
      read_on: read['read_on'],
      read_on_given: read['read_on_given'],
      is_evaluable: read['is_evaluable'],
      reason_not_evaluable: read['reason_not_evaluable'],
    },
    inputs: Object.fromEntries(Object.values(INPUT_COLUMNS).map((column) => [column, read[column] ?? null])),
    findings: sortFindings(
      findings.map((row) => ({
        lesion_id: row['lesion_id'],
        state: row['state'],
        longest_diameter_mm: row['longest_diameter_mm'],
        short_axis_mm: row['short_axis_mm'],
        perpendicular_mm: row['perpendicular_mm'],
        attenuation_hu: row['attenuation_hu'],
        sul_peak: row['sul_peak'],
        volume_ml: row['volume_ml'],
        change: row['change'],
        merged_into_id: row['merged_into_id'],
        reason_not_evaluable: row['reason_not_evaluable'],
        method: row['method'],
      })),
    ),
    stated: sortStated(stated.filter(isStated)),
  };
}

/** What the files do not speak of stays as the hub has it: sizes without TR, statements without RS, other criteria. */
function merge(
  given: ReadContent,
  held: ReadContent,
  { hasSizes, hasStated }: { readonly hasSizes: boolean; readonly hasStated: boolean },
): ReadContent {
  const criteria = new Set([...given.stated, ...held.stated].map((each) => each.criteria));
  const stated = [...criteria].map((id) => {
    const inFiles = given.stated.find((each) => each.criteria === id);
    const inHub = held.stated.find((each) => each.criteria === id);
    const words = (hasStated ? inFiles : undefined) ?? inHub ?? inFiles ?? nothingStated(id);
    return { ...words, sum: hasSizes ? (inFiles?.sum ?? null) : (inHub?.sum ?? null) };
  });
  return {
    columns:
      hasSizes || given.findings.length > 0 || held.findings.length === 0 ? given.columns : held.columns,
    inputs: Object.fromEntries(
      Object.entries(given.inputs).map(([column, value]) => [column, value ?? held.inputs[column] ?? null]),
    ),
    findings: hasSizes ? given.findings : held.findings,
    stated: sortStated(stated.filter(isStated)),
  };
}

function reportKept(
  { report }: SubjectContext,
  reviews: readonly PlacedReview[],
  current: readonly Row[],
  told: ReadonlySet<string>,
): void {
  const byId = new Map(reviews.map((review) => [review.reviewId, review]));
  for (const { id, review_id: reviewId, timepoint_id: timepointId } of current) {
    if (told.has(String(id))) continue;
    const review = byId.get(String(reviewId));
    const codes = [...(review?.subject.timepointIds ?? [])];
    const code = codes.find(([, each]) => each === timepointId)?.[0] ?? '';
    report.add({
      code: 'NOT_IN_FILES',
      severity: 'kept',
      sentence: `subject ${review?.subject.imported.person.usubjid ?? ''}, ${review?.imported.evaluator ?? ''}, read of ${code}: in the hub and not in the files; kept.`,
    });
  }
}

const nothingStated = (criteria: string): StatedResponse => ({
  criteria,
  target: null,
  nonTarget: null,
  hasNewLesion: null,
  overall: null,
  sum: null,
});

const isStated = ({ criteria: _, components = {}, ...each }: StatedResponse): boolean =>
  Object.keys(components).length > 0 || Object.values(each).some((value) => value !== null);

const sortFindings = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => (String(a['lesion_id']) < String(b['lesion_id']) ? -1 : 1));

const sortStated = (stated: readonly StatedResponse[]): readonly StatedResponse[] =>
  stated
    .map(({ criteria, target, nonTarget, hasNewLesion, overall, sum, components = {} }) => ({
      criteria,
      target,
      nonTarget,
      hasNewLesion,
      overall,
      sum,
      components: Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    }))
    .toSorted((a, b) => (a.criteria < b.criteria ? -1 : 1));

const plain = (content: ReadContent): unknown => JSON.parse(JSON.stringify(content));
