import type { DomainCode } from './domain.ts';
import { fullDate } from './date-rule.ts';
import type { ImportedDate, ImportedTimepoint } from './imported-subject.ts';
import { daysBetween } from './iso-date.ts';
import type { Ledger } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import type { Evaluator } from './terminology.ts';

/** A row of TU, TR or RS with its evaluator and date. */
export interface Mark {
  readonly domain: Extract<DomainCode, 'TU' | 'TR' | 'RS'>;
  readonly row: SourceRow;
  readonly evaluator: Evaluator;
  readonly date: ImportedDate;
  /** What the row is about: an evaluator states one of a kind at a timepoint. */
  readonly about: string;
}

/** Dates of one visit no further apart are scans of one assessment. ours: SDTM gives no limit; windows of +/- 1 week are usual. */
const ONE_ASSESSMENT_DAYS = 14;

interface Cluster {
  from: string;
  marks: Mark[];
}

export interface Timepoints {
  readonly timepoints: readonly ImportedTimepoint[];
  readonly timepointOf: (mark: Mark) => ImportedTimepoint;
}

/**
 * Timepoints of a subject, by date. Visit numbers do not order them.
 *
 * Rows of one visit number are one timepoint, whoever evaluates, unless their dates are more than 14 days apart or the
 * same evaluator gives the same thing on two of them: then each date is a timepoint. Visits that start on one date are
 * one timepoint. The date of a timepoint is the earliest of its rows.
 */
export function assembleTimepoints(
  ledger: Ledger,
  marks: readonly Mark[],
  visits: readonly SourceRow[],
): Timepoints {
  const clusters = mergeByDate(
    ledger,
    [...groupBy(marks, visitKey).values()].flatMap((visit) => splitVisit(ledger, visit)),
  );
  clusters.sort((a, b) => a.from.localeCompare(b.from));
  const baseline = findBaseline(clusters);
  const codes = new Set<string>();
  const byMark = new Map<Mark, ImportedTimepoint>();
  const timepoints = clusters.map((cluster) => {
    const timepoint = describe(cluster, cluster === baseline, visits, codes);
    for (const mark of cluster.marks) byMark.set(mark, timepoint);
    return timepoint;
  });
  reportVisitOrder(ledger, clusters);
  return {
    timepoints,
    timepointOf: (mark) => {
      const timepoint = byMark.get(mark);
      if (!timepoint) throw new Error(`${mark.row.file}, row ${mark.row.rowNumber} has no timepoint.`);
      return timepoint;
    },
  };
}

/** VISITNUM, else VISIT, else the date. */
function visitKey({ row, date }: Mark): string {
  const number = valueOf(row, 'VISITNUM');
  return number === '' ? valueOf(row, 'VISIT') || date.on : String(Number(number));
}

function splitVisit(ledger: Ledger, marks: readonly Mark[]): Cluster[] {
  const clusters: (Cluster & { seen: Set<string> })[] = [];
  const byDate = [...groupBy(marks, ({ date }) => date.on)].sort(([a], [b]) => a.localeCompare(b));
  for (const [from, day] of byDate) {
    const keys = day.map(({ evaluator, about }) => `${evaluator} ${about}`);
    const current = clusters.at(-1);
    const [first] = day;
    if (current && first) {
      const isOne =
        daysBetween(current.from, from) <= ONE_ASSESSMENT_DAYS && !keys.some((key) => current.seen.has(key));
      const place = { column: `${first.domain}DTC`, detail: `Also ${current.from}.` };
      ledger.report(isOne ? 'DATES_OF_ONE_VISIT' : 'TWO_DATES_UNDER_VISIT', first.row, place);
      if (isOne) {
        current.marks.push(...day);
        for (const key of keys) current.seen.add(key);
        continue;
      }
    }
    clusters.push({ from, marks: [...day], seen: new Set(keys) });
  }
  return clusters;
}

function mergeByDate(ledger: Ledger, clusters: readonly Cluster[]): Cluster[] {
  return [...groupBy(clusters, ({ from }) => from).values()].map((same) => {
    const [, second] = same;
    const row = second?.marks[0]?.row;
    if (row) ledger.report('TWO_VISITS_ON_DATE', row, { column: 'VISITNUM' });
    return { from: same[0]?.from ?? '', marks: same.flatMap(({ marks }) => marks) };
  });
}

