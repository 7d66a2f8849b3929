import type { DatasetDefinition } from './dataset.ts';

/** Which columns of a dataset mean something else from test to test, and what tells the tests apart. */
export interface ValueLevel {
  /** Columns that tell which test a row bears, e.g. RSTESTCD and RSCAT. */
  readonly keys: readonly string[];
  /** Columns described anew for each test, e.g. RSORRES. */
  readonly targets: readonly string[];
  /** The column that names the test in words, e.g. RSTEST. */
  readonly label: string | null;
  /** The column that marks a derived row (Y); null where the dataset has none. */
  readonly derivedFlag: string | null;
}

/**
 * The value level of a dataset: results by test, in RS by test and criteria; qualifiers by QNAM; trial summary by
 * parameter; disposition terms by category; analysis values by PARAMCD.
 *
 * @returns null where every row of the dataset means the same
 * @source Define-XML 2.1, section 4.3 (value-level metadata)
 */
export function findValueLevel(definition: DatasetDefinition): ValueLevel | null {
  const names = new Set(definition.variables.map(({ name }) => name));
  const has = (name: string) => names.has(name);
  const level = levelOf(definition, has);
  if (!level) return null;
  const targets = level.targets.filter(has);
  return level.keys.every(has) && targets.length > 0 ? { ...level, targets } : null;
}

function levelOf(
  { name, domain, class: kind }: DatasetDefinition,
  has: (name: string) => boolean,
): ValueLevel | null {
  if (has('QNAM') && has('QVAL'))
    return { keys: ['QNAM'], targets: ['QVAL'], label: 'QLABEL', derivedFlag: null };
  if (name === 'TS') return { keys: ['TSPARMCD'], targets: ['TSVAL'], label: 'TSPARM', derivedFlag: null };
  if (kind === 'BASIC DATA STRUCTURE')
    return { keys: ['PARAMCD'], targets: ['AVAL', 'AVALC'], label: 'PARAM', derivedFlag: null };
  // The terms of a disposition event and of a protocol milestone are two lists.
  if (name === 'DS') return { keys: ['DSCAT'], targets: ['DSDECOD'], label: null, derivedFlag: null };
  if (kind !== 'FINDINGS') return null;
  const flag = `${domain}DRVFL`;
  return {
    keys: domain === 'RS' ? ['RSTESTCD', 'RSCAT'] : [`${domain}TESTCD`],
    targets: [`${domain}ORRES`, `${domain}STRESC`, `${domain}STRESN`],
    label: has(`${domain}TEST`) ? `${domain}TEST` : null,
    derivedFlag: has(flag) ? flag : null,
  };
}
