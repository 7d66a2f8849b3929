/** What an export keeps of its check and of its files, as the job writes it. A part that is left out is not made yet. */

/** How grave a finding of the conformance check is: an ERROR blocks the release until a data manager accepts it. */
export const FINDING_SEVERITIES = ['ERROR', 'WARNING'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

export interface StoredDataset {
  readonly name: string;
  readonly label: string;
  /** SDTM or ADAM. */
  readonly standard: string;
  readonly records: number;
}

export interface StoredRule {
  readonly id: string;
  readonly severity: FindingSeverity;
  readonly sentence: string;
  /** Where the rule stands. */
  readonly source: string;
  /** Findings by it, those that are not listed one by one too. */
  readonly count: number;
}

export interface StoredFinding {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly dataset: string;
  /** Identifying keys of the row in words; null: the dataset as a whole. */
  readonly row: string | null;
  readonly variable: string | null;
  readonly value: string | number | null;
  readonly sentence: string;
}

export interface StoredReport {
  readonly datasets?: readonly StoredDataset[];
  readonly rules?: readonly StoredRule[];
  readonly findings?: readonly StoredFinding[];
}

export interface StoredFile {
  readonly path: string;
  /** What it is, in words. */
  readonly what?: string | null;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** null: it holds no records. */
  readonly records?: number | null;
}

export interface StoredManifest {
  readonly files?: readonly StoredFile[];
  /** By what it is of: readout, sdtmig, … */
  readonly versions?: Readonly<Record<string, string>>;
  readonly cut?: {
    readonly name: string | null;
    readonly on: string | null;
    readonly at: string;
    readonly entryNumber: number;
  };
  /** The signed state of the audit log that covers the data. */
  readonly checkpoint?: { readonly treeSize: number; readonly root: string } | null;
}
