import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { exam, series, timepoint } from '@readout/db/table/timepoint.ts';
import { schedule } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq } from 'drizzle-orm';

export interface Receipt {
  readonly trialId: string;
  readonly timepoints: readonly NewTimepoint[];
}

export interface NewTimepoint {
  readonly subjectId: string;
  /** That of the schedule where the protocol plans it; else a code of its own. */
  readonly code: string;
  readonly label: string;
  /** ISO 8601. */
  readonly assessedOn: string;
  readonly isBaseline: boolean;
  /** When its images were complete at the lab, ISO 8601 with zone; null: not yet. */
  readonly receivedAt: string | null;
  /** Left out: quality is controlled elsewhere, and a read does not wait for it. */
  readonly imageQuality?: 'PENDING';
  readonly exams: readonly NewExam[];
}

export interface NewExam {
  /** DICOM modality. */
  readonly modality: string;
  readonly acquiredOn: string;
  readonly studyInstanceUid: string;
  readonly receivedAt: string | null;
  readonly series: readonly {
    readonly seriesInstanceUid: string;
    readonly number: number;
    readonly description: string;
    readonly sliceThicknessMm: number | null;
  }[];
}

/**
 * Logs the receipt of timepoints with their exams and series; one whose code the schedule has fulfils it.
 *
 * For an image analyst, data manager or trial administrator. Audited: each row.
 *
 * @returns the ids, in the order given
 * @throws Refusal FORBIDDEN for anybody else
 */
export async function receiveTimepoints(
  tx: Transaction,
  { trialId, timepoints }: Receipt,
): Promise<readonly string[]> {
  const planned = await tx
    .select({ id: schedule.id, code: schedule.code })
    .from(schedule)
    .where(eq(schedule.trialId, trialId))
    .execute();
  const scheduleIds = new Map(planned.map(({ code, id }) => [code, id]));
  const received = timepoints.map((each) => ({ ...each, id: newId() }));
  await insertRows(
    tx,
    timepoint,
    received.map(({ id, subjectId, code, label, assessedOn, isBaseline, receivedAt, imageQuality }) => ({
      trialId,
      id,
      subjectId,
      scheduleId: scheduleIds.get(code) ?? null,
      code,
      label,
      assessedOn,
      isBaseline,
      isScheduled: scheduleIds.has(code),
      imageQuality: imageQuality ?? null,
      receivedAt: receivedAt === null ? null : new Date(receivedAt),
    })),
  );
  const exams = received.flatMap(({ id, subjectId, exams }) =>
    exams.map((each) => ({ ...each, id: newId(), timepointId: id, subjectId })),
  );
  await insertRows(
    tx,
    exam,
    exams.map(({ id, subjectId, timepointId, modality, acquiredOn, studyInstanceUid, receivedAt }) => ({
      trialId,
      id,
      subjectId,
      timepointId,
      modality,
      acquiredOn,
      studyInstanceUid,
      receivedAt: receivedAt === null ? null : new Date(receivedAt),
    })),
  );
  await insertRows(
    tx,
    series,
    exams.flatMap(({ id, series }) => series.map((each) => ({ trialId, id: newId(), examId: id, ...each }))),
  );
  return received.map(({ id }) => id);
}
