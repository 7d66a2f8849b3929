import type { DomainCode } from './domain.ts';
import { DOMAIN_CODES } from './domain.ts';
import type { RowOutcome, StoredAs } from './imported-subject.ts';
import { raise, type Issue, type IssueCode, type IssuePlace } from './issue.ts';
import type { SourceRow } from './source-row.ts';

export type RowsByDomain = Readonly<Partial<Record<DomainCode, readonly SourceRow[]>>>;

/** Keeps what becomes of every row of a subject. */
export interface Ledger {
  readonly store: (row: SourceRow, as: StoredAs) => void;
  /** Reports a rule about a row; the row may be stored as well. */
  readonly report: (code: IssueCode, row: SourceRow, place?: Omit<IssuePlace, 'row'>) => void;
  readonly issues: readonly Issue[];
  readonly isRefused: () => boolean;
  /**
   * One outcome for every row, in their order.
   *
   * @throws Error when a row was neither stored nor reported: our bug, never silence
   */
  readonly close: () => readonly RowOutcome[];
}

export function openLedger(usubjid: string, rows: RowsByDomain): Ledger {
  const entries = new Map<SourceRow, { domain: DomainCode; stored: StoredAs | null; issues: Issue[] }>();
  for (const domain of DOMAIN_CODES) {
    for (const row of rows[domain] ?? []) entries.set(row, { domain, stored: null, issues: [] });
  }
  const issues: Issue[] = [];
  const entryOf = (row: SourceRow) => {
    const entry = entries.get(row);
    if (!entry) throw new Error(`${row.file}, row ${row.rowNumber} is no row of subject ${usubjid}.`);
    return entry;
  };
  return {
    issues,
    store: (row, as) => {
      entryOf(row).stored = as;
    },
    report: (code, row, place = {}) => {
      const entry = entryOf(row);
      const issue = raise(code, { domain: entry.domain, usubjid, ...place, row });
      entry.issues.push(issue);
      issues.push(issue);
    },
    isRefused: () => issues.some(({ severity }) => severity === 'refused'),
    close: () =>
      [...entries].map(([row, { domain, stored, issues: own }]) => {
        if (stored === null && own.length === 0) {
          throw new Error(`${row.file}, row ${row.rowNumber} of ${domain} was neither stored nor reported.`);
        }
        return { domain, file: row.file, rowNumber: row.rowNumber, stored, issues: own };
      }),
  };
}
