import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DOMAINS,
  UnreadableFile,
  checkColumns,
  chooseStudy,
  raise,
  readDataset,
  type DomainCode,
  type Issue,
  type SourceDataset,
  type SourceRow,
} from '@readout/sdtm';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { ImportRefused, MOST_REFUSALS } from './import-refused.ts';
import type { ReportDraft } from './import-report.ts';

export interface StagedFiles {
  readonly studyId: string;
  /** In the order of their ids, which batches follow. */
  readonly usubjids: readonly string[];
  readonly domains: ReadonlySet<DomainCode>;
  readonly rowsTotal: number;
}

/** Without these no row of SUPP-- finds the row it belongs to. */
const SUPPLEMENT_COLUMNS = ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM', 'QVAL'];
const ROWS_PER_STATEMENT = 2000;
const isDataFile = (name: string): boolean => /\.(csv|xpt|json|ndjson|dsjc)$/i.test(name);

/** Names of the files of a folder that may hold a dataset, sorted. @throws ImportRefused when there are none */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new ImportRefused([
      `${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    ]);
  });
  const files = names.filter(isDataFile).sort();
  if (files.length === 0)
    throw new ImportRefused([
      `${folder} holds no CSV, XPT or Dataset-JSON file (.csv, .xpt, .json, .ndjson, .dsjc).`,
    ]);
  return files;
}

/**
 * Puts every row of a folder's files into a table of this transaction, so that a trial of any size is worked off subject by subject.
 *
 * @param protocol the trial asked for; null: that of the files
 * @throws ImportRefused for files that cannot be read or lack a column, or for several studies
 */
export async function stageFiles(
  tx: Transaction,
  { folder, protocol }: { readonly folder: string; readonly protocol: string | null },
  report: ReportDraft,
  signal: AbortSignal,
): Promise<StagedFiles> {
  await tx.execute(
    sql`create temp table staged_row (study text, usubjid text, domain text, file text, row_number int, line int, cell json) on commit drop`,
  );
  const refusals: string[] = [];
  const domains = new Set<DomainCode>();
  const note = (issue: Issue) => {
    if (issue.severity === 'refused') refusals.push(issue.sentence);
    report.add(issue);
  };
  for (const name of await listFiles(folder)) {
    signal.throwIfAborted();
    try {
      const dataset = await readDataset({ name, bytes: createReadStream(join(folder, name)) });
      const domain = await stageFile(tx, dataset, { report, note, signal });
      if (domain !== null) domains.add(domain);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      note(error.issue);
    }
    if (refusals.length >= MOST_REFUSALS) break;
  }
  if (refusals.length > 0) throw new ImportRefused(refusals.slice(0, MOST_REFUSALS));

  const studies = await tx.execute<{ study: string }>(
    sql`select distinct study from staged_row where study <> ''`,
  );
  const { studyId, issue } = chooseStudy(new Set(studies.rows.map(({ study }) => study)), protocol);
  if (studyId === null) throw new ImportRefused([issue?.sentence ?? 'The files bear no STUDYID.']);
  await leaveOutOtherStudies(tx, studyId, report);
  await tx.execute(sql`create index on staged_row (usubjid)`);
  await tx.execute(sql`analyze staged_row`);
  const subjects = await tx.execute<{ usubjid: string; count: number }>(
    sql`select usubjid, count(*)::int as count from staged_row group by usubjid order by usubjid collate "C"`,
  );
  return {
    studyId,
    usubjids: subjects.rows.map(({ usubjid }) => usubjid),
    domains,
    rowsTotal: subjects.rows.reduce((total, { count }) => total + count, 0),
  };
}

async function stageFile(
  tx: Transaction,
  dataset: SourceDataset,
  {
    report,
    note,
    signal,
  }: {
    readonly report: ReportDraft;
    readonly note: (issue: Issue) => void;
    readonly signal: AbortSignal;
  },
): Promise<DomainCode | null> {
  const { file } = dataset;
  const name = dataset.domain;
  const isSupplement = name !== null && name.startsWith('SUPP') && Object.hasOwn(DOMAINS, name.slice(4));
  const code = name !== null && Object.hasOwn(DOMAINS, name) ? (name as DomainCode) : null;
  const stagedAs = isSupplement ? name : code;
  if (name !== null && stagedAs === null) note(raise('DOMAIN_NOT_CARRIED', { file, domain: name }));
  if (code !== null) {
    const issues = checkColumns(DOMAINS[code], dataset);
    for (const issue of issues) note(issue);
    if (issues.some(({ severity }) => severity === 'refused')) return null;
  }
  if (isSupplement) {
    const absent = SUPPLEMENT_COLUMNS.filter((column) => !dataset.columns.includes(column));
    for (const column of absent) note(raise('MISSING_COLUMN', { file, domain: name, column }));
    if (absent.length > 0) return null;
  }
  let waiting: SourceRow[] = [];
  for await (const row of dataset.rows) {
    if (name === null) {
      note(raise('MISSING_COLUMN', { file, column: 'DOMAIN' }));
      return null;
    }
    report.countRow(name, file);
    if (stagedAs === null) {
      report.countOutcome(name, file, { isStored: false, isFlagged: true });
      continue;
    }
    waiting.push(row);
    if (waiting.length < ROWS_PER_STATEMENT) continue;
    signal.throwIfAborted();
    await stageRows(tx, stagedAs, waiting);
    waiting = [];
  }
  if (stagedAs !== null && waiting.length > 0) await stageRows(tx, stagedAs, waiting);
  return code;
}

async function stageRows(tx: Transaction, domain: string, rows: readonly SourceRow[]): Promise<void> {
  await tx.execute(
    sql`insert into staged_row select cell->>'STUDYID', coalesce(cell->>'USUBJID', ''), ${domain}, r.file, r."rowNumber", r.line, r.cell from json_to_recordset(${JSON.stringify(
      rows.map(({ file, rowNumber, line, values }) => ({ file, rowNumber, line, cell: values })),
    )}::json) as r(file text, "rowNumber" int, line int, cell json)`,
  );
}

async function leaveOutOtherStudies(tx: Transaction, studyId: string, report: ReportDraft): Promise<void> {
  const others = await tx.execute<{
    domain: string;
    file: string;
    row_number: number;
    line: number | null;
    cell: Readonly<Record<string, string>>;
  }>(
    sql`delete from staged_row where study <> '' and study <> ${studyId} returning domain, file, row_number, line, cell`,
  );
  for (const { domain, file, row_number: rowNumber, line, cell } of others.rows) {
    report.add(
      raise('OTHER_STUDY', {
        row: { file, rowNumber, line, values: cell },
        column: 'STUDYID',
        expected: studyId,
      }),
    );
    report.countOutcome(domain, file, { isStored: false, isFlagged: true });
  }
}

interface StagedSubject {
  readonly usubjid: string;
  readonly rows: Partial<Record<DomainCode, SourceRow[]>>;
  /** Rows of SUPP--. */
  readonly supplements: SourceRow[];
}

/** The staged rows of some subjects, as assembleSubject takes them, in the order of the ids. */
export async function listStagedSubjects(
  tx: Transaction,
  usubjids: readonly string[],
): Promise<readonly StagedSubject[]> {
  const { rows } = await tx.execute<{
    usubjid: string;
    domain: string;
    file: string;
    row_number: number;
    line: number | null;
    cell: Readonly<Record<string, string>>;
  }>(
    sql`select usubjid, domain, file, row_number, line, cell from staged_row where usubjid in (select jsonb_array_elements_text(${JSON.stringify(usubjids)}::jsonb)) order by file, row_number`,
  );
  const subjects = new Map<string, StagedSubject>(
    usubjids.map((usubjid) => [usubjid, { usubjid, rows: {}, supplements: [] }]),
  );
  for (const row of rows) {
    const own = subjects.get(row.usubjid);
    if (own === undefined) continue;
    const list = row.domain.startsWith('SUPP')
      ? own.supplements
      : (own.rows[row.domain as DomainCode] ??= []);
    list.push({
      file: row.file,
      rowNumber: row.row_number,
      line: row.line,
      values: row.cell,
    });
  }
  return [...subjects.values()];
}
