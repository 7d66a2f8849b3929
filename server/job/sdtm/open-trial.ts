import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { CharterCriteria } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { newId } from '@readout/db/new-id.ts';
import { keepChosen } from '@readout/graphql/trial/chosen-criteria.ts';
import type { ReportDraft } from './import-report.ts';
import { idOf, byColumns, insertRows, listAllStored, putRows, type Row } from './put-rows.ts';
import type { Survey } from './survey-subjects.ts';

/** The trial that subjects are put into. */
export interface OpenedTrial {
  readonly trialId: string;
  readonly isNew: boolean;
  /** Ids by code. */
  readonly siteIds: ReadonlyMap<string, string>;
  readonly armIds: ReadonlyMap<string, string>;
  readonly scheduleIds: ReadonlyMap<string, string>;
  readonly charter: { readonly id: string; readonly criteria: readonly CharterCriteria[] };
}

export interface TrialRequest {
  readonly protocol: string;
  /** Id of the criteria asked for; null: those of the trial, of a new one recist-1.1. */
  readonly criteria: string | null;
  readonly sponsor: string;
  readonly title: string | null;
  readonly isOpenLabel: boolean;
}

/**
 * The imported trial of a protocol number, whoever may see it.
 *
 * @throws Refusal CONFLICT for a trial that is read in the hub itself
 */
export async function findImportedTrial(database: Database, protocol: string): Promise<string | null> {
  const { rows } = await database.owner.query<{ id: string; origin: string }>(
    'select id, origin from trial where protocol = $1',
    [protocol],
  );
  const [found] = rows;
  if (found === undefined) return null;
  if (found.origin !== 'IMPORT')
    throw new Refusal('CONFLICT', `Trial ${protocol} is read here, so files do not correct it.`);
  return found.id;
}

/**
 * Makes the trial when it is unknown, and brings its arms, sites and schedule up to what the files tell.
 *
 * @param known of `findImportedTrial`
 * @throws Refusal FORBIDDEN without the right to open or to correct the trial; CONFLICT when its charter lacks the criteria asked for
 */
export async function openTrial(
  tx: Transaction,
  request: TrialRequest,
  known: string | null,
  survey: Survey,
  report: ReportDraft,
): Promise<OpenedTrial> {
  const trialId = known ?? (await makeTrial(tx, request, survey, report));
  const may = await tx.execute<{ may: boolean }>(
    sql`select ${trialId}::uuid = any (private.importable_trials()) as may`,
  );
  if (may.rows[0]?.may !== true) {
    throw new Refusal(
      'FORBIDDEN',
      `Trial ${request.protocol} is corrected by its data managers; import as one of them.`,
    );
  }
  const charters = (await listAllStored(tx, 'charter', trialId)).toSorted(
    (a, b) => Number(b['version']) - Number(a['version']),
  );
  const [held] = charters;
  if (held === undefined) throw new Error(`Trial ${trialId} has no charter.`);
  const criteria = held['criteria'] as readonly CharterCriteria[];
  if (request.criteria !== null && !criteria.some((each) => each.criteria === request.criteria)) {
    throw new Refusal(
      'CONFLICT',
      `The charter of trial ${request.protocol} asks for ${criteria.map((each) => each.criteria).join(', ')}, not for ${request.criteria}.`,
    );
  }
  const put = (table: string, rows: readonly Row[]) => putByCode(tx, table, trialId, rows, report);
  return {
    trialId,
    isNew: known === null,
    siteIds: await put(
      'site',
      [...survey.sites].map(([code, country]) => ({ code, country })),
    ),
    armIds: await putArms(tx, trialId, survey, report),
    scheduleIds: await putSchedule(tx, trialId, survey, report),
    charter: { id: String(held['id']), criteria },
  };
}

async function makeTrial(
  tx: Transaction,
  request: TrialRequest,
  survey: Survey,
  report: ReportDraft,
): Promise<string> {
  const trialId = newId();
  const made = {
    id: trialId,
    protocol: request.protocol,
    title: request.title ?? `Imported from SDTM: ${request.protocol}`,
    is_blinded: !request.isOpenLabel,
    is_randomised: survey.arms.size > 1,
    state: 'ONGOING',
    origin: 'IMPORT',
    new_sponsor_id: newId(),
    membership_ids: [newId(), newId()],
  };
  await tx.execute(sql`select private.open_trial(${JSON.stringify(made)}::jsonb, ${request.sponsor})`);
  await insertRows(tx, { table: 'charter', key: 'id', trialId }, [
    {
      id: newId(),
      version: 1,
      criteria: keepChosen([{ criteria: request.criteria ?? 'recist-1.1', settings: {} }]),
      read_design: survey.hasSecondReader ? 'DOUBLE_WITH_ADJUDICATION' : 'SINGLE',
      adjudication_variable: 'BEST_RESPONSE_AND_PROGRESSION_DATE',
      is_sequential: false,
      adopted_at: new Date().toISOString(),
    },
  ]);
  report.changeOf('trial').inserted += 1;
  report.changeOf('charter').inserted += 1;
  return trialId;
}

async function putArms(tx: Transaction, trialId: string, survey: Survey, report: ReportDraft) {
  const stored = byColumns(await listAllStored(tx, 'arm', trialId), 'code');
  let last = stored.size;
  const rows = [...survey.arms]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => ({ code, name, position: stored.get(code)?.['position'] ?? (last += 1) }));
  return putByCode(tx, 'arm', trialId, rows, report);
}

/** An unplanned day that the files do not tell leaves the hub's. */
async function putSchedule(tx: Transaction, trialId: string, survey: Survey, report: ReportDraft) {
  const stored = byColumns(await listAllStored(tx, 'schedule', trialId), 'code');
  const rows = [...survey.schedule.values()].map(({ code, label, day, isBaseline }) => ({
    code,
    label,
    day: day ?? stored.get(code)?.['day'] ?? null,
    is_baseline: isBaseline,
    modalities: stored.get(code)?.['modalities'] ?? [],
    window_before_days: stored.get(code)?.['window_before_days'] ?? 0,
    window_after_days: stored.get(code)?.['window_after_days'] ?? 0,
  }));
  return putByCode(tx, 'schedule', trialId, rows, report);
}

async function putByCode(
  tx: Transaction,
  table: string,
  trialId: string,
  rows: readonly Row[],
  report: ReportDraft,
): Promise<ReadonlyMap<string, string>> {
  const stored = await listAllStored(tx, table, trialId);
  const byCode = byColumns(stored, 'code');
  const wanted = rows.map((row) => ({
    id: idOf(byCode.get(String(row['code']))),
    code: String(row['code']),
    ...row,
  }));
  await putRows(tx, { table, key: 'id', trialId }, wanted, byColumns(stored, 'id'), report.changeOf(table));
  return new Map(wanted.map(({ code, id }) => [code, id]));
}
