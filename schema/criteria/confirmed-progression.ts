import { daysBetween } from './day.ts';
import { firstLineThatHolds } from './decision-table.ts';
import type { TimepointResponse, Trace } from './result.ts';
import type { IrrcResponse } from './term.ts';

/** Settings that the confirmation of irPD looks at. */
export interface ProgressionRule {
  /** Least days to the confirming irPD. */
  readonly confirmationDays: number;
  /** Timepoints not evaluable that may lie between the two. */
  readonly maxNeBetween: number;
  /** An irPD that nothing refutes counts. */
  readonly acceptUnconfirmedPd: boolean;
}

/** An irPD, and what is found after it up to the timepoint that decides. */
export interface ProgressionFacts {
  readonly row: TimepointResponse;
  /** The first irPD that is late enough, with its days; null where a response or stable disease, or the end, comes first. */
  readonly proof: { readonly row: TimepointResponse; readonly days: number } | null;
  /** The first irSD, irPR, irCR or NED; null where the proof, or the end, comes first. */
  readonly refuter: TimepointResponse | null;
  /** Timepoints not evaluable before either. */
  readonly notEvaluable: number;
  readonly rule: ProgressionRule;
}

/** `stands`: not confirmed, but nothing refutes it. */
export type ProgressionVerdict = 'confirmed' | 'refuted' | 'disregarded' | 'stands';

const SOURCE = 'Wolchok 2009, Tables 1 and 2';

/** Whether an irPD counts. The first line that holds. It is confirmed by criteria: the second timepoint must itself be irPD. */
export const progressionVerdict = firstLineThatHolds<ProgressionFacts, ProgressionVerdict>(
  'Confirmation of irPD',
  [
    {
      condition: 'an irPD at least 28 days later, with only irPD and at most 1 NE between',
      answer: 'confirmed',
      holds: (f) => f.proof !== null && f.notEvaluable <= f.rule.maxNeBetween,
      says: (f) =>
        `irPD at ${nameOf(f.row)} is confirmed by irPD at ${nameOf(f.proof?.row)}, ${f.proof?.days ?? 0} days later. At least ${f.rule.confirmationDays} days.`,
      source: SOURCE,
    },
    {
      condition: 'an irSD, irPR, irCR or NED before such a one',
      answer: 'refuted',
      holds: (f) => f.refuter !== null,
      says: (f) =>
        `irPD at ${nameOf(f.row)} is refuted by ${f.refuter?.overall ?? ''} at ${nameOf(f.refuter)}: disregarded.`,
      source: SOURCE,
    },
    {
      condition:
        'an irPD at least 28 days later, but more NE between: the later irPD is looked at for itself',
      answer: 'disregarded',
      holds: (f) => f.proof !== null,
      says: (f) =>
        `irPD at ${nameOf(f.row)} is disregarded: ${f.notEvaluable} timepoints not evaluable before irPD at ${nameOf(f.proof?.row)}, at most ${f.rule.maxNeBetween}.`,
      source: SOURCE,
    },
    {
      // ours: a subject who has no later scan has progressed.
      condition: 'nothing but irPD that comes too early, or NE, and the charter accepts it',
      answer: 'stands',
      holds: (f) => f.rule.acceptUnconfirmedPd,
      says: (f) => `irPD at ${nameOf(f.row)} is not confirmed, but nothing refutes it: it stands.`,
      source: 'ours: setting acceptUnconfirmedPd',
    },
    {
      condition: 'otherwise',
      answer: 'disregarded',
      holds: () => true,
      says: (f) => `irPD at ${nameOf(f.row)} is not confirmed: disregarded.`,
      source: SOURCE,
    },
  ],
);

/**
 * The date of progression by irRC: that of the first irPD that is confirmed or stands. There is no back-dating. Wolchok 2009.
 *
 * ours: a stated word that is not of the criteria is not evaluable.
 *
 * @param rows timepoint responses after baseline, in date order
 */
export function confirmProgression(
  rows: readonly TimepointResponse[],
  rule: ProgressionRule,
): { readonly date: string | null; readonly trace: readonly Trace[] } {
  const trace: Trace[] = [];
  for (const [at, row] of rows.entries()) {
    if (row.overall !== PROGRESSION) continue;
    const facts = lookAhead(rows, at, row, rule);
    const { answer, line } = progressionVerdict(facts);
    trace.push({ step: 'confirmation', rule: line.says(facts), source: line.source });
    if (answer !== 'confirmed' && answer !== 'stands') continue;
    const says = `${nameOf(row)} is the first timepoint with irPD that ${answer === 'confirmed' ? 'is confirmed' : 'stands'}: progression on ${row.date}.`;
    trace.push({ step: 'date', rule: says, source: SOURCE });
    return { date: row.date, trace };
  }
  return { date: null, trace };
}

const PROGRESSION = 'irPD' satisfies IrrcResponse;
const REFUTES = ['irSD', 'irPR', 'irCR', 'NED'] as const satisfies readonly IrrcResponse[];

function lookAhead(
  rows: readonly TimepointResponse[],
  at: number,
  row: TimepointResponse,
  rule: ProgressionRule,
): ProgressionFacts {
  let notEvaluable = 0;
  for (const later of rows.slice(at + 1)) {
    const found = { row, notEvaluable, rule };
    if (REFUTES.some((word) => word === later.overall)) return { ...found, proof: null, refuter: later };
    if (later.overall !== PROGRESSION) notEvaluable += 1;
    else {
      const days = daysBetween(row.date, later.date);
      if (days >= rule.confirmationDays) return { ...found, proof: { row: later, days }, refuter: null };
    }
  }
  return { row, notEvaluable, rule, proof: null, refuter: null };
}

function nameOf(row: TimepointResponse | null | undefined): string {
  return row?.id ?? row?.date ?? '';
}
