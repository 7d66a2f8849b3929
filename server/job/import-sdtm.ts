import type { Database } from '@readout/db/database.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction, Viewer } from '@readout/db/viewer.ts';
import { assembleSubject, type ImportedSubject } from '@readout/sdtm';
import { sql } from 'drizzle-orm';
import { draftReport, PARTS, type ImportReport, type ReportDraft } from './sdtm/import-report.ts';
import { listDifferences } from './sdtm/list-differences.ts';
import { findImportedTrial, openTrial, type OpenedTrial } from './sdtm/open-trial.ts';
import { putReviews } from './sdtm/put-reviews.ts';
import { byColumns, listAllStored, type Row } from './sdtm/put-rows.ts';
import { putSubjects } from './sdtm/put-subjects.ts';
import { listStagedSubjects, stageFiles } from './sdtm/stage-files.ts';
import { eachBatch, surveySubjects, type Survey } from './sdtm/survey-subjects.ts';

/** What is to be imported, on whose behalf and why. */
export interface ImportRequest {
  /** A folder of CSV, XPT and Dataset-JSON files. */
  readonly folder: string;
  /** Protocol number of the trial; null: STUDYID of the files. */
  readonly protocol: string | null;
  /** Id of the criteria; null: those of the trial's charter, of a new trial recist-1.1. */
  readonly criteria: string | null;
  readonly sponsor: string;
  readonly title: string | null;
  /** Whether arms of a new trial are for all to see. */
  readonly isOpenLabel: boolean;
  readonly reason: string;
  readonly viewer: Viewer;
}

export interface ImportCourse {
  /** Ends the import, which then leaves nothing. */
  readonly signal: AbortSignal;
  /** Told as rows are worked off. */
  readonly onProgress: (rowsRead: number, rowsTotal: number) => void;
  /** The last step, in the transaction of the import: to keep its report together with what it wrote. */
  readonly conclude?: (tx: Transaction, report: ImportReport) => Promise<void>;
}

/**
 * Takes over a trial from SDTM files, whole or not at all: a trial of that protocol number is made, or corrected where files differ.
 *
 * What the files do not have any more is kept and reported, but for exposure and events of a subject. The same files again change nothing.
 *
 * @returns what was read, stored, flagged and changed, and where stated and derived responses differ
 * @throws ImportRefused when a rule refuses: nothing is written
 * @throws Refusal CONFLICT for a trial read in the hub; FORBIDDEN for one that the viewer may not open or correct
 */
export async function importSdtm(
  database: Database,
  request: ImportRequest,
  { signal, onProgress, conclude }: ImportCourse,
): Promise<ImportReport> {
  const { viewer, reason } = request;
  return transact(database, { viewer, reason }, async (tx) => {
    const draft = draftReport();
    const files = await stageFiles(tx, request, draft, signal);
    const protocol = request.protocol ?? files.studyId;
    const known = await findImportedTrial(database, protocol);
    const criteria = request.criteria ?? 'recist-1.1';
    onProgress(0, files.rowsTotal);
    const survey = await surveySubjects(tx, { usubjids: files.usubjids, criteria }, draft, signal);
    const trial = await openTrial(tx, { ...request, protocol }, known, survey, draft);
    const newest = await newestEntry(tx);
    const held = byColumns(await listAllStored(tx, 'subject', trial.trialId), 'usubjid');
    reportMissingSubjects(held, files.usubjids, draft);
    const context = {
      tx,
      trial,
      report: draft,
      domains: files.domains,
      known: held,
      reason,
      numberOf: numberer(survey, held, files.usubjids),
    };
    let rowsRead = 0;
    await eachBatch(files.usubjids, signal, async (batch) => {
      const sources = await listStagedSubjects(tx, batch);
      const subjects = sources.flatMap((source) => assembleSubject(source, { criteria }).subject ?? []);
      await putReviews(context, await putSubjects(context, subjects));
      for (const { rows, supplements } of sources)
        rowsRead += Object.values(rows).reduce((total, { length }) => total + length, supplements.length);
      onProgress(rowsRead, files.rowsTotal);
    });
    await countResponses(tx, trial, newest, draft);
    const report = await concludeReport(tx, { protocol, trial }, draft);
    signal.throwIfAborted();
    await conclude?.(tx, report);
    return report;
  });
}

