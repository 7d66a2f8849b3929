import type { Subject } from './case.ts';
import { confirmedAt, type ConfirmationRule, type Standing } from './confirmation.ts';
import { daysBetween } from './day.ts';
import { firstLineThatHolds } from './decision-table.ts';
import type { BestResponse, Responses, TimepointResponse, Trace } from './result.ts';

/** What the criteria of the RECIST family fill the same table with: their words, and where their paper has the table. */
export interface BestRules {
  readonly source: string;
  readonly complete: string;
  readonly partial: string;
  readonly stable: string;
  /** Stable disease without targets. */
  readonly nonTargetOnly: string;
  readonly progression: string;
  readonly notEvaluable: string;
  readonly noDisease: string;
}

export interface BestSettings extends ConfirmationRule {
  readonly confirmation: boolean;
  /** Least days from day 0 for stable disease. */
  readonly minSdDays: number;
  readonly minSdReference: 'baseline' | 'treatmentStart';
}

/** Progression, as the best response looks at it. */
export interface ProgressionSeen {
  readonly date: string | null;
  /** Rows count before this date: that of progression or, in iRECIST, of its confirmation. null: all of them. */
  readonly countsBefore: string | null;
  /** The best response where nothing before it counts. */
  readonly word: string;
}

interface Proven {
  readonly row: TimepointResponse;
  readonly proof: TimepointResponse | null;
}

interface BestFacts {
  readonly settings: BestSettings;
  readonly words: BestRules;
  readonly complete: Proven | null;
  readonly partial: Proven | null;
  readonly stable: TimepointResponse | null;
  readonly stableDays: number;
  readonly stableWord: string;
  readonly dayZero: string;
  readonly progression: ProgressionSeen;
  readonly hadProgression: boolean;
}

type Rank = 'complete' | 'partial' | 'stable' | 'progression' | 'notEvaluable';

/**
 * The table of the best overall response: the rows are the timepoints before progression and not after a new therapy. A line is
 * cited as that of the paper of the criteria.
 */
export const bestTable = firstLineThatHolds<BestFacts, Rank>('Best overall response', [
  {
    condition: 'a row is a complete response, confirmed where the charter asks for it',
    answer: 'complete',
    holds: (f) => f.complete !== null,
    says: (f) => sayResponse('complete response', f.complete, f),
    source: '',
  },
  {
    condition: 'a row is a partial response or better, confirmed where the charter asks for it',
    answer: 'partial',
    holds: (f) => f.partial !== null,
    says: (f) => sayResponse('partial response', f.partial, f),
    source: '',
  },
  {
    condition: 'a row without progression lies at least minSdDays after day 0',
    answer: 'stable',
    holds: (f) => f.stable !== null,
    says: (f) =>
      `${nameOf(f.stable)} is without progression ${f.stableDays} days after day 0 (${f.dayZero}), at least ${f.settings.minSdDays}: ${f.stableWord}.`,
    source: '',
  },
  {
    condition: 'there is progression, not after a new therapy',
    answer: 'progression',
    holds: (f) => f.hadProgression,
    says: (f) =>
      `Progression on ${f.progression.date ?? ''}, and nothing before it that counts: ${f.progression.word}.`,
    source: '',
  },
  {
    condition: 'otherwise',
    answer: 'notEvaluable',
    holds: () => true,
    says: (f) =>
      `No response, no progression, and nothing stable at least ${f.settings.minSdDays} days after day 0 (${f.dayZero}): ${f.words.notEvaluable}.`,
    source: '',
  },
]);

/**
 * Best overall response of the RECIST family, from timepoint responses that were derived or stated.
 *
 * Day 0 is the baseline date or, as the settings say, the start of treatment. ours: where the one asked for is unknown the other
 * stands in, and the first timepoint where both are: it is later than either, so that nothing short passes for stable.
 *
 * A word that is not of the criteria counts for nothing and, between a response and its proof, breaks the proof.
 *
 * @param responses in date order
 * @param progression left out: as stated, else the first timepoint that is progression
 */
