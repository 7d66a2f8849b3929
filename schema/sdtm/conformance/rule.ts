import type { TrialContent } from '../content.ts';
import type { DatasetDefinition, DatasetRow, Value } from '../dataset.ts';
import type { DefineDataset, DefineModel } from '../define-model.ts';
import type { Dataset } from '../dataset.ts';
import type { ProfileMark } from '../profile.ts';
import type { DatasetPlan } from './dataset-plan.ts';
import type { TrialDesign } from './trial-design.ts';

/** ERROR stops a release unless a data manager accepts it with a reason; WARNING asks somebody to look. */
export type Severity = 'ERROR' | 'WARNING';

/** What a package must keep to. */
export interface Rule {
  readonly id: string;
  /** What must hold. */
  readonly sentence: string;
  readonly severity: Severity;
  readonly source: string;
}

/** Says that a rule is broken: by which variable and value, with a word more where the sentence of the rule is not enough. */
export type Tell = (variable: string | null, value?: Value, detail?: string) => void;

/** The same, of a row named. */
export type TellRow = (
  dataset: string,
  row: DatasetRow | null,
  variable: string | null,
  value?: Value,
  detail?: string,
) => void;

export type RowsByDataset = Readonly<Record<string, readonly DatasetRow[]>>;

/** A row with what is known around it. */
export interface RowAt {
  readonly trial: TrialContent;
  readonly design: TrialDesign;
  readonly plan: DatasetPlan;
  readonly row: DatasetRow;
  /** The subject's row of DM; null of a row that describes the trial. */
  readonly person: DatasetRow | null;
}

/** All rows of a subject. */
export interface SubjectAt {
  readonly trial: TrialContent;
  readonly design: TrialDesign;
  readonly plans: ReadonlyMap<string, DatasetPlan>;
  readonly rows: RowsByDataset;
  /** Rows of a dataset; none where it has none. */
  readonly of: (dataset: string) => readonly DatasetRow[];
  readonly person: DatasetRow | null;
}

/** A dataset as it is about to leave. */
export interface DatasetAt {
  readonly definition: DatasetDefinition;
  readonly dataset: Dataset;
  readonly mark: ProfileMark;
}

/** The trial as a whole. */
export interface TrialAt {
  readonly trial: TrialContent;
  readonly design: TrialDesign;
  readonly rows: RowsByDataset;
  readonly of: (dataset: string) => readonly DatasetRow[];
  readonly datasets: readonly DatasetAt[];
}

/** A dataset as define.xml describes it, beside what was counted of it. */
export interface DefinedAt {
  readonly model: DefineModel;
  /** undefined: define.xml does not have it. */
  readonly defined: DefineDataset | undefined;
  readonly dataset: Dataset;
  readonly mark: ProfileMark;
}

export interface RowRule extends Rule {
  readonly check: (at: RowAt, tell: Tell) => void;
}
export interface SubjectRule extends Rule {
  readonly check: (at: SubjectAt, tell: TellRow) => void;
}
export interface DatasetRule extends Rule {
  readonly check: (at: DatasetAt, tell: Tell) => void;
}
export interface TrialRule extends Rule {
  readonly check: (at: TrialAt, tell: TellRow) => void;
}
export interface DefineRule extends Rule {
  readonly check: (at: DefinedAt, tell: Tell) => void;
}

/** A value as text; '' where it is missing. */
export const textOf = (row: DatasetRow | null | undefined, variable: string): string => {
  const value = row?.[variable];
  return value === null || value === undefined ? '' : String(value);
};
