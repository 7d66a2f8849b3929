import type { Dated } from './follow-up.ts';

/** Why a time ends where it does: an event, or a reason to censor. */
export const END_REASONS = [
  'progression',
  'death',
  'response',
  'no-baseline',
  'no-assessment',
  'no-event',
  'new-therapy',
  'missed-visits',
  'death-is-no-event',
  'alive',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Time from a start to an event, or to the day up to which there is known to be none. */
export interface TimeToEvent<Source> {
  readonly start: Dated<Source>;
  /** Its day may be that of a planned visit (Table B); its source is the record that tells the event or the last assessment. */
  readonly end: Dated<Source>;
  readonly isCensored: boolean;
  /** Days from start to end, both counted: an event on the day of the start is day 1. */
  readonly days: number;
  /** Unrounded: days / 30.4375. */
  readonly months: number;
  readonly reason: EndReason;
  /** The event, or the circumstance of censoring, in a few words (ADaM EVNTDESC). */
  readonly description: string;
  /** What the end's date is, when censored (ADaM CNSDTDSC); null for an event. */
  readonly dateDescription: string | null;
  /** Why it ends there, with dates. */
  readonly sentence: string;
  readonly citation: string;
}

const DAY_MS = 86_400_000;
/** Days of a month: a year of 365.25 days by 12. */
export const MONTH_DAYS = 30.4375;

/** Why a time ends where it does, in words. */
export interface Why {
  readonly reason: EndReason;
  readonly description: string;
  readonly dateDescription: string;
  readonly sentence: string;
  readonly citation: string;
}

/** A time that ends in an event. */
export const endInEvent = <Source>(
  start: Dated<Source>,
  end: Dated<Source>,
  why: Omit<Why, 'dateDescription'>,
): TimeToEvent<Source> => timed(start, end, { ...why, isCensored: false, dateDescription: null });

/** A time up to the day until which no event is known. */
export const endCensored = <Source>(
  start: Dated<Source>,
  end: Dated<Source>,
  why: Why,
): TimeToEvent<Source> => timed(start, end, { ...why, isCensored: true });

function timed<Source>(
  start: Dated<Source>,
  { on, source }: Dated<Source>,
  why: Omit<TimeToEvent<Source>, 'start' | 'end' | 'days' | 'months'>,
): TimeToEvent<Source> {
  const days = (Date.parse(on) - Date.parse(start.on)) / DAY_MS + 1;
  return {
    start: { on: start.on, source: start.source },
    end: { on, source },
    days,
    months: days / MONTH_DAYS,
    ...why,
  };
}
