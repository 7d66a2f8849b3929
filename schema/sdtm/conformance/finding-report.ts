import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** Findings kept of one rule: the others are counted. */
export const MAX_KEPT = 100;

/** What became of a check. */
export interface ConformanceReport {
  /** Rules that are broken, those that stop a release first, with how often. */
  readonly broken: readonly (Rule & {
    readonly count: number;
    /** The first ones. */
    readonly findings: readonly Finding[];
    /** How many more there are. */
    readonly more: number;
  })[];
  readonly errors: number;
  readonly warnings: number;
  /** How many rules were checked. */
  readonly rules: number;
}

/** Plain JSON. */
export interface ReportMark {
  readonly counts: Readonly<Record<string, number>>;
  readonly kept: Readonly<Record<string, readonly Finding[]>>;
}

/**
 * Counts findings by rule, and keeps of each so many.
 *
 * @param from as `mark` gave it: goes on from there
 */
export function openReport(rules: readonly Rule[], from?: ReportMark) {
  const counts = new Map(Object.entries(from?.counts ?? {}));
  const kept = new Map(Object.entries(from?.kept ?? {}).map(([rule, findings]) => [rule, [...findings]]));
  const ordered = [
    ...rules.filter((rule) => rule.severity === 'ERROR'),
    ...rules.filter((rule) => rule.severity === 'WARNING'),
  ];
  return {
    add: (findings: readonly Finding[]): void => {
      for (const finding of findings) {
        counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
        const first = kept.get(finding.rule) ?? [];
        if (first.length < MAX_KEPT) first.push(finding);
        kept.set(finding.rule, first);
      }
    },
    read: (): ConformanceReport => {
      const broken = ordered.flatMap((rule) => {
        const count = counts.get(rule.id) ?? 0;
        const findings = kept.get(rule.id) ?? [];
        return count === 0 ? [] : [{ ...rule, count, findings, more: count - findings.length }];
      });
      const sum = (severity: Rule['severity']) =>
        broken.filter((rule) => rule.severity === severity).reduce((total, { count }) => total + count, 0);
      return { broken, errors: sum('ERROR'), warnings: sum('WARNING'), rules: rules.length };
    },
    mark: (): ReportMark => ({ counts: Object.fromEntries(counts), kept: Object.fromEntries(kept) }),
  };
}
