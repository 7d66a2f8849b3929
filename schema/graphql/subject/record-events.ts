import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { subjectEvent } from '@readout/db/table/subject.ts';
import type { SubjectEventKind } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { refreshCourses } from './refresh-courses.ts';

export interface NewEvents {
  readonly trialId: string;
  readonly events: readonly NewEvent[];
}

export interface NewEvent {
  readonly subjectId: string;
  /** Tells it from the subject's other events. */
  readonly sourceKey: string;
  readonly kind: SubjectEventKind;
  /** As reported. */
  readonly term: string;
  readonly decodedTerm: string | null;
  readonly category: string | null;
  /** ISO 8601. */
  readonly occurredOn: string;
}

/**
 * Records what happened to subjects, and brings the dates of their course up to date, with the best responses that depend on them.
 *
 * For a data manager or trial administrator. Audited: each event, and what changes of the course.
 *
 * @throws Refusal FORBIDDEN for anybody else
 */
export async function recordEvents(tx: Transaction, { trialId, events }: NewEvents): Promise<void> {
  await insertRows(
    tx,
    subjectEvent,
    events.map((each) => ({ trialId, id: newId(), ...each })),
  );
  await refreshCourses(tx, { trialId, subjectIds: [...new Set(events.map(({ subjectId }) => subjectId))] });
}
