import { TABLE_A, untilProgression, type Start, type TimeToEventRules } from './censoring-table.ts';
import { endCensored, endInEvent, type TimeToEvent } from './ended-time.ts';
import type { FollowUp } from './follow-up.ts';

/**
 * Time to an event, and why a subject is censored.
 *
 * @source FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics, Guidance for Industry, December 2018: section III
 * (definitions of OS, PFS, TTP), appendix with example tables for the analysis of PFS: Table A, documented progression only; Table B,
 * uniform dates of progression and assessment. Cited as "FDA 2018".
 *
 * ours, where the guidance leaves it open:
 * - An assessment that cannot be evaluated is not adequate: nobody is known to be without progression by it.
 * - Assessments after the end of treatment count like those before it; the end of treatment by itself censors nobody.
 * - A day of progression or assessment before the start counts for nothing.
 * - Progression and death on one day are progression; an event on the day of a new therapy counts.
 * - Without the date asked for as the start the other one (randomisation, first dose) stands in.
 */

/** From randomisation (or first dose) to progression or death. null: neither randomised nor treated. @source FDA 2018, section III.B */
export function progressionFreeSurvival<Source>(
  followUp: FollowUp<Source>,
  rules: TimeToEventRules = TABLE_A,
): TimeToEvent<Source> | null {
  const start = startOf(followUp, rules);
  return start && untilProgression(followUp, rules, start, true);
}

/**
 * From randomisation (or first dose) to progression; death is censored. ours: at the last adequate assessment, of the two the guidance
 * names (the time of death, or an earlier visit). null: neither randomised nor treated.
 *
 * @source FDA 2018, section III.B
 */
export function timeToProgression<Source>(
  followUp: FollowUp<Source>,
  rules: TimeToEventRules = TABLE_A,
): TimeToEvent<Source> | null {
  const start = startOf(followUp, rules);
  return start && untilProgression(followUp, rules, start, false);
}

/** From the first response that counts to progression or death, censored as progression-free survival is. null: no response. */
export function durationOfResponse<Source>(
  followUp: FollowUp<Source>,
  rules: TimeToEventRules = TABLE_A,
): TimeToEvent<Source> | null {
  const { firstResponse } = followUp;
  return (
    firstResponse && untilProgression(followUp, rules, { ...firstResponse, name: 'First response' }, true)
  );
}

/** From randomisation (or first dose) to the first response that counts. ours: of responders alone; null for all others. */
export function timeToResponse<Source>(
  followUp: FollowUp<Source>,
  rules: TimeToEventRules = TABLE_A,
): TimeToEvent<Source> | null {
  const start = startOf(followUp, rules);
  const { firstResponse } = followUp;
  if (start === null || firstResponse === null) return null;
  return endInEvent(start, firstResponse, {
    reason: 'response',
    description: 'First response',
    sentence: `First response on ${firstResponse.on}.`,
    citation: 'ours: time to response, of responders alone',
  });
}

/**
 * From randomisation (or first dose) to death of any cause, else to the last day known to be alive. ours: without such a day, to the start.
 * null: neither randomised nor treated.
 *
 * @source FDA 2018, section III.A
 */
export function overallSurvival<Source>(
  followUp: FollowUp<Source>,
  rules: TimeToEventRules = TABLE_A,
): TimeToEvent<Source> | null {
  const start = startOf(followUp, rules);
  if (start === null) return null;
  const { death, lastAlive } = followUp;
  const citation = 'FDA 2018, section III.A';
  if (death !== null)
    return endInEvent(start, death, {
      reason: 'death',
      description: 'Death',
      sentence: `Death on ${death.on}.`,
      citation,
    });
  const isTold = lastAlive !== null && lastAlive.on >= start.on;
  return endCensored(start, isTold ? lastAlive : start, {
    reason: 'alive',
    description: 'Alive',
    dateDescription: isTold ? 'Last known alive' : start.name,
    sentence: isTold
      ? `Known to be alive on ${lastAlive.on}, not later.`
      : `Not known to be alive after the start on ${start.on}.`,
    citation,
  });
}

/** ours: the other date stands in for the one asked for. */
function startOf<Source>(
  { randomised, firstDose }: FollowUp<Source>,
  { origin }: TimeToEventRules,
): Start<Source> | null {
  const randomisation = randomised && { ...randomised, name: 'Randomisation' as const };
  const dose = firstDose && { ...firstDose, name: 'First dose' as const };
  return origin === 'randomisation' ? (randomisation ?? dose) : (dose ?? randomisation);
}
