import { countColumn, type ColumnCounter, type ColumnProfile } from './column-profile.ts';
import type { Column, Dataset, DatasetDefinition, DatasetRow, Value } from './dataset.ts';
import { findValueLevel, type ValueLevel } from './value-level.ts';

/** What is in the columns that change from test to test, for the rows of one test. Plain JSON. */
export interface ValueGroup {
  /** Values of the keys of the value level, in their order; null where blank. */
  readonly keys: readonly (string | null)[];
  /** The test in words; null where none is told. */
  readonly label: string | null;
  readonly rows: number;
  /** Rows that are marked as derived (RSDRVFL Y). */
  readonly derived: number;
  /** By target column. */
  readonly columns: Readonly<Record<string, ColumnProfile>>;
}

/** All that was counted of a dataset. Plain JSON: it can be kept and taken up again. */
export interface ProfileMark {
  readonly name: string;
  readonly rows: number;
  /** By variable of the definition. */
  readonly columns: Readonly<Record<string, ColumnProfile>>;
  /** In order of first appearance; null when the dataset has no value level, or more than MAX_GROUPS tests. */
  readonly groups: readonly ValueGroup[] | null;
  /** Names of values that no variable of the definition has: they would be lost. */
  readonly unknown: readonly string[];
}

/** Counts what is in each column of a dataset while its rows pass by. */
export interface Profile {
  readonly definition: DatasetDefinition;
  readonly valueLevel: ValueLevel | null;
  count(row: DatasetRow): void;
  /** What has been counted so far. */
  mark(): ProfileMark;
}

/** Tests, parameters or qualifiers kept apart in one dataset. */
export const MAX_GROUPS = 1000;

interface OpenGroup {
  readonly keys: readonly (string | null)[];
  readonly label: string | null;
  rows: number;
  derived: number;
  readonly counters: readonly (readonly [string, ColumnCounter])[];
}

/**
 * Opens the profile of a dataset: what `datasetOf`, `defineXml` and `checkTrial` know of its values.
 *
 * Memory is bounded by the definition, MAX_VALUES and MAX_GROUPS, not by the rows.
 *
 * @param from what `mark` gave, also after JSON: counting goes on from there
 * @throws RangeError when `from` is the mark of another dataset
 */
export function openProfile(definition: DatasetDefinition, from?: ProfileMark): Profile {
  if (from && from.name !== definition.name)
    throw new RangeError(`This is the mark of ${from.name}, not of ${definition.name}.`);
  const valueLevel = findValueLevel(definition);
  const counters = definition.variables.map(
    (variable) =>
      [
        variable.name,
        countColumn(
          {
            values: variable.codelists.length > 0 || (valueLevel?.keys.includes(variable.name) ?? false),
            forms: variable.format === 'ISO 8601 date' || variable.format === 'ISO 8601 duration',
            numericText: false,
          },
          from?.columns[variable.name],
        ),
      ] as const,
  );
  const known = new Set(definition.variables.map(({ name }) => name));
  const unknown = new Set(from?.unknown);
  let groups = openGroups(valueLevel, from);
  let rows = from?.rows ?? 0;

  return {
    definition,
    valueLevel,
    count(row) {
      rows += 1;
      for (const [name, counter] of counters) {
        const value = row[name];
        if (value !== null && value !== undefined) counter.count(value);
      }
      for (const name in row) if (!known.has(name)) unknown.add(name);
      if (!valueLevel || !groups) return;
      countGroup(valueLevel, groups, row);
      if (groups.size > MAX_GROUPS) groups = null;
    },
    mark: () => ({
      name: definition.name,
      rows,
      columns: Object.fromEntries(counters.map(([name, counter]) => [name, counter.read()])),
      groups: groups && [...groups.values()].map(readGroup),
      unknown: [...unknown],
    }),
  };
}

/** The columns of a dataset that are sent, with the room their values need. Counts are those of this moment. */
export function datasetOf(definition: DatasetDefinition, profile: Profile): Dataset {
  const { rows, columns } = profile.mark();
  return {
    definition,
    records: rows,
    columns: definition.variables.flatMap((variable): Column[] => {
      const profiled = columns[variable.name];
      if (!profiled) throw new RangeError(`${definition.name}.${variable.name} was not counted.`);
      if (variable.core === 'Perm' && profiled.filled === 0) return [];
      const isText = variable.type === 'Char';
      return [
        {
          ...variable,
          length: isText ? Math.max(1, profiled.bytes) : 8,
          decimals: isText ? null : profiled.decimals,
        },
      ];
    }),
  };
}

function openGroups(level: ValueLevel | null, from: ProfileMark | undefined): Map<string, OpenGroup> | null {
  if (!level || from?.groups === null) return null;
  return new Map(
    (from?.groups ?? []).map((group) => [
      group.keys.join('\u0000'),
      {
        keys: group.keys,
        label: group.label,
        rows: group.rows,
        derived: group.derived,
        counters: level.targets.map((name) => [name, openTarget(group.columns[name])] as const),
      },
    ]),
  );
}

function countGroup(level: ValueLevel, groups: Map<string, OpenGroup>, row: DatasetRow): void {
  const [first = '', second] = level.keys;
  const key =
    second === undefined ? String(row[first] ?? '') : `${row[first] ?? ''}\u0000${row[second] ?? ''}`;
  let group = groups.get(key);
  if (!group) {
    group = {
      keys: level.keys.map((name) => textOf(row[name])),
      label: level.label === null ? null : textOf(row[level.label]),
      rows: 0,
      derived: 0,
      counters: level.targets.map((name) => [name, openTarget()] as const),
    };
    groups.set(key, group);
  }
  group.rows += 1;
  if (level.derivedFlag !== null && row[level.derivedFlag] === 'Y') group.derived += 1;
  for (const [name, counter] of group.counters) {
    const value = row[name];
    if (value !== null && value !== undefined) counter.count(value);
  }
}

const openTarget = (from?: ColumnProfile) =>
  countColumn({ values: true, forms: true, numericText: true }, from);

const textOf = (value: Value | undefined) => (value === null || value === undefined ? null : String(value));

const readGroup = ({ keys, label, rows, derived, counters }: OpenGroup): ValueGroup => ({
  keys,
  label,
  rows,
  derived,
  columns: Object.fromEntries(counters.map(([name, counter]) => [name, counter.read()])),
});
