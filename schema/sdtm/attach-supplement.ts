import type { DomainCode } from './domain.ts';
import type { RowOutcome } from './imported-subject.ts';
import { raise, type Issue, type IssueCode } from './issue.ts';
import type { RowsByDomain } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';

/** Qualifiers (QNAM) whose values the hub takes over, by the domain of the row they belong to. */
const CARRIED: Readonly<Partial<Record<DomainCode, readonly string[]>>> = {
  DM: ['RACEOTH', 'FDGAVID', 'RANDDTC', 'OFFTRDTC', 'RTENDTC', 'NEWTHDTC'],
  TU: [
    'TUORGAN',
    'TULOCDTL',
    'TUKIND',
    'TUMEASFL',
    'TUSPLTID',
    'TUMRGEID',
    'TUOUTRTF',
    'TUCYTPOS',
    'TUFLAGS',
  ],
  TR: ['TRCHANGE', 'TRMRGEID'],
  RS: ['RSREASNE'],
};

/** Qualifiers that tell what an engine derived: the hub judges anew. */
const DERIVED: Readonly<Partial<Record<DomainCode, readonly string[]>>> = {
  TR: ['TRDERIV', 'ATTCHGBL'],
  RS: [
    ...['RSDERIV', 'CBRESP', 'CBRESPDT', 'PROGDT', 'BCHGPCT', 'LEVALDT', 'BESTBAS', 'RECPDDT', 'STPDDT'],
    ...['BNPDDT', 'PSARESP', 'PSARSDT', 'PSAPDDT', 'ENGVER'],
  ],
};

export interface Attached {
  /** The rows, those with qualifiers bearing them as further values by QNAM. */
  readonly rows: RowsByDomain;
  /** One for every row of SUPP--, in their order. */
  readonly outcomes: readonly RowOutcome[];
  readonly issues: readonly Issue[];
}

/**
 * Gives the rows of SUPP-- back to the rows they belong to.
 *
 * A text over 200 bytes, which went on in QNAMs of the variable's name and a number, is whole again.
 *
 * @param supplements of one subject
 * @source SDTMIG v3.4, section 8.4
 */
export function attachSupplements(
  usubjid: string,
  rows: RowsByDomain,
  supplements: readonly SourceRow[],
): Attached {
  if (supplements.length === 0) return { rows, outcomes: [], issues: [] };
  const parents = parentFinder(rows);
  const added = new Map<SourceRow, Record<string, string>>();
  const outcomes = byName(supplements).map((row): RowOutcome => {
    const domain = `SUPP${valueOf(row, 'RDOMAIN').toUpperCase()}`;
    const base = { domain, file: row.file, rowNumber: row.rowNumber };
    const kept = (code: IssueCode): RowOutcome => ({
      ...base,
      stored: null,
      issues: [raise(code, { row, domain, usubjid, column: 'QNAM' })],
    });
    const [code, name, value] = [
      valueOf(row, 'RDOMAIN').toUpperCase() as DomainCode,
      valueOf(row, 'QNAM').toUpperCase(),
      valueOf(row, 'QVAL'),
    ];
    if (DERIVED[code]?.includes(name)) return kept('DERIVED_ROW');
    const owners = parents(code, valueOf(row, 'IDVAR').toUpperCase(), valueOf(row, 'IDVARVAL'));
    if (owners.length === 0) return kept('QUALIFIER_WITHOUT_ROW');
    let isTaken = false;
    for (const owner of owners) {
      const values = added.get(owner) ?? {};
      added.set(owner, values);
      const isNamed = CARRIED[code]?.includes(name) === true;
      const begun = isNamed ? undefined : begunBy({ ...owner.values, ...values }, name);
      if (!isNamed && begun === undefined) continue;
      if (begun === undefined) values[name] = value;
      else values[begun] = `${values[begun] ?? valueOf(owner, begun)}${value}`;
      isTaken = true;
    }
    return isTaken ? { ...base, stored: 'qualifier', issues: [] } : kept('QUALIFIER_NOT_CARRIED');
  });
  const whole = Object.fromEntries(
    Object.entries(rows).map(([domain, own]) => [
      domain,
      own.map((row) => {
        const values = added.get(row);
        return values ? { ...row, values: { ...row.values, ...values } } : row;
      }),
    ]),
  );
  return { rows: whole, outcomes, issues: outcomes.flatMap(({ issues }) => issues) };
}

/** The rows a qualifier belongs to: those whose IDVAR bears the value; all of the domain where no IDVAR is given. */
function parentFinder(rows: RowsByDomain) {
  const indexes = new Map<string, Map<string, SourceRow[]>>();
  const textOf = (value: string) =>
    value !== '' && Number.isFinite(Number(value)) ? String(Number(value)) : value;
  return (code: DomainCode, variable: string, value: string): readonly SourceRow[] => {
    const own = rows[code] ?? [];
    if (variable === '') return own;
    const key = `${code} ${variable}`;
    const index = indexes.get(key) ?? Map.groupBy(own, (row) => textOf(valueOf(row, variable)));
    indexes.set(key, index);
    return index.get(textOf(value)) ?? [];
  };
}

/** The variable or qualifier of which a QNAM is the further text: TUORGAN of TUORGAN1, RSREASND of RSREASN1. */
function begunBy(values: Readonly<Record<string, string>>, name: string): string | undefined {
  const stem = /^(\w{1,7}?)\d{1,2}$/.exec(name)?.[1];
  if (stem === undefined) return undefined;
  return Object.keys(values).find(
    (variable) => variable.slice(0, 7) === stem && variable !== name && values[variable] !== '',
  );
}

/** RSORRES2 before RSORRES10: further texts in their order. */
const byName = (rows: readonly SourceRow[]) =>
  rows.toSorted((a, b) => numberOf(valueOf(a, 'QNAM')) - numberOf(valueOf(b, 'QNAM')));
const numberOf = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0);
