import type { Transaction } from '@readout/db/viewer.ts';
import type { DomainCode, ImportedDate, ImportedSubject } from '@readout/sdtm';
import { sql } from 'drizzle-orm';
import type { ReportDraft } from './import-report.ts';
import type { OpenedTrial } from './open-trial.ts';
import { idOf, byColumns, deleteRows, listStored, putRows, type Row } from './put-rows.ts';

/** A subject of the files with the ids the hub knows it by. */
export interface PlacedSubject {
  readonly subjectId: string;
  readonly imported: ImportedSubject;
  /** Ids by code. */
  readonly timepointIds: ReadonlyMap<string, string>;
}

export interface SubjectContext {
  readonly tx: Transaction;
  readonly trial: OpenedTrial;
  readonly report: ReportDraft;
  /** Which domains the files have: what another one told is not taken back. */
  readonly domains: ReadonlySet<DomainCode>;
  /** Subjects of the hub by USUBJID. */
  readonly known: ReadonlyMap<string, Row>;
  /** The number a subject bears in the trial. */
  readonly numberOf: (imported: ImportedSubject) => string;
}

/** Puts a batch of subjects with their course, arms, exposure, events and timepoints. */
export async function putSubjects(
  context: SubjectContext,
  batch: readonly ImportedSubject[],
): Promise<readonly PlacedSubject[]> {
  const { tx, trial, report, known } = context;
  const { trialId } = trial;
  const placed = batch.map((imported) => ({
    imported,
    subjectId: idOf(known.get(imported.person.usubjid)),
  }));
  await putRows(
    tx,
    { table: 'subject', key: 'id', trialId },
    placed.map(({ imported, subjectId }) => subjectRow(context, imported, subjectId)),
    byColumns([...known.values()], 'id'),
    report.changeOf('subject'),
  );
  const ids = placed.map(({ subjectId }) => subjectId);
  await putRows(
    tx,
    { table: 'subject_course', key: 'subject_id', trialId },
    placed.map(({ imported, subjectId }) => courseRow(imported, subjectId)),
    byColumns(await listStored(tx, 'subject_course', trialId, 'subject_id', ids), 'subject_id'),
    report.changeOf('subject_course'),
  );
  await putWithheld(
    context,
    'put_subject_arms',
    'subject_arm',
    placed.map(({ imported: { assignment }, subjectId }) => ({
      subject_id: subjectId,
      arm_id: assignment.planned === null ? null : trial.armIds.get(assignment.planned.code),
      actual_arm_id: assignment.actual === null ? null : trial.armIds.get(assignment.actual.code),
      reason_without: assignment.reasonWithout,
    })),
  );
  await putExposures(context, placed);
  await putEvents(context, placed);
  return putTimepoints(context, placed);
}

type Identified = Omit<PlacedSubject, 'timepointIds'>;

const subjectRow = (context: SubjectContext, imported: ImportedSubject, subjectId: string): Row => ({
  id: subjectId,
  site_id: context.trial.siteIds.get(imported.person.siteCode),
  number: context.numberOf(imported),
  usubjid: imported.person.usubjid,
  country: imported.person.country,
  sex: imported.person.sex,
  age_years: imported.person.ageYears,
  race: imported.person.race,
  ethnicity: imported.person.ethnicity,
  is_fdg_avid:
    imported.person.isFdgAvid ?? context.known.get(imported.person.usubjid)?.['is_fdg_avid'] ?? null,
});

const courseRow = ({ person }: ImportedSubject, subjectId: string): Row => ({
  subject_id: subjectId,
  is_screen_failure: person.isScreenFailure,
  consented_on: dayOf(person.consented),
  randomised_on: dayOf(person.randomised),
  reference_start_on: dayOf(person.referenceStart),
  first_dose_on: dayOf(person.firstDose),
  last_dose_on: dayOf(person.lastDose),
  off_treatment_on: dayOf(person.offTreatment),
  radiotherapy_ended_on: dayOf(person.radiotherapyEnded),
  new_therapy_on: dayOf(person.newTherapy),
  last_contact_on: dayOf(person.lastContact),
  died_on: dayOf(person.died),
});

async function putExposures(context: SubjectContext, placed: readonly Identified[]): Promise<void> {
  const ids = await putSourced(
    context,
    'exposure',
    context.domains.has('EX'),
    placed.flatMap(({ imported, subjectId }) =>
      imported.exposures.map(({ sourceKey, started, ended }) => ({
        subject_id: subjectId,
        source_key: sourceKey,
        ...dateColumns('started_on', started),
        ...dateColumns('ended_on', ended),
      })),
    ),
    placed,
  );
  const drugs = placed.flatMap(({ imported, subjectId }) =>
    imported.exposures.map((exposure) => ({
      exposure_id: ids.get(`${subjectId}|${exposure.sourceKey}`),
      treatment: exposure.treatment,
      dose: exposure.dose,
      dose_unit: exposure.doseUnit,
      dose_form: exposure.doseForm,
      frequency: exposure.frequency,
      route: exposure.route,
    })),
  );
  await putWithheld(context, 'put_exposure_drugs', 'exposure_drug', drugs);
}

