import type { FigureTable } from './figure-table.ts';
import { NOT_APPLICABLE, dateText, plainMmText } from './number-text.ts';
import { EVALUATOR_NAME, type Evaluator, type Response } from './response.ts';

export interface TimelineTimepoint {
  /** As the schedule names it: "W30". */
  readonly label: string;
  /** Days since the reference date; baseline is often negative. */
  readonly day: number;
  /** ISO 8601, whole or partial; null: not known. */
  readonly date: string | null;
}

/** The sums of one evaluator. */
export interface TimelineSeries {
  readonly evaluator: Evaluator;
  /** The series whose values are written; thick. */
  readonly isMain: boolean;
  /** In order of day; `sum` null breaks the line: not evaluable is never 0. */
  readonly points: readonly { readonly day: number; readonly sum: number | null }[];
}

/** A threshold that the main series is judged by. */
export interface TimelineReference {
  readonly kind: 'RESPONSE' | 'PROGRESSION';
  readonly sum: number;
  readonly fromDay: number;
  /** As "−30 %: 79.1 mm". */
  readonly label: string;
}

/** The responses of one evaluator. */
export interface TimelineRow {
  readonly evaluator: Evaluator;
  readonly responses: readonly {
    readonly day: number;
    readonly response: Response;
    /** The derived response differs from what the evaluator stated. */
    readonly isDifferent: boolean;
  }[];
  /** A few words at the right, as "stated PR at W30"; empty for none. */
  readonly note: string;
}

/** What a subject's timeline shows. Days are days since one reference date, the same for all parts. */
export interface TimelineInput {
  /** What is summed up, as the criteria call it, and its unit. */
  readonly burden: { readonly name: string; readonly unit: string };
  readonly timepoints: readonly TimelineTimepoint[];
  readonly series: readonly TimelineSeries[];
  readonly references: readonly TimelineReference[];
  readonly rows: readonly TimelineRow[];
  /** null: no dose known. `toDay` null: ongoing to the figure's end. */
  readonly exposure: { readonly fromDay: number; readonly toDay: number | null } | null;
  readonly events: readonly { readonly day: number; readonly label: string }[];
}

const firstOn = <Item extends { readonly day: number }>(
  items: readonly Item[],
  day: number,
): Item | undefined => items.find((item) => item.day === day);

/** The figure's table: a row per timepoint; sums and responses per evaluator. */
export function timelineTable({ burden, timepoints, series, rows }: TimelineInput): FigureTable {
  return {
    caption: `${burden.name} and response by timepoint`,
    columns: [
      { name: 'Timepoint', isNumber: false },
      { name: 'Date', isNumber: false },
      ...series.map(({ evaluator }) => ({
        name: `${EVALUATOR_NAME[evaluator]}, sum, ${burden.unit}`,
        isNumber: true,
      })),
      ...rows.map(({ evaluator }) => ({ name: `${EVALUATOR_NAME[evaluator]}, response`, isNumber: false })),
    ],
    rows: timepoints.map(({ label, day, date }) => [
      { text: label },
      { text: date === null ? NOT_APPLICABLE : dateText(date) },
      ...series.map(({ points }) => {
        const sum = firstOn(points, day)?.sum ?? null;
        return { text: sum === null ? NOT_APPLICABLE : plainMmText(sum) };
      }),
      ...rows.map(({ responses }) => {
        const found = firstOn(responses, day);
        if (!found) return { text: NOT_APPLICABLE };
        return { text: found.isDifferent ? `${found.response}, differs from stated` : found.response };
      }),
    ]),
  };
}

/** What a screen reader hears at one timepoint. @example "W30, 17 Sep 2025, Reader 1 79 mm, Central PD, 6 of 7" */
export function timelineSentence(input: TimelineInput, index: number): string {
  const timepoint = input.timepoints[index];
  if (!timepoint) return '';
  const sums = input.series.flatMap(({ evaluator, points }) => {
    const sum = firstOn(points, timepoint.day)?.sum ?? null;
    return sum === null ? [] : [`${EVALUATOR_NAME[evaluator]} ${plainMmText(sum)} ${input.burden.unit}`];
  });
  const responses = input.rows.flatMap(({ evaluator, responses: all }) => {
    const found = firstOn(all, timepoint.day);
    if (!found) return [];
    return [
      `${EVALUATOR_NAME[evaluator]} ${found.response}${found.isDifferent ? ' differs from stated' : ''}`,
    ];
  });
  const date = timepoint.date === null ? [] : [dateText(timepoint.date)];
  const place = `${String(index + 1)} of ${String(input.timepoints.length)}`;
  return [timepoint.label, ...date, ...sums, ...responses, place].join(', ');
}