/** Marked as such; else so named; else where the first target or non-target is identified. Stated responses alone have none. */
function findBaseline(clusters: readonly Cluster[]): Cluster | undefined {
  const has = ({ marks }: Cluster, test: (mark: Mark) => boolean) => marks.some(test);
  const isMarked = ({ row }: Mark) =>
    ['TRBLFL', 'TRLOBXFL', 'TUBLFL', 'TULOBXFL'].some((flag) => valueOf(row, flag) === 'Y');
  const isNamed = ({ row }: Mark) => /\bBASELINE\b/i.test(valueOf(row, 'VISIT'));
  const isIdentified = ({ domain, row }: Mark) =>
    domain === 'TU' && /^(NON-)?TARGET$/i.test(valueOf(row, 'TUSTRESC') || valueOf(row, 'TUORRES'));
  return (
    clusters.findLast((cluster) => has(cluster, isMarked)) ??
    clusters.find((cluster) => has(cluster, isNamed)) ??
    clusters.find((cluster) => has(cluster, isIdentified))
  );
}

function describe(
  cluster: Cluster,
  isBaseline: boolean,
  visits: readonly SourceRow[],
  codes: Set<string>,
): ImportedTimepoint {
  const marks = [...cluster.marks].sort((a, b) => visitNumberOf(a) - visitNumberOf(b));
  const named = marks.find(({ row }) => valueOf(row, 'VISIT') !== '') ?? marks[0];
  const visit = named ? valueOf(named.row, 'VISIT') : '';
  const number = named ? visitNumberOf(named) : Infinity;
  const visitNumber = Number.isFinite(number) ? number : null;
  const planned = visits.find(
    (each) => visitNumber !== null && Number(valueOf(each, 'VISITNUM')) === visitNumber,
  );
  // An unplanned visit is called UNSCHEDULED and its number, and described.
  const description = planned ? valueOf(planned, 'SVUPDES') : '';
  const name = description || visit;
  const stem = isBaseline ? 'BL' : codeOf(name, visitNumber, cluster.from);
  let code = stem;
  for (let i = 2; codes.has(code); i += 1) code = `${stem}-${i}`;
  codes.add(code);
  const plannedDay = planned ? valueOf(planned, 'VISITDY') : '';
  const ofDay = marks.filter(({ date }) => date.on === cluster.from);
  // A full date at the source says more than one made from a partial one.
  const full = ofDay.some(({ date }) => date.given === null);
  return {
    code,
    label: name || code,
    assessed: full ? fullDate(cluster.from) : (ofDay[0]?.date ?? fullDate(cluster.from)),
    isBaseline,
    isScheduled: !/UNSCHED/i.test(visit) && description === '' && visit !== '',
    visitNumber,
    plannedDay: plannedDay === '' || !Number.isFinite(Number(plannedDay)) ? null : Number(plannedDay),
  };
}

/** Short codes people use for visits; the first that fits. */
const CODES: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/\bUNSCHED\w*\s*([\d.]*)/i, ([, n]) => `U${n ?? ''}`],
  [/\bBASELINE\b/i, () => 'BL'],
  [/\bSCREEN\w*\s*(\d*)/i, ([, n]) => `SCR${n ?? ''}`],
  [/\bCYCLE\s*(\d+)\D+DAY\s*(\d+)/i, ([, cycle, day]) => `C${cycle}D${day}`],
  [/\bWEEK\s*(\d+)/i, ([, n]) => `W${n}`],
  [/\bMONTH\s*(\d+)/i, ([, n]) => `M${n}`],
  [/\bDAY\s*(-?\d+)/i, ([, n]) => `D${n}`],
  [/\bFOLLOW.?UP\s*(\d*)/i, ([, n]) => `FU${n ?? ''}`],
  [/\bEND OF TREATMENT\b/i, () => 'EOT'],
];

function codeOf(name: string, visitNumber: number | null, date: string): string {
  for (const [pattern, make] of CODES) {
    const match = pattern.exec(name);
    if (match) return make(match);
  }
  return visitNumber === null ? date : `V${visitNumber}`;
}

function visitNumberOf({ row }: Mark): number {
  const number = valueOf(row, 'VISITNUM');
  return number === '' ? Infinity : Number(number);
}

/** Once for each evaluator, at the first row whose number is lower than an earlier date's. */
function reportVisitOrder(ledger: Ledger, clusters: readonly Cluster[]): void {
  const highest = new Map<Evaluator, number>();
  const told = new Set<Evaluator>();
  for (const { marks } of clusters) {
    for (const [evaluator, own] of groupBy(marks, (mark) => mark.evaluator)) {
      const numbers = own.map(visitNumberOf).filter(Number.isFinite);
      const [first] = own;
      const before = highest.get(evaluator) ?? -Infinity;
      if (first && Math.min(...numbers) < before && !told.has(evaluator)) {
        const detail = `An earlier date bears ${before}; evaluator ${evaluator}.`;
        ledger.report('VISIT_ORDER', first.row, { column: 'VISITNUM', detail });
        told.add(evaluator);
      }
      highest.set(evaluator, Math.max(before, ...numbers));
    }
  }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  return Map.groupBy(items, keyOf);
}