async function putEvents(context: SubjectContext, placed: readonly Identified[]): Promise<void> {
  await putSourced(
    context,
    'subject_event',
    context.domains.has('DS'),
    placed.flatMap(({ imported, subjectId }) =>
      imported.events.map(({ sourceKey, kind, term, decodedTerm, category, occurred }) => ({
        subject_id: subjectId,
        source_key: sourceKey,
        kind,
        term,
        decoded_term: decodedTerm,
        category,
        ...dateColumns('occurred_on', occurred),
      })),
    ),
    placed,
  );
}

/** Rows known by the key of their source: one that a corrected file no longer has is deleted, where the files have its domain. */
async function putSourced(
  { tx, trial: { trialId }, report }: SubjectContext,
  table: string,
  isWhole: boolean,
  rows: readonly (Row & { readonly subject_id: string; readonly source_key: string })[],
  placed: readonly Identified[],
): Promise<ReadonlyMap<string, string>> {
  const target = { table, key: 'id', trialId } as const;
  const subjectIds = placed.map(({ subjectId }) => subjectId);
  const stored = await listStored(tx, table, trialId, 'subject_id', subjectIds);
  const byKey = byColumns(stored, 'subject_id', 'source_key');
  const wanted = rows.map((row) => ({
    id: idOf(byKey.get(`${row.subject_id}|${row.source_key}`)),
    ...row,
  }));
  await putRows(tx, target, wanted, byColumns(stored, 'id'), report.changeOf(table));
  if (isWhole) {
    const kept = new Set(wanted.map(({ id }) => id));
    const gone = stored.map(({ id }) => String(id)).filter((id) => !kept.has(id));
    await deleteRows(tx, target, gone);
    report.changeOf(table).deleted += gone.length;
  }
  return new Map(wanted.map(({ subject_id, source_key, id }) => [`${subject_id}|${source_key}`, id]));
}

/** Rows that the importer itself may not read: the database compares them. */
async function putWithheld(
  { tx, trial: { trialId }, report }: SubjectContext,
  put: 'put_subject_arms' | 'put_exposure_drugs',
  record: string,
  rows: readonly Row[],
): Promise<void> {
  const answer = await tx.execute<{ inserted: number; updated: number; unchanged: number }>(
    sql`select * from private.${sql.identifier(put)}(${trialId}::uuid, ${JSON.stringify(rows)}::jsonb)`,
  );
  const change = report.changeOf(record);
  change.inserted += answer.rows[0]?.inserted ?? 0;
  change.updated += answer.rows[0]?.updated ?? 0;
  change.unchanged += answer.rows[0]?.unchanged ?? 0;
}

async function putTimepoints(
  { tx, trial, report }: SubjectContext,
  placed: readonly Identified[],
): Promise<readonly PlacedSubject[]> {
  const { trialId } = trial;
  const subjectIds = placed.map(({ subjectId }) => subjectId);
  const stored = await listStored(tx, 'timepoint', trialId, 'subject_id', subjectIds);
  const byCode = byColumns(stored, 'subject_id', 'code');
  const wanted = placed.flatMap(({ imported, subjectId }) =>
    imported.timepoints.map((timepoint) => ({
      id: idOf(byCode.get(`${subjectId}|${timepoint.code}`)),
      subject_id: subjectId,
      schedule_id: timepoint.isScheduled ? (trial.scheduleIds.get(timepoint.code) ?? null) : null,
      code: timepoint.code,
      label: timepoint.label,
      ...dateColumns('assessed_on', timepoint.assessed),
      is_baseline: timepoint.isBaseline,
      is_scheduled: timepoint.isScheduled,
      visit_number: timepoint.visitNumber,
    })),
  );
  await putRows(
    tx,
    { table: 'timepoint', key: 'id', trialId },
    wanted,
    byColumns(stored, 'id'),
    report.changeOf('timepoint'),
  );
  const ids = new Map<string, Map<string, string>>(subjectIds.map((subjectId) => [subjectId, new Map()]));
  for (const { subject_id: subjectId, code, id } of stored)
    ids.get(String(subjectId))?.set(String(code), String(id));
  const told = new Set(wanted.map(({ id }) => id));
  for (const { subject_id: subjectId, code, id } of wanted) ids.get(subjectId)?.set(code, id);
  for (const { id, code, subject_id: subjectId } of stored) {
    if (told.has(String(id))) continue;
    const usubjid = placed.find((each) => each.subjectId === subjectId)?.imported.person.usubjid ?? '';
    report.add({
      code: 'NOT_IN_FILES',
      severity: 'kept',
      sentence: `subject ${usubjid}, timepoint ${String(code)}: in the hub and not in the files; kept.`,
    });
  }
  return placed.map((each) => ({ ...each, timepointIds: ids.get(each.subjectId) ?? new Map() }));
}

const dayOf = (date: ImportedDate | null): string | null => date?.on ?? null;

const dateColumns = (column: string, date: ImportedDate | null): Row => ({
  [column]: date?.on ?? null,
  [`${column}_given`]: date?.given ?? null,
  [`${column}_rule`]: date?.rule ?? null,
});
