import type { FigureTable } from './figure-table.ts';
import { MONTH_DAYS, NOT_APPLICABLE, WEEK_DAYS, numberText } from './number-text.ts';
import { type Response, meaningOf } from './response.ts';

/** One subject of a swimmer plot. Days count from 0 at any origin common to the row; the figure starts at the first dose. */
export interface SwimmerRow {
  /** Opaque; names the subject in links and selections. */
  readonly subjectId: string;
  /** The subject's number, as "1042-001". */
  readonly subject: string;
  /** null while blinded, or for a subject without an arm. */
  readonly arm: string | null;
  readonly firstDoseDay: number;
  /** null: not known, or still under treatment. */
  readonly lastDoseDay: number | null;
  /** Still under treatment at the last contact. */
  readonly isOngoing: boolean;
  readonly offTreatmentDay: number | null;
  readonly lastContactDay: number;
  readonly deathDay: number | null;
  readonly best: Response;
  /** First response that counts (CR, PR, or what the criteria call so). */
  readonly responseDay: number | null;
  readonly progressionDay: number | null;
  /** Timepoint responses in order of day. */
  readonly responses: readonly {
    readonly day: number;
    readonly response: Response;
    readonly timepoint: string;
  }[];
}

export const SWIMMER_UNITS = ['weeks', 'months'] as const;
export type SwimmerUnit = (typeof SWIMMER_UNITS)[number];

export const UNIT_DAYS = { weeks: WEEK_DAYS, months: MONTH_DAYS } as const satisfies Record<
  SwimmerUnit,
  number
>;

/** Rows of one page: more cannot be told apart on a screen. */
export const SWIMMER_PAGE_ROWS = 40;

/** The last day under treatment, as far as known: last contact while ongoing, else last dose, else end of treatment. */
export function exposureEndDay(row: SwimmerRow): number {
  if (row.isOngoing) return row.lastContactDay;
  return row.lastDoseDay ?? row.offTreatmentDay ?? row.firstDoseDay;
}

/** The last day that the row shows. */
export const lastShownDay = (row: SwimmerRow): number =>
  Math.max(
    exposureEndDay(row),
    row.lastContactDay,
    row.deathDay ?? row.firstDoseDay,
    row.progressionDay ?? row.firstDoseDay,
    ...row.responses.map(({ day }) => day),
  );

/** Longest treatment first; ties by time to last contact, then by subject. */
export function orderSwimmer<Row extends SwimmerRow>(rows: readonly Row[]): Row[] {
  const exposure = (row: Row) => exposureEndDay(row) - row.firstDoseDay;
  const contact = (row: Row) => row.lastContactDay - row.firstDoseDay;
  return [...rows].sort(
    (a, b) => exposure(b) - exposure(a) || contact(b) - contact(a) || (a.subject < b.subject ? -1 : 1),
  );
}

/** The longest row in days since first dose: give it to each page, so that all have one scale. */
export const longestDays = (rows: readonly SwimmerRow[]): number =>
  rows.reduce((longest, row) => Math.max(longest, lastShownDay(row) - row.firstDoseDay), 0);

/** A mark of a response, placed where the response changes. */
export interface SwimmerMark {
  readonly day: number;
  readonly response: Response;
}

/** Marks of a row: each change of response, the first response and the progression. */
export function swimmerMarks(row: SwimmerRow): SwimmerMark[] {
  const marks: SwimmerMark[] = row.responses.filter(
    ({ response }, index) => response !== row.responses[index - 1]?.response,
  );
  const has = (day: number | null) => day === null || marks.some((mark) => mark.day === day);
  if (!has(row.responseDay) && row.responseDay !== null) {
    const stated = row.responses.find(({ day }) => day === row.responseDay)?.response;
    marks.push({ day: row.responseDay, response: stated ?? row.best });
  }
  if (!has(row.progressionDay) && row.progressionDay !== null)
    marks.push({ day: row.progressionDay, response: progressionWord(row) });
  return marks.sort((a, b) => a.day - b.day);
}

/** The word of progression that the row's criteria use; PD where the row never says it, as progression may be dated back. */
const progressionWord = ({ responses }: SwimmerRow): Response =>
  responses.find(({ response }) => meaningOf(response) === 'progression')?.response ?? 'PD';

/** From the first response to progression, or to the last assessment without one; null without a response. */
export function responseSpan(row: SwimmerRow): readonly [number, number] | null {
  if (row.responseDay === null) return null;
  const end = row.progressionDay ?? row.responses.at(-1)?.day ?? exposureEndDay(row);
  return [row.responseDay, Math.max(row.responseDay, end)];
}

const spanText = (days: number, unit: SwimmerUnit) => numberText(days / UNIT_DAYS[unit]);

/**
 * What a screen reader hears at one row.
 *
 * @param index from 0 in the caller's order
 * @example "1042-001, 7.2 months on treatment, PR, response at 2.8, progression at 7.0, 36 of 120"
 */
export function swimmerSentence(
  row: SwimmerRow,
  index: number,
  count: number,
  unit: SwimmerUnit = 'months',
): string {
  const at = (day: number | null, name: string) =>
    day === null ? [] : [`${name} at ${spanText(day - row.firstDoseDay, unit)}`];
  return [
    row.subject,
    `${spanText(exposureEndDay(row) - row.firstDoseDay, unit)} ${unit} on treatment${row.isOngoing ? ', ongoing' : ''}`,
    row.best,
    ...at(row.responseDay, 'response'),
    ...at(row.progressionDay, 'progression'),
    ...at(row.deathDay, 'death'),
    `${String(index + 1)} of ${String(count)}`,
  ].join(', ');
}

/** The figure's table, in the caller's order. @param hasArms whether the session may see arms */
export function swimmerTable(rows: readonly SwimmerRow[], unit: SwimmerUnit, hasArms: boolean): FigureTable {
  const number = (name: string) => ({ name: `${name}, ${unit}`, isNumber: true });
  return {
    caption: `Time on treatment and response, ${unit} since first dose`,
    columns: [
      { name: 'Subject', isNumber: false },
      ...(hasArms ? [{ name: 'Arm', isNumber: false }] : []),
      number('On treatment'),
      { name: 'Ongoing', isNumber: false },
      { name: 'Best response', isNumber: false },
      number('First response'),
      number('Progression'),
      number('Death'),
      number('Last contact'),
    ],
    rows: rows.map((row) => {
      const since = (day: number | null) => ({
        text: day === null ? NOT_APPLICABLE : spanText(day - row.firstDoseDay, unit),
      });
      return [
        { text: row.subject, subjectId: row.subjectId },
        ...(hasArms ? [{ text: row.arm ?? NOT_APPLICABLE }] : []),
        since(exposureEndDay(row)),
        { text: row.isOngoing ? 'yes' : 'no' },
        { text: row.best },
        since(row.responseDay),
        since(row.progressionDay),
        since(row.deathDay),
        since(row.lastContactDay),
      ];
    }),
  };
}
