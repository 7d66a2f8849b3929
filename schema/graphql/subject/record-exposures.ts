import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { exposure } from '@readout/db/table/subject.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { refreshCourses } from './refresh-courses.ts';

export interface NewExposures {
  readonly trialId: string;
  readonly exposures: readonly NewExposure[];
}

export interface NewExposure {
  readonly subjectId: string;
  /** Tells it from the subject's other intervals. */
  readonly sourceKey: string;
  /** ISO 8601. */
  readonly startedOn: string;
  /** null: it goes on. */
  readonly endedOn: string | null;
  readonly treatment: string;
  readonly dose: number | null;
  readonly doseUnit: string | null;
  readonly doseForm: string | null;
  readonly frequency: string | null;
  readonly route: string | null;
}

/**
 * Records intervals of treatment, what was given apart, and brings the dates of the course up to date, with the best responses that depend on them.
 *
 * For a data manager or trial administrator, who need not see what was given. Audited: each row.
 *
 * @throws Refusal FORBIDDEN for anybody else
 */
export async function recordExposures(tx: Transaction, { trialId, exposures }: NewExposures): Promise<void> {
  const rows = exposures.map((each) => ({ ...each, id: newId() }));
  await insertRows(
    tx,
    exposure,
    rows.map(({ id, subjectId, sourceKey, startedOn, endedOn }) => ({
      trialId,
      id,
      subjectId,
      sourceKey,
      startedOn,
      endedOn,
    })),
  );
  const drugs = rows.map(({ id, treatment, dose, doseUnit, doseForm, frequency, route }) => ({
    exposure_id: id,
    treatment,
    dose,
    dose_unit: doseUnit,
    dose_form: doseForm,
    frequency,
    route,
  }));
  await tx.execute(sql`select private.put_exposure_drugs(${trialId}, ${JSON.stringify(drugs)}::jsonb)`);
  await refreshCourses(tx, {
    trialId,
    subjectIds: [...new Set(exposures.map(({ subjectId }) => subjectId))],
  });
}
