import { dayZeroOf } from './best-response.ts';
import type { Subject } from './case.ts';
import { confirmedAt, type Standing } from './confirmation.ts';
import { daysBetween } from './day.ts';
import { firstLineThatHolds, type FirstLine } from './decision-table.ts';
import type { BestResponse, Responses, TimepointResponse, Trace } from './result.ts';

/** The words of criteria whose best response is the best word in a printed order. */
export interface WordOrder {
  /** Paper and section. */
  readonly source: string;
  /** The words that can be best before progression, best first. */
  readonly words: readonly string[];
  /** Those of them that are a response, best first: the first of `words`. */
  readonly responses: readonly string[];
  readonly stable: string;
  readonly progression: string;
  readonly notEvaluable: string;
}

export interface OrderSettings {
  /** Least days from day 0 for stable disease. */
  readonly minSdDays: number;
  readonly minSdReference: 'baseline' | 'treatmentStart';
  /** Left out: a response needs no confirmation. */
  readonly confirmation?: boolean;
  readonly confirmationDays?: number;
}

/** Where a date of progression comes from, with the sentences that tell it. */
export interface Dated {
  readonly date: string | null;
  readonly trace: readonly Trace[];
}

interface Found {
  readonly row: TimepointResponse;
  /** The timepoint that confirms it. */
  readonly proof: TimepointResponse | null;
}

interface OrderFacts {
  readonly settings: OrderSettings;
  /** The first row that gives each word. */
  readonly found: ReadonlyMap<string, Found>;
  readonly dayZero: string;
  readonly progressionDate: string | null;
}

/** The table of a best overall response by order of words, made once for each criteria. */
export type OrderTable = FirstLine<OrderFacts, string>;

/**
 * The table of the best overall response for an order of words. Its rows are the timepoints before the progression and not after a
 * new therapy.
 *
 * @param isConfirmed whether the criteria know a confirmation
 */
export function bestTableByOrder(order: WordOrder, isConfirmed = false): OrderTable {
  const lines = order.words.map((word) => ({
    condition: conditionOf(word, order, isConfirmed),
    answer: word,
    holds: (f: OrderFacts) => f.found.has(word),
    says: (f: OrderFacts) => sayFound(word, order, f),
    source: order.source,
  }));
  return firstLineThatHolds<OrderFacts, string>('Best overall response', [
    ...lines,
    {
      condition: 'there is progression',
      answer: order.progression,
      holds: (f) => f.progressionDate !== null,
      says: (f) =>
        `Progression on ${f.progressionDate ?? ''}, and nothing before it that counts: ${order.progression}.`,
      source: order.source,
    },
    {
      condition: 'otherwise',
      answer: order.notEvaluable,
      holds: () => true,
      says: (f) =>
        `No progression, and no timepoint that counts has an answer${f.settings.minSdDays > 0 ? ` (stable only ${f.settings.minSdDays} days after day 0, ${f.dayZero})` : ''}: ${order.notEvaluable}.`,
      source: order.source,
    },
  ]);
}

/**
 * Best overall response by an order of words, from timepoint responses that were derived or stated.
 *
 * ours: timepoints after a new therapy count for nothing, its own day still counts; not evaluable never wins; with confirmation a
 * response that is not confirmed counts as stable at its own date. A word that is not of the order counts for nothing and, between
 * a response and its proof, breaks the proof. A progression stated for a day after the new therapy is none.
 *
 * @param table `bestTableByOrder` of the same order
 * @param responses in date order; their `progressionDate` left out is found by `dateOf`
 * @param dateOf the date of progression by the timepoints that count; left out: that of the first progression
 */
export function bestByOrder(
  order: WordOrder,
  table: OrderTable,
  settings: OrderSettings,
  responses: Responses,
  subject: Subject | undefined,
  dateOf: (counted: readonly TimepointResponse[]) => Dated = (counted) =>
    dateFirstProgression(counted, order),
): BestResponse {
  const counted = countedTimepoints(responses.timepoints, subject);
  const stated = responses.progressionDate;
  const newTherapyDate = subject?.newTherapyDate;
  const dated = stated === undefined ? dateOf(counted) : { date: stated, trace: [] };
  const isAfter = dated.date !== null && newTherapyDate !== undefined && dated.date > newTherapyDate;
  const progressionDate = isAfter ? null : dated.date;
  const rows = counted.filter((row) => progressionDate === null || row.date < progressionDate);
  const dayZero = dayZeroOf(settings, responses, subject);
  const found = new Map(
    order.words.flatMap((word) => {
      const first = findWord(word, rows, order, settings, dayZero);
      return first === null ? [] : [[word, first] as const];
    }),
  );
  const facts: OrderFacts = { settings, found, dayZero, progressionDate };
  const { answer, line } = table(facts);
  const trace: Trace[] = [...dated.trace];
  const left = responses.timepoints.length - rows.length;
  if (left > 0)
    trace.push({
      step: 'best',
      rule: sayLeftOut(left, progressionDate, newTherapyDate),
      source: order.source,
    });
  trace.push({ step: 'best', rule: line.says(facts), source: line.source });
  const isResponse = order.responses.includes(answer);
  const first = isResponse ? firstResponse(rows, order, settings) : null;
  return {
    best: answer,
    bestDate: isResponse ? (found.get(answer)?.row.date ?? null) : null,
    firstResponseDate: first?.row.date ?? null,
    progressionDate: dated.date,
    trace,
  };
}

