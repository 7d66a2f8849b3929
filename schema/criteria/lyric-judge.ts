import { askTable } from './ask-table.ts';
import type { Timepoint } from './case.ts';
import { daysBetween } from './day.ts';
import { judgeLugano, type LuganoAnswer, type LuganoCase } from './lugano-judge.ts';
import { burdenOf, joinLyricSet, listRisen, lyricSetAtBaseline, type LyricSet } from './lyric-set.ts';
import { lyricResponse, type Episode, type FollowUp, type LyricReason } from './lyric-table.ts';
import { lowestBefore, risesBy } from './product-size.ts';
import type { Trace } from './result.ts';
import { listText } from './sentence.ts';
import { areaChangeText, timepointName, type SpdAnswer } from './spd-course.ts';
import type { LyricResponse } from './term.ts';
import { isAbove, isAtLeast } from './threshold.ts';

export interface LyricSettings {
  readonly ir1WindowDays: number;
  readonly maxTargets: number;
}

/** What LYRIC answers for a timepoint, and what it leaves behind for the next. */
export interface LyricAnswer extends SpdAnswer {
  readonly overall: LyricResponse;
  /** The Lugano answer of this timepoint, before the burden. */
  readonly lugano: LuganoAnswer;
  readonly episode: Episode | null;
  readonly set: LyricSet;
  /** The new lesions that counted at this or an earlier timepoint. */
  readonly counted: ReadonlySet<string>;
}

/** A rise of the burden that makes IR1, and the follow-up of IR2 a progression; and that of the follow-up of IR1. */
const HALF_PERCENT = 50;
const IR1_PERCENT = 10;

/**
 * Judges a timepoint by LYRIC.
 *
 * ours: the increase of burden is taken from the nadir, baseline included. Lugano has no rule for the SPD, so that a burden up by half is
 * progression of its own where CT has a say.
 *
 * @param earlier the answers of the timepoints between baseline and this one
 * @param startDate day 0 of the first 12 weeks
 */
export function judgeLyric(
  lugano: LuganoCase,
  settings: LyricSettings,
  startDate: string,
  timepoint: Timepoint,
  at: number,
  earlier: readonly LyricAnswer[],
): LyricAnswer {
  const { course } = lugano;
  const before = earlier.at(-1);
  const byLugano = judgeLugano(
    lugano,
    timepoint,
    at,
    earlier.map((answer) => answer.lugano),
  );
  const trace: Trace[] = byLugano.trace.map((each) =>
    each.step === 'overall' ? { ...each, step: 'component', rule: `By Lugano: ${each.rule}` } : each,
  );
  const counted =
    byLugano.newLesions.length === 0
      ? (before?.counted ?? new Set<string>())
      : new Set([...(before?.counted ?? []), ...byLugano.newLesions]);
  const setBefore = before?.set ?? lyricSetAtBaseline(course, settings.maxTargets);
  const set = joinLyricSet(course, at, setBefore, counted, settings.maxTargets);

  const sum = course.sums[at] ?? null;
  const nadir = lowestBefore(course.sums, at);
  const isHalf = nadir !== null && isAbove(nadir.value, 0) && risesBy(sum, nadir.value, HALF_PERCENT);
  const isByBurden = isHalf && byLugano.overall !== 'PD' && byLugano.hasCtSay;
  const reasons: readonly LyricReason[] = isByBurden ? ['burden'] : byLugano.reasons;
  if (isHalf) {
    const rise = areaChangeText(
      sum,
      nadir.value,
      `the nadir (${timepointName(course, nadir.at)})`,
      HALF_PERCENT,
    );
    const effect = isByBurden ? ': progression by the burden' : '';
    trace.push({
      step: 'component',
      rule: `Burden up by at least ${HALF_PERCENT} %: ${rise}${effect}.`,
      source: 'Cheson 2016, IR1; ours: from the nadir',
    });
  }

  const episode = before?.episode ?? null;
  const word = isByBurden ? 'PD' : byLugano.overall;
  const progressed = earlier.findIndex(({ overall }) => overall === 'PD');
  const answer = askTable(
    lyricResponse,
    {
      word,
      reasons,
      progressedAt: progressed < 0 ? null : timepointName(course, progressed + 1),
      isHalf,
      days: daysBetween(startDate, timepoint.date),
      windowDays: settings.ir1WindowDays,
      isClinicallyWorse: timepoint.clinical === 'worse',
      episode: episode?.kind ?? null,
      followUp: word === 'PD' && progressed < 0 ? followUp(lugano, set, at, episode) : null,
    },
    'overall',
    trace,
  );
  const overall = answer === 'Lugano' ? word : answer;
  return {
    ...byLugano,
    overall,
    trace,
    lugano: byLugano,
    episode: episodeAfter(overall, episode, at),
    set,
    counted,
  };
}

/** What an open IR1 or IR2 becomes by the burden of the set. A rise of exactly 5 or 10 mm counts. */
function followUp(
  { course, settings: { tooSmallMm } }: LuganoCase,
  set: LyricSet,
  at: number,
  episode: Episode | null,
): FollowUp | null {
  if (episode === null || episode.kind === 'IR3') return null;
  const now = burdenOf(course, set, at, tooSmallMm);
  const lesions = listText(set.map(({ id }) => id).sort());
  if (episode.kind === 'IR1') {
    const then = burdenOf(course, set, episode.at, tooSmallMm);
    const name = `that at the IR1 of ${timepointName(course, episode.at)}`;
    const isKnown = now !== null && then !== null && isAbove(then, 0);
    const isLarger = isKnown && isAtLeast(now, then * (1 + IR1_PERCENT / 100));
    const risen = isLarger ? listRisen(course, set, episode.at, at, tooSmallMm) : [];
    const diameters =
      risen.length > 0
        ? `, and a diameter of ${listText(risen)} has risen by 5 mm (above 20 mm: 10 mm)`
        : isLarger
          ? ', but no diameter has risen by 5 mm (above 20 mm: 10 mm)'
          : '';
    return {
      isProgression: risen.length > 0,
      rule: `Burden of ${lesions}: ${burdenText(now, then, name, IR1_PERCENT)} (at least ${IR1_PERCENT} % is asked)${diameters}`,
    };
  }
  const burdens = course.sums.slice(0, at).map((_, place) => burdenOf(course, set, place, tooSmallMm));
  const least = lowestBefore(burdens, at);
  const name = `its smallest earlier one${least === null ? '' : ` (${timepointName(course, least.at)})`}`;
  return {
    isProgression: risesBy(now, least?.value ?? null, HALF_PERCENT),
    rule: `Burden of ${lesions}: ${burdenText(now, least?.value ?? null, name, HALF_PERCENT)} (at least ${HALF_PERCENT} % is asked)`,
  };
}

function burdenText(now: number | null, reference: number | null, name: string, percent: number): string {
  const isKnown = now !== null && reference !== null;
  return isKnown ? areaChangeText(now, reference, name, percent) : `not known, or not ${name}`;
}

/** The episode that is open after a timepoint: a response or stable disease closes it, NE leaves it open. */
function episodeAfter(overall: LyricResponse, episode: Episode | null, at: number): Episode | null {
  switch (overall) {
    case 'CR':
    case 'PR':
    case 'SD':
      return null;
    case 'IR1':
      return episode?.kind === 'IR1' ? episode : { kind: 'IR1', at };
    case 'IR2a':
    case 'IR2b':
      return episode?.kind === 'IR2' ? episode : { kind: 'IR2', at };
    case 'IR3':
      return episode ?? { kind: 'IR3', at };
    case 'PD':
    case 'NE':
      return episode;
  }
}
