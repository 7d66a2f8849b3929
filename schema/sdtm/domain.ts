import type { DatasetDefinition, VariableDefinition } from './dataset.ts';
import type { Filled } from './fill.ts';
import type { SourceDataset } from './source-row.ts';
import { raise, type Issue } from './issue.ts';

/** The domains an import reads, in submission order. */
export const DOMAIN_CODES = ['DM', 'EX', 'DS', 'SV', 'TU', 'TR', 'RS'] as const;
export type DomainCode = (typeof DOMAIN_CODES)[number];

/** Req: the column is there and never blank. Exp: the column is there. Perm: may be there. */
export type Core = 'Req' | 'Exp' | 'Perm';

/**
 * A line of the guide's variable table, and how an export fills it: name, label, type, core, role; NCI codes of its codelists
 * ('C96784') or its format ('ISO 8601 date'), '' for neither; null where an export never fills it.
 */
export type Variable<Entry = never> = readonly [
  name: string,
  label: string,
  type: 'Char' | 'Num',
  core: Core,
  role: string,
  list: string,
  filled: Filled<Entry> | null,
];

/** A supplemental qualifier: QNAM (at most 8 characters), QLABEL (at most 40), and how it is filled. */
type Supplement<Entry = never> = readonly [name: string, label: string, filled: Filled<Entry>];

/** A dataset as the guide describes it. */
export interface Table<Entry = never> {
  readonly code: string;
  readonly label: string;
  /** As Define-XML writes it: SPECIAL PURPOSE, FINDINGS, … */
  readonly class: string;
  readonly structure: string;
  /** What tells one row from another, in the order rows are sorted by. */
  readonly keys: readonly string[];
  readonly isReference?: boolean;
  readonly variables: readonly Variable<Entry>[];
  /** What has no variable: rows of SUPP--. */
  readonly supplements?: readonly Supplement<Entry>[];
}

/** A dataset that an import reads too. */
export interface Domain<Entry = never> extends Table<Entry> {
  readonly code: DomainCode;
  /** Columns an import cannot do without although the guide lets them be absent. */
  readonly needed: readonly string[];
  /** Columns whose values an import takes over or uses; the others of the guide are told of, once a file. */
  readonly carried: readonly string[];
}

/** A domain as its file writes it; a name in `keys`, `needed` or `carried` that the table lacks is our bug. */
export function defineDomain<Entry>(domain: Domain<Entry>): Domain<Entry> {
  return defineTable(domain);
}

/** A dataset that only leaves; a key that the table lacks is our bug. */
export function defineTable<Described extends Table>(table: Described): Described {
  const known = new Set(table.variables.map(([name]) => name));
  const { needed = [], carried = [] } = table as Partial<Domain>;
  const stray = [...table.keys, ...needed, ...carried].filter((name) => !known.has(name));
  if (stray.length > 0) throw new RangeError(`${table.code} has no variable ${stray.join(', ')}.`);
  return table;
}

/** What define.xml and the writers ask of a table. A variable that is never filled says so as its origin. */
export function definitionOf(table: Table): DatasetDefinition {
  return {
    name: table.code,
    domain: table.code,
    label: table.label,
    standard: 'SDTMIG',
    class: table.class,
    structure: table.structure,
    keys: table.keys,
    isReference: table.isReference ?? false,
    variables: table.variables.map(describe),
  };
}

function describe([name, label, type, core, role, list, filled]: Variable): VariableDefinition {
  const isFormat = list.startsWith('ISO 8601 d');
  return {
    name,
    label,
    type,
    core,
    role,
    codelists: list === '' || isFormat ? [] : list.split(' '),
    format: isFormat ? (list as VariableDefinition['format']) : null,
    origin: filled?.origin ?? { type: 'Not Available', source: null },
    method: filled?.method ?? null,
  };
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