async function concludeReport(
  tx: Transaction,
  { protocol, trial }: { readonly protocol: string; readonly trial: OpenedTrial },
  draft: ReportDraft,
): Promise<ImportReport> {
  const differences = await listDifferences(tx, trial.trialId);
  const count = (part: string) => differences.filter((each) => each.part === part).length;
  const [target, nonTarget, newLesion, overall] = PARTS;
  return {
    protocol,
    trialId: trial.trialId,
    isNewTrial: trial.isNew,
    domains: draft.listDomains(),
    findings: draft.listFindings(),
    changes: draft.listChanges(),
    differencesTotal: differences.length,
    differencesByPart: {
      [target]: count(target),
      [nonTarget]: count(nonTarget),
      [newLesion]: count(newLesion),
      [overall]: count(overall),
    },
    differences,
  };
}

/** The subject number as people say it; USUBJID where two subjects of the trial bear the same. */
function numberer(
  survey: Survey,
  held: ReadonlyMap<string, Row>,
  usubjids: readonly string[],
): (subject: ImportedSubject) => string {
  const told = new Set(usubjids);
  const taken = new Set(
    [...held].filter(([usubjid]) => !told.has(usubjid)).map(([, row]) => String(row['number'])),
  );
  return ({ person: { subjectNumber, usubjid } }) =>
    survey.numbers.get(subjectNumber) === 1 && !taken.has(subjectNumber) ? subjectNumber : usubjid;
}

function reportMissingSubjects(
  held: ReadonlyMap<string, Row>,
  usubjids: readonly string[],
  draft: ReportDraft,
): void {
  const told = new Set(usubjids);
  for (const usubjid of held.keys()) {
    if (told.has(usubjid)) continue;
    const sentence = `subject ${usubjid}: in the hub and not in the files; kept.`;
    draft.add({ code: 'NOT_IN_FILES', severity: 'kept', sentence });
  }
}

async function newestEntry(tx: Transaction): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select coalesce(max(number), 0)::text as id from audit.entry`,
  );
  return rows[0]?.id ?? '0';
}

/** What was derived is counted from the audit trail, as it is written by the statement that compares it. */
async function countResponses(
  tx: Transaction,
  { trialId }: OpenedTrial,
  newest: string,
  draft: ReportDraft,
): Promise<void> {
  const { rows } = await tx.execute<{
    record: string;
    total: number;
    inserted: number;
    updated: number;
    deleted: number;
  }>(sql`
    with trail as (
      select record, count(*) filter (where action = 'INSERT')::int as inserted, count(*) filter (where action = 'UPDATE')::int as updated,
        count(*) filter (where action = 'DELETE')::int as deleted
      from audit.entry
      where trial_id = ${trialId}::uuid and number > ${newest}::bigint and transaction = pg_current_xact_id()::text::bigint and record in ('timepoint_response', 'best_response')
      group by record),
    held as (
      select 'timepoint_response' as record, count(*)::int as total from timepoint_response where trial_id = ${trialId}::uuid
      union all select 'best_response', count(*)::int from best_response where trial_id = ${trialId}::uuid)
    select held.record, total, coalesce(inserted, 0) as inserted, coalesce(updated, 0) as updated, coalesce(deleted, 0) as deleted
    from held left join trail using (record)`);
  for (const { record, total, inserted, updated, deleted } of rows)
    Object.assign(draft.changeOf(record), {
      inserted,
      updated,
      deleted,
      unchanged: total - inserted - updated,
    });
}
