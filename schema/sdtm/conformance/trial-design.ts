import { textOf, type RowsByDataset } from './rule.ts';

/** The trial's design as its own datasets tell it: what subjects' rows refer to. */
export interface TrialDesign {
  /** VISIT by VISITNUM, of TV. */
  readonly visits: ReadonlyMap<string, string>;
  /** VISITDY by VISITNUM, of TV; '' where none is planned. */
  readonly visitDays: ReadonlyMap<string, string>;
  /** ARM by ARMCD, of TA. */
  readonly arms: ReadonlyMap<string, string>;
  /** ELEMENT by ETCD, of TE. */
  readonly elements: ReadonlyMap<string, string>;
  /** EPOCHs of TA. */
  readonly epochs: ReadonlySet<string>;
}

/** What TV, TA and TE plan, for the rows of subjects to be held against. */
export function readDesign(rows: RowsByDataset): TrialDesign {
  const pairs = (dataset: string, code: string, name: string) =>
    new Map((rows[dataset] ?? []).map((row) => [textOf(row, code), textOf(row, name)]));
  return {
    visits: pairs('TV', 'VISITNUM', 'VISIT'),
    visitDays: pairs('TV', 'VISITNUM', 'VISITDY'),
    arms: pairs('TA', 'ARMCD', 'ARM'),
    elements: pairs('TE', 'ETCD', 'ELEMENT'),
    epochs: new Set((rows['TA'] ?? []).map((row) => textOf(row, 'EPOCH'))),
  };
}
