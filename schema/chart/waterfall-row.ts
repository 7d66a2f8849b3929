import type { FigureTable } from './figure-table.ts';
import { responseText } from './legend.ts';
import { NOT_APPLICABLE, changeText, signedText } from './number-text.ts';
import { type Response, compareResponse, meaningOf } from './response.ts';

/** One subject of a waterfall. */
export interface WaterfallRow {
  /** Opaque; names the subject in links and selections. */
  readonly subjectId: string;
  /** The subject's number, as "1042-001". */
  readonly subject: string;
  /** Smallest change of the tumour burden from baseline in percent, up to progression; null: there is none. */
  readonly bestChangePercent: number | null;
  readonly best: Response;
  readonly isUnconfirmed: boolean;
  /** null while blinded, or for a subject without an arm. */
  readonly arm: string | null;
}

/** Bars end here; what is above is cut and says its value. Percent. */
export const CAP_PERCENT = 100;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order of the marks: worst change left, ties by subject; then those without a change, NE last.
 */
export function orderWaterfall<Row extends WaterfallRow>(rows: readonly Row[]): Row[] {
  const place = (row: Row) =>
    meaningOf(row.best) === 'non-target' ? 0 : meaningOf(row.best) === 'not-evaluable' ? 2 : 1;
  return [...rows].sort((a, b) => {
    if (a.bestChangePercent !== null && b.bestChangePercent !== null)
      return b.bestChangePercent - a.bestChangePercent || byText(a.subject, b.subject);
    if (a.bestChangePercent !== null) return -1;
    if (b.bestChangePercent !== null) return 1;
    return place(a) - place(b) || compareResponse(a.best, b.best) || byText(a.subject, b.subject);
  });
}

/**
 * What stands at each step of the x axis: the ordered rows, and null for the empty steps that set those without a change
 * apart. The index is the index of the chart's only dataset.
 */
export function waterfallSlots<Row extends WaterfallRow>(rows: readonly Row[]): (Row | null)[] {
  const ordered = orderWaterfall(rows);
  const firstWithout = ordered.findIndex((row) => row.bestChangePercent === null);
  if (firstWithout < 0) return ordered;
  const changed = ordered.slice(0, firstWithout);
  const unchanged = ordered.slice(firstWithout);
  // The label "No % change" needs about a seventh of the width, however few stand above it.
  const forLabel = (0.14 * changed.length - 0.86 * unchanged.length) / 0.86;
  const gap = changed.length === 0 ? 0 : Math.ceil(Math.max(2, ordered.length / 30, forLabel));
  return [...changed, ...Array.from({ length: gap }, () => null), ...unchanged];
}

/**
 * What a screen reader hears at one mark.
 *
 * @param index from 0 in the order of `orderWaterfall`
 * @example "1042-001, −43.4 %, PR, 77 of 120"
 */
export function waterfallSentence(row: WaterfallRow, index: number, count: number): string {
  const change = row.bestChangePercent === null ? 'no % change' : changeText(row.bestChangePercent);
  const response = responseText(row.best, row.isUnconfirmed);
  return `${row.subject}, ${change}, ${response}, ${String(index + 1)} of ${String(count)}`;
}

/**
 * The figure's table, in the order of the marks.
 *
 * @param hasArms whether the session may see arms
 * @param burden what is summed up, as the criteria call it
 */
export function waterfallTable(
  rows: readonly WaterfallRow[],
  hasArms: boolean,
  burden = 'Sum of diameters',
): FigureTable {
  return {
    caption: `Best change in ${burden.charAt(0).toLowerCase()}${burden.slice(1)} from baseline, %`,
    columns: [
      { name: 'Subject', isNumber: false },
      { name: 'Best change, %', isNumber: true },
      { name: 'Best response', isNumber: false },
      ...(hasArms ? [{ name: 'Arm', isNumber: false }] : []),
    ],
    rows: orderWaterfall(rows).map((row) => [
      { text: row.subject, subjectId: row.subjectId },
      { text: row.bestChangePercent === null ? NOT_APPLICABLE : signedText(row.bestChangePercent) },
      { text: responseText(row.best, row.isUnconfirmed) },
      ...(hasArms ? [{ text: row.arm ?? NOT_APPLICABLE }] : []),
    ]),
  };
}
