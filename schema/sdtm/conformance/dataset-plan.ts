import { findCodelist, type Codelist } from '../codelist.ts';
import type { DatasetDefinition, VariableDefinition } from '../dataset.ts';

/** What the names of a domain's own variables end with. */
const OWN_NAMES = [
  'TESTCD',
  'TEST',
  'ORRES',
  'ORRESU',
  'STRESC',
  'STRESN',
  'STRESU',
  'STAT',
  'REASND',
  'LOBXFL',
  'EVAL',
  'EVALID',
  'DTC',
] as const;
export type OwnName = (typeof OWN_NAMES)[number];

/** A dataset's definition, with what the rules ask of it over and over found once. */
export interface DatasetPlan {
  readonly definition: DatasetDefinition;
  readonly name: string;
  /** What its own variables begin with: TR; empty where they do not (SUPP--, RELREC, trial design). */
  readonly prefix: string;
  /** Names of its own variables, e.g. TRORRES of ORRES: put together once, as rows are looked into by them a million times. */
  readonly own: Readonly<Record<OwnName, string>>;
  /** Keys that name a row in a finding: the subject and the sequence number, else the keys. */
  readonly identity: readonly string[];
  readonly variables: ReadonlyMap<string, VariableDefinition>;
  readonly required: readonly string[];
  readonly dates: readonly string[];
  readonly durations: readonly string[];
  /** Study days with the date each is of. */
  readonly days: readonly (readonly [day: string, date: string])[];
  /** Variables whose terms may not be added to, with their lists. */
  readonly closed: readonly (readonly [variable: string, lists: readonly Codelist[]])[];
  /** Variables that say Y or nothing. */
  readonly flags: readonly string[];
  readonly isFindings: boolean;
  readonly sequence: string | null;
}

/** Flags that are Y or blank. @source SDTM 2.0: LOBXFL, BLFL, DRVFL, ACPTFL, PRESP, DTHFL */
const FLAG = /^(DTHFL|[A-Z]{2}(LOBXFL|BLFL|DRVFL|ACPTFL|PRESP))$/;

/** What the rules ask of a dataset again and again, looked up once. */
export function planDataset(definition: DatasetDefinition): DatasetPlan {
  const { name, domain, variables, isReference } = definition;
  const has = new Set(variables.map((variable) => variable.name));
  const isGeneral = domain === name && !isReference;
  const sequence = has.has(`${domain}SEQ`) && domain === name ? `${domain}SEQ` : null;
  const days = variables.flatMap((variable): (readonly [string, string])[] => {
    const date = /(ST|EN)?DTC$/.test(variable.name) ? variable.name : null;
    const day = date?.replace(/DTC$/, 'DY');
    return date !== null && day !== undefined && has.has(day) ? [[day, date]] : [];
  });
  return {
    definition,
    name,
    prefix: isGeneral ? domain : '',
    own: Object.fromEntries(OWN_NAMES.map((own) => [own, (isGeneral ? domain : '') + own])) as Record<
      OwnName,
      string
    >,
    identity: sequence === null ? definition.keys : [...(has.has('USUBJID') ? ['USUBJID'] : []), sequence],
    variables: new Map(variables.map((variable) => [variable.name, variable])),
    required: variables.filter(({ core }) => core === 'Req').map((variable) => variable.name),
    dates: variables.filter(({ format }) => format === 'ISO 8601 date').map((variable) => variable.name),
    durations: variables
      .filter(({ format }) => format === 'ISO 8601 duration')
      .map((variable) => variable.name),
    days,
    closed: variables.flatMap((variable): (readonly [string, readonly Codelist[]])[] => {
      const lists = variable.codelists.flatMap((code) => findCodelist(code) ?? []);
      const isClosed =
        lists.length > 0 &&
        lists.length === variable.codelists.length &&
        lists.every(({ isExtensible }) => !isExtensible);
      return isClosed ? [[variable.name, lists]] : [];
    }),
    flags: variables.map((variable) => variable.name).filter((variable) => FLAG.test(variable)),
    isFindings: definition.class === 'FINDINGS',
    sequence,
  };
}
