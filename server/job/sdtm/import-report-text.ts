import type { ImportReport } from './import-report.ts';

const MOST_DIFFERENCES = 1000;

/** The report of an import for people: rows by file, findings, changes, and where stated and derived responses differ. */
export function importReportText(report: ImportReport): string {
  const { differences, differencesByPart: parts } = report;
  const lines = [
    `Trial ${report.protocol} ${report.isNewTrial ? 'was made' : 'was compared with the files'}.`,
    '',
    'Rows by file: read = stored + reported; flagged ones ask somebody to look.',
    ...table([
      ['domain', 'file', 'read', 'stored', 'reported', 'flagged'],
      ...report.domains.map((each) => [
        each.domain,
        each.file,
        each.rowsRead,
        each.rowsStored,
        each.rowsReported,
        each.rowsFlagged,
      ]),
    ]),
    '',
    'What was found:',
    ...report.findings.flatMap(({ code, severity, count, examples }) => [
      `  ${code} (${severity.toLowerCase()}): ${count}`,
      ...examples.map((sentence) => `    ${sentence}`),
    ]),
    '',
    'What changed:',
    ...table([
      ['record', 'inserted', 'updated', 'deleted', 'unchanged'],
      ...report.changes.map(({ record, inserted, updated, deleted, unchanged }) => [
        record,
        inserted,
        updated,
        deleted,
        unchanged,
      ]),
    ]),
    '',
    `Stated otherwise than derived: ${report.differencesTotal} (target ${parts.TARGET}, non-target ${parts.NON_TARGET}, new lesion ${parts.NEW_LESION}, overall ${parts.OVERALL}).`,
    ...differences
      .slice(0, MOST_DIFFERENCES)
      .map(
        ({ subject, evaluator, timepoint, assessedOn, part, stated, derived }) =>
          `  subject ${subject}, ${evaluator}, ${timepoint} (${assessedOn}), ${part}: stated ${stated}, derived ${derived}`,
      ),
    ...(differences.length > MOST_DIFFERENCES
      ? [`  and ${differences.length - MOST_DIFFERENCES} more; --json prints them all.`]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function table(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column]).length)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}