/** The timepoints that count: none after the day of a new therapy. */
export function countedTimepoints<Row extends TimepointResponse>(
  timepoints: readonly Row[],
  subject: Subject | undefined,
): readonly Row[] {
  const newTherapyDate = subject?.newTherapyDate;
  return newTherapyDate === undefined ? timepoints : timepoints.filter(({ date }) => date <= newTherapyDate);
}

/** The date of the first progression among the timepoints that count. */
export function dateFirstProgression(
  counted: readonly TimepointResponse[],
  { progression, source }: Pick<WordOrder, 'progression' | 'source'>,
): Dated {
  const first = counted.find(({ overall }) => overall === progression);
  if (first === undefined) return { date: null, trace: [] };
  const rule = `${nameOf(first)} is the first timepoint with overall ${progression}: progression on ${first.date}.`;
  return { date: first.date, trace: [{ step: 'date', rule, source }] };
}

function findWord(
  word: string,
  rows: readonly TimepointResponse[],
  order: WordOrder,
  settings: OrderSettings,
  dayZero: string,
): Found | null {
  if (order.responses.includes(word)) return findProven(word, rows, order, settings);
  // A response that gets here is one that was not confirmed.
  const row = rows.find(({ overall, date }) =>
    word === order.stable
      ? (overall === word || order.responses.includes(overall)) &&
        daysBetween(dayZero, date) >= settings.minSdDays
      : overall === word,
  );
  return row === undefined ? null : { row, proof: null };
}

/** The first row that is a response of a level, confirmed where the charter asks for it by one at least as good. */
function findProven(
  level: string,
  rows: readonly TimepointResponse[],
  { responses, notEvaluable }: WordOrder,
  { confirmation, confirmationDays = 0 }: OrderSettings,
): Found | null {
  if (confirmation !== true) {
    const row = rows.find(({ overall }) => overall === level);
    return row === undefined ? null : { row, proof: null };
  }
  const asGood = responses.slice(0, responses.indexOf(level) + 1);
  const standingOf = ({ overall }: TimepointResponse): Standing =>
    asGood.includes(overall) ? 'as-good' : overall === notEvaluable ? 'not-evaluable' : 'worse';
  const rule = { confirmationDays, maxNeBetween: Infinity, acceptSdBetween: false };
  for (const [at, row] of rows.entries()) {
    if (!asGood.includes(row.overall)) continue;
    const place = confirmedAt(rows, at, rule, standingOf);
    if (place !== null) return { row, proof: rows[place] ?? null };
  }
  return null;
}

/** The first row that is a response of any level and counts as one. */
function firstResponse(
  rows: readonly TimepointResponse[],
  order: WordOrder,
  settings: OrderSettings,
): Found | null {
  if (settings.confirmation === true) return findProven(order.responses.at(-1) ?? '', rows, order, settings);
  const row = rows.find(({ overall }) => order.responses.includes(overall));
  return row === undefined ? null : { row, proof: null };
}

function conditionOf(word: string, order: WordOrder, isConfirmed: boolean): string {
  if (word === order.stable) {
    const also = isConfirmed ? ', or a response that is not confirmed,' : '';
    return `a timepoint is ${word}${also} at least minSdDays after day 0`;
  }
  const confirmed =
    isConfirmed && order.responses.includes(word)
      ? ' or better, confirmed where the charter asks for it'
      : '';
  return `a timepoint is ${word}${confirmed}`;
}

function sayFound(word: string, order: WordOrder, { found, settings, dayZero }: OrderFacts): string {
  const first = found.get(word);
  if (first === undefined) return '';
  const { row, proof } = first;
  if (word === order.stable) {
    const from = daysBetween(dayZero, row.date);
    const what = row.overall === word ? word : `${row.overall}, not confirmed,`;
    const least = settings.minSdDays === 0 ? '' : `, at least ${settings.minSdDays}`;
    return `${nameOf(row)} is ${what} ${from} days after day 0 (${dayZero})${least}: ${word}.`;
  }
  const name = row.id === undefined ? row.date : `${row.id} (${row.date})`;
  const is = `${name} is the first ${word}${row.overall === word ? '' : ' or better'}`;
  if (proof === null) return `${is}, and nothing before the progression is better.`;
  const later = daysBetween(row.date, proof.date);
  return `${is} that is confirmed: ${proof.overall} at ${nameOf(proof)}, ${later} days later. At least ${settings.confirmationDays ?? 0} days.`;
}

function sayLeftOut(
  count: number,
  progressionDate: string | null,
  newTherapyDate: string | undefined,
): string {
  const why = [
    ...(progressionDate === null ? [] : [`from the progression on ${progressionDate} on`]),
    ...(newTherapyDate === undefined ? [] : [`after the new therapy of ${newTherapyDate}`]),
  ].join(' or ');
  return `${count} ${count === 1 ? 'timepoint' : 'timepoints'} ${why} ${count === 1 ? 'does' : 'do'} not count.`;
}

function nameOf(row: TimepointResponse): string {
  return row.id ?? row.date;
}