export function bestResponseOf(
  words: BestRules,
  settings: BestSettings,
  responses: Responses,
  subject: Subject | undefined,
  progression: ProgressionSeen = progressionOf(words, responses),
): BestResponse {
  const { timepoints } = responses;
  const { date: progressionDate, countsBefore } = progression;
  const newTherapyDate = subject?.newTherapyDate;
  const rows = timepoints.filter(
    (row) =>
      (countsBefore === null || row.date < countsBefore) &&
      (newTherapyDate === undefined || row.date <= newTherapyDate),
  );
  const dayZero = dayZeroOf(settings, responses, subject);
  const isNonProgression = (word: string) =>
    word === words.complete ||
    word === words.partial ||
    word === words.stable ||
    word === words.nonTargetOnly ||
    word === words.noDisease;
  const longEnough = rows.filter(
    (row) => isNonProgression(row.overall) && daysBetween(dayZero, row.date) >= settings.minSdDays,
  );
  // ours: where such rows differ, as NED and a suspicion on a bone scan do, the first of them gives the word.
  const stable = longEnough[0] ?? null;
  const partial = findProven(rows, settings, words, false);
  const facts: BestFacts = {
    settings,
    words,
    complete: findProven(rows, settings, words, true),
    partial,
    stable,
    stableDays: stable === null ? 0 : daysBetween(dayZero, stable.date),
    stableWord: stableWordOf(stable, responses, words),
    dayZero,
    progression,
    hadProgression:
      progressionDate !== null && (newTherapyDate === undefined || progressionDate <= newTherapyDate),
  };
  const { answer, line } = bestTable(facts);
  const trace: Trace[] = [{ step: 'best', rule: line.says(facts), source: `${words.source}${line.source}` }];
  const left = timepoints.length - rows.length;
  if (left > 0)
    trace.unshift({
      step: 'best',
      rule: sayWhatIsLeftOut(left, progression, newTherapyDate),
      source: words.source,
    });
  const isResponse = answer === 'complete' || answer === 'partial';
  const proven = answer === 'complete' ? facts.complete : partial;
  return {
    best: wordOf(answer, facts),
    bestDate: isResponse ? (proven?.row.date ?? null) : null,
    firstResponseDate: isResponse ? (partial?.row.date ?? null) : null,
    progressionDate,
    trace,
  };
}

function progressionOf({ progression: word }: BestRules, responses: Responses): ProgressionSeen {
  const { timepoints, progressionDate: stated } = responses;
  const first = timepoints.find((row) => row.overall === word)?.date ?? null;
  const date = stated === undefined ? first : stated;
  return { date, countsBefore: date, word };
}

function wordOf(rank: Rank, { words, stableWord, progression }: BestFacts): string {
  if (rank === 'stable') return stableWord;
  return rank === 'progression' ? progression.word : words[rank];
}

/** The first row that is a response and, with confirmation, proven as at least complete or at least partial. */
function findProven(
  rows: readonly TimepointResponse[],
  settings: BestSettings,
  words: BestRules,
  isComplete: boolean,
): Proven | null {
  const isAsGood = (row: TimepointResponse) =>
    row.overall === words.complete || (!isComplete && row.overall === words.partial);
  const standingOf = (row: TimepointResponse): Standing => {
    if (isAsGood(row)) return 'as-good';
    if (row.overall === words.notEvaluable) return 'not-evaluable';
    return !isComplete && row.overall === words.stable ? 'stable' : 'worse';
  };
  for (const [at, row] of rows.entries()) {
    if (!isAsGood(row)) continue;
    if (!settings.confirmation) return { row, proof: null };
    const place = confirmedAt(rows, at, settings, standingOf);
    if (place !== null) return { row, proof: rows[place] ?? null };
  }
  return null;
}

/**
 * Day 0 of stable disease, as the settings say. ours: where the date asked for is unknown the other stands in, and the first
 * timepoint where both are.
 */
export function dayZeroOf(
  settings: Pick<BestSettings, 'minSdReference'>,
  responses: Responses,
  subject: Subject | undefined,
): string {
  const baseline = responses.baselineDate ?? undefined;
  const start = subject?.treatmentStart;
  const known = settings.minSdReference === 'treatmentStart' ? (start ?? baseline) : (baseline ?? start);
  return known ?? responses.timepoints[0]?.date ?? '';
}

/** Stable disease in the word that fits: there is no SD without targets, and none without disease at baseline. */
function stableWordOf(row: TimepointResponse | null, responses: Responses, words: BestRules): string {
  if (row?.overall === words.noDisease) return words.noDisease;
  if (responses.hasTargets !== undefined) return responses.hasTargets ? words.stable : words.nonTargetOnly;
  const overalls = responses.timepoints.map((timepoint) => timepoint.overall);
  const hasTargets = overalls.some((overall) => overall === words.stable || overall === words.partial);
  return !hasTargets && overalls.includes(words.nonTargetOnly) ? words.nonTargetOnly : words.stable;
}

function sayResponse(what: string, proven: Proven | null, facts: BestFacts): string {
  if (proven === null) return '';
  const { row, proof } = proven;
  const first = `${nameOf(row)} (${row.date}) is the first ${what}`;
  if (proof === null) return `${first}; the charter asks for no confirmation.`;
  const days = daysBetween(row.date, proof.date);
  return `${first} that is confirmed: ${proof.overall} at ${nameOf(proof)}, ${days} days later. At least ${facts.settings.confirmationDays} days.`;
}

function sayWhatIsLeftOut(
  count: number,
  { date, countsBefore }: ProgressionSeen,
  newTherapyDate: string | undefined,
): string {
  const why = [
    ...(countsBefore === null
      ? []
      : [
          `from the ${countsBefore === date ? 'progression' : 'confirmation of the progression'} on ${countsBefore} on`,
        ]),
    ...(newTherapyDate === undefined ? [] : [`after the new therapy of ${newTherapyDate}`]),
  ].join(' or ');
  return `${count} ${count === 1 ? 'timepoint' : 'timepoints'} ${why} ${count === 1 ? 'does' : 'do'} not count.`;
}

function nameOf(row: TimepointResponse | null): string {
  return row === null ? '' : (row.id ?? row.date);
}
