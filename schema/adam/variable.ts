import type {
  DatasetDefinition,
  DatasetRow,
  Origin,
  Value,
  VariableDefinition,
} from '@readout/sdtm/dataset.ts';

/** What a variable holds: a text, a number, a SAS date, or a flag that is Y or N or blank. */
type Kind = 'Char' | 'Num' | 'Date' | 'Flag';

/** Where a value comes from. */
export interface Source {
  readonly origin: Origin;
  /** How it is derived, or for a predecessor the variable it is copied from, e.g. DM.SEX. */
  readonly method: string | null;
  /** NCI codes of the codelists its values come from; left out: free, and No Yes Response for a flag. */
  readonly codelists?: readonly string[];
}

/** A line of a dataset's table: name, label, kind, core, where it comes from, the value of a record. */
export type Line<Entry> = readonly [
  name: string,
  label: string,
  kind: Kind,
  core: VariableDefinition['core'],
  source: Source,
  value: (entry: Entry) => Value,
];

/** An analysis dataset: its definition and the row of a record. */
export interface AnalysisDataset<Entry> {
  readonly definition: DatasetDefinition;
  readonly rowOf: (entry: Entry) => DatasetRow;
}

/** Copied unchanged. @param from the variable it is copied from, e.g. DM.SEX @param codelists where its values come from */
export const predecessor = (from: string, codelists?: readonly string[]): Source => ({
  origin: { type: 'Predecessor', source: null },
  method: from,
  ...(codelists && { codelists }),
});

/** @param method the rule as a sentence with its source */
export const derived = (method: string): Source => ({
  origin: { type: 'Derived', source: 'Sponsor' },
  method,
});

/** A name or code that the analysis gives. */
export const assigned: Source = { origin: { type: 'Assigned', source: 'Sponsor' }, method: null };

/** NCI code of the codelist No Yes Response. */
const NO_YES = 'C66742';

/** Builds an analysis dataset from its table, so that what define.xml says and what a row holds are the same lines. */
export function defineAnalysis<Entry>(
  about: Pick<DatasetDefinition, 'name' | 'label' | 'class' | 'structure' | 'keys'>,
  lines: readonly Line<Entry>[],
): AnalysisDataset<Entry> {
  const variables = lines.map(([name, label, kind, core, source]): VariableDefinition => ({
    name,
    label,
    type: kind === 'Num' || kind === 'Date' ? 'Num' : 'Char',
    core,
    role: null,
    codelists: source.codelists ?? (kind === 'Flag' ? [NO_YES] : []),
    format: kind === 'Date' ? 'SAS date' : null,
    origin: source.origin,
    method: source.method,
  }));
  return {
    definition: { ...about, domain: about.name, standard: 'ADaMIG', isReference: false, variables },
    rowOf: (entry) => Object.fromEntries(lines.map(([name, , , , , value]) => [name, value(entry)])),
  };
}
