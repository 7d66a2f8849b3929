import type { Dated } from './best-by-order.ts';
import { CONFIRMATION, MORE_STEROIDS } from './rano-2.0-overall.ts';
import type { TimepointResponse } from './result.ts';
import { dateBackOverSteroids } from './steroid-back-date.ts';

/**
 * The date of the first progression that counts: its own or that of the preliminary one that it settles, moved back over timepoints
 * directly before that could not be classified for raised corticosteroids.
 *
 * @param counted the timepoints that count, in date order
 * @param datedAt the place in `counted` that a progression there is dated at
 * @param isUnclassified whether a timepoint could not be classified for raised corticosteroids; never, where they move no date
 */
export function dateProgression(
  counted: readonly TimepointResponse[],
  datedAt: (place: number) => number,
  isUnclassified: (place: number) => boolean,
): Dated {
  const place = counted.findIndex(({ overall }) => overall === 'PD');
  const progression = counted[place];
  if (progression === undefined) return { date: null, trace: [] };
  const at = datedAt(place);
  const dated = sayDate(progression, counted[at] ?? progression);
  const back = dateBackOverSteroids(counted, at, isUnclassified, MORE_STEROIDS);
  return back === null ? dated : { date: back.date, trace: [...dated.trace, ...back.trace] };
}

/**
 * The date of the first progression of words alone. ours: a progression that directly follows preliminary ones, not evaluable
 * timepoints between, settles the first of them. Raised corticosteroids are not known of words.
 *
 * @param counted the timepoints that count, in date order
 */
export function dateStated(counted: readonly TimepointResponse[]): Dated {
  return dateProgression(
    counted,
    (place) => firstPreliminary(counted, place),
    () => false,
  );
}

/** The first of the preliminary progressions that lead up to a progression, not evaluable timepoints between; else its own place. */
function firstPreliminary(counted: readonly TimepointResponse[], place: number): number {
  let first = place;
  for (let earlier = place - 1; earlier >= 0; earlier -= 1) {
    const overall = counted[earlier]?.overall;
    if (overall === 'PPD') first = earlier;
    else if (overall !== 'NE') break;
  }
  return first;
}

function sayDate(progression: TimepointResponse, dated: TimepointResponse): Dated {
  const name = progression.id ?? progression.date;
  const rule =
    dated === progression
      ? `${name} is the first timepoint with overall PD: progression on ${dated.date}.`
      : `${name} is PD and settles the preliminary progression of ${dated.id ?? dated.date}: progression on ${dated.date}.`;
  return { date: dated.date, trace: [{ step: 'date', rule, source: CONFIRMATION }] };
}
