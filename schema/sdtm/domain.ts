import type { SourceDataset } from './source-row.ts';
import { raise, type Issue } from './issue.ts';

/** The domains this package knows, in submission order. */
export const DOMAIN_CODES = ['DM', 'EX', 'DS', 'SV', 'TU', 'TR', 'RS'] as const;
export type DomainCode = (typeof DOMAIN_CODES)[number];

/** Req: the column is there and never blank. Exp: the column is there. Perm: may be there. */
export type Core = 'Req' | 'Exp' | 'Perm';

/** A line of the guide's variable table: name, label, type, core. */
export type Variable = readonly [name: string, label: string, type: 'Char' | 'Num', core: Core];

export interface Domain {
  readonly code: DomainCode;
  readonly label: string;
  readonly structure: string;
  /** What tells one row from another, in the order rows are sorted by. */
  readonly keys: readonly string[];
  readonly variables: readonly Variable[];
  /** Columns an import cannot do without although the guide lets them be absent. */
  readonly needed: readonly string[];
  /** Columns whose values an import takes over or uses; the others of the guide are told of, once a file. */
  readonly carried: readonly string[];
}

/** A domain as its file writes it; a name in `keys`, `needed` or `carried` that the table lacks is our bug. */
export function defineDomain(domain: Domain): Domain {
  const known = new Set(domain.variables.map(([name]) => name));
  const stray = [...domain.keys, ...domain.needed, ...domain.carried].filter((name) => !known.has(name));
  if (stray.length > 0) throw new RangeError(`${domain.code} has no variable ${stray.join(', ')}.`);
  return domain;
}

/**
 * Compares the columns of a file with the guide's table.
 *
 * @returns refused: a required column is missing. Flagged: an expected one is missing, or one is not in the guide.
 *   Kept: columns of the guide that the hub has no place for and does not take over. Order: as the guide's, then the file's.
 */
export function checkColumns(
  domain: Domain,
  dataset: Pick<SourceDataset, 'file' | 'columns'>,
): readonly Issue[] {
  const given = new Set(dataset.columns);
  const known = new Set(domain.variables.map(([name]) => name));
  const carried = new Set(domain.carried);
  const at = (column: string) => ({ domain: domain.code, file: dataset.file, column });
  const issues: Issue[] = [];
  for (const [name, label, , core] of domain.variables) {
    if (given.has(name)) continue;
    const expected = `a column ${name} (${label})`;
    if (core === 'Req' || domain.needed.includes(name))
      issues.push(raise('MISSING_COLUMN', { ...at(name), expected }));
    else if (core === 'Exp') issues.push(raise('EXPECTED_COLUMN_ABSENT', { ...at(name), expected }));
  }
  for (const column of dataset.columns) {
    if (!known.has(column))
      issues.push(raise('UNKNOWN_COLUMN', { ...at(column), expected: `a variable of ${domain.code}` }));
    else if (!carried.has(column)) issues.push(raise('COLUMN_NOT_CARRIED', at(column)));
  }
  return issues;
}
