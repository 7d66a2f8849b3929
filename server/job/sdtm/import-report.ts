import type { Issue } from '@readout/sdtm';

/** How many rows of a table an import made, changed, removed and left alone. */
export interface ChangeCount {
  inserted: number;
  updated: number;
  deleted: number;
  unchanged: number;
}

/** Rows of one file: read = stored + reported. */
export interface DomainCount {
  readonly domain: string;
  readonly file: string;
  rowsRead: number;
  rowsStored: number;
  /** Not stored; a finding says why. */
  rowsReported: number;
  /** Stored or not, with a finding that asks somebody to look. */
  rowsFlagged: number;
}

/** One rule that was met, how often, and where at first. */
export interface ReportFinding {
  readonly code: string;
  readonly severity: 'KEPT' | 'FLAGGED' | 'REFUSED';
  /** The first place it was met. */
  readonly sentence: string;
  readonly count: number;
  /** At most five. */
  readonly examples: readonly string[];
}

export const PARTS = ['TARGET', 'NON_TARGET', 'NEW_LESION', 'OVERALL'] as const;
export type Part = (typeof PARTS)[number];

/** One part of a response that was stated otherwise than the criteria derive it. */
export interface ReportDifference {
  readonly subject: string;
  readonly evaluator: string;
  readonly timepoint: string;
  readonly assessedOn: string;
  readonly criteria: string;
  readonly part: Part;
  readonly stated: string;
  readonly derived: string;
}

/** What an import read, stored, flagged and changed. Kept with the import, without the list of differences. */
export interface ImportReport {
  readonly protocol: string;
  readonly trialId: string;
  readonly isNewTrial: boolean;
  readonly domains: readonly Readonly<DomainCount>[];
  readonly findings: readonly ReportFinding[];
  readonly changes: readonly (Readonly<ChangeCount> & { readonly record: string })[];
  readonly differencesTotal: number;
  readonly differencesByPart: Readonly<Record<Part, number>>;
  readonly differences: readonly ReportDifference[];
}

const MOST_EXAMPLES = 5;

/** Collects what an import has to tell. */
export interface ReportDraft {
  readonly countRow: (domain: string, file: string) => void;
  readonly countOutcome: (
    domain: string,
    file: string,
    outcome: { readonly isStored: boolean; readonly isFlagged: boolean },
  ) => void;
  readonly add: (issue: Pick<Issue, 'code' | 'severity' | 'sentence'> | KeptFinding) => void;
  readonly changeOf: (record: string) => ChangeCount;
  readonly listDomains: () => readonly DomainCount[];
  readonly listFindings: () => readonly ReportFinding[];
  readonly listChanges: () => ImportReport['changes'];
}

/** What the hub has and the files do not. */
interface KeptFinding {
  readonly code: 'NOT_IN_FILES';
  readonly severity: 'kept';
  readonly sentence: string;
}

export function draftReport(): ReportDraft {
  const domains = new Map<string, DomainCount>();
  const findings = new Map<string, { severity: string; count: number; examples: string[] }>();
  const changes = new Map<string, ChangeCount>();
  const domainOf = (domain: string, file: string): DomainCount => {
    const key = `${domain}|${file}`;
    const found = domains.get(key) ?? {
      domain,
      file,
      rowsRead: 0,
      rowsStored: 0,
      rowsReported: 0,
      rowsFlagged: 0,
    };
    domains.set(key, found);
    return found;
  };
  return {
    countRow: (domain, file) => {
      domainOf(domain, file).rowsRead += 1;
    },
    countOutcome: (domain, file, { isStored, isFlagged }) => {
      const count = domainOf(domain, file);
      if (isStored) count.rowsStored += 1;
      else count.rowsReported += 1;
      if (isFlagged) count.rowsFlagged += 1;
    },
    add: ({ code, severity, sentence }) => {
      const found = findings.get(code) ?? { severity, count: 0, examples: [] };
      findings.set(code, found);
      found.count += 1;
      if (found.examples.length < MOST_EXAMPLES) found.examples.push(sentence);
    },
    changeOf: (record) => {
      const found = changes.get(record) ?? { inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
      changes.set(record, found);
      return found;
    },
    listDomains: () => [...domains.values()],
    listFindings: () =>
      [...findings].map(([code, { severity, count, examples }]) => ({
        code,
        severity: severity.toUpperCase() as ReportFinding['severity'],
        sentence: examples[0] ?? code,
        count,
        examples,
      })),
    listChanges: () => [...changes].map(([record, count]) => ({ record, ...count })),
  };
}
