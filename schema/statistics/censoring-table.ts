import { endCensored, endInEvent, type TimeToEvent, type Why } from './ended-time.ts';
import type { Assessment, Dated, FollowUp } from './follow-up.ts';
import { listMissedVisits, plannedDateOfAssessment, plannedDateOfEvent } from './planned-visit.ts';

/** How a trial analyses time to an event. */
export interface TimeToEventRules {
  /** Example table of the guidance. B gives progression and assessments the dates of the planned visits. */
  readonly table: 'A' | 'B';
  readonly origin: 'randomisation' | 'first-dose';
  /** So many planned visits missed right before an event censor it; null: none do. */
  readonly missedVisits: number | null;
  /** Whether a new anti-cancer therapy before an event censors it, or is passed over. */
  readonly newTherapy: 'censor' | 'pass-over';
}

/** The default: documented progression only. @source FDA 2018, example tables for PFS, Table A */
export const TABLE_A: TimeToEventRules = {
  table: 'A',
  origin: 'randomisation',
  missedVisits: 2,
  newTherapy: 'censor',
};

/** Uniform dates. @source FDA 2018, example tables for PFS, Table B */
export const TABLE_B: TimeToEventRules = { ...TABLE_A, table: 'B' };

/** A start with its name. */
export interface Start<Source> extends Dated<Source> {
  readonly name: 'Randomisation' | 'First dose' | 'First response';
}

/** The situations of the guidance's tables, from the top; the first that holds ends the time. */
export function untilProgression<Source>(
  followUp: FollowUp<Source>,
  rules: TimeToEventRules,
  start: Start<Source>,
  isDeathEvent: boolean,
): TimeToEvent<Source> {
  const { newTherapy, visits } = followUp;
  const citation = `FDA 2018, example tables for PFS, Table ${rules.table}`;
  if (!followUp.hasBaseline)
    return endCensored(start, start, {
      reason: 'no-baseline',
      description: 'No baseline assessment',
      dateDescription: start.name,
      sentence: `No assessment at baseline: censored at the start on ${start.on}.`,
      citation,
    });

  const adequate = followUp.assessments
    .filter(({ on, state }) => on >= start.on && state !== 'not-evaluable')
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const censorAfter = (
    last: Assessment<Source> | undefined,
    why: Omit<Why, 'citation'>,
  ): TimeToEvent<Source> => {
    if (last === undefined) {
      const sentence = `${why.sentence} No evaluable assessment before: censored at the start on ${start.on}.`;
      return endCensored(start, start, { ...why, sentence, citation, dateDescription: start.name });
    }
    const on = rules.table === 'B' ? plannedDateOfAssessment(visits, last.on) : last.on;
    const sentence = `${why.sentence} Censored at the last evaluable assessment, ${last.label} on ${last.on}${on === last.on ? '' : `, planned for ${on}`}.`;
    const end = { on: on < start.on ? start.on : on, source: last.source };
    return endCensored(start, end, { ...why, sentence, citation });
  };

  const found = firstEvent(followUp, start, isDeathEvent);
  if (
    rules.newTherapy === 'censor' &&
    newTherapy !== null &&
    (found === null || newTherapy.on < found.event.on)
  )
    return censorAfter(
      adequate.findLast(({ on }) => on <= newTherapy.on),
      {
        reason: 'new-therapy',
        description: 'New anti-cancer therapy',
        dateDescription: 'Last evaluable assessment before new therapy',
        sentence: `New anti-cancer therapy on ${newTherapy.on}.`,
      },
    );
  if (found === null) return censorAfter(adequate.at(-1), whyNoEvent(followUp, isDeathEvent, adequate));

  const { kind, event: it } = found;
  const name = kind === 'progression' ? 'Progression' : 'Death';
  const last = adequate.findLast(({ on }) => (kind === 'progression' ? on < it.on : on <= it.on));
  const missed = listMissedVisits(
    visits,
    adequate.map(({ on }) => on),
    last?.on ?? start.on,
    it.on,
  );
  if (rules.missedVisits !== null && missed.length >= rules.missedVisits)
    return censorAfter(last, {
      reason: 'missed-visits',
      description: `${name} after ${missed.length} missed visits`,
      dateDescription: 'Last evaluable assessment before missed visits',
      sentence: `${name} on ${it.on} after ${missed.length} missed visits (${missed.map(({ label }) => label).join(', ')}).`,
    });
  const on = rules.table === 'B' && kind === 'progression' ? plannedDateOfEvent(visits, it.on) : it.on;
  return endInEvent(
    start,
    { on, source: it.source },
    {
      reason: kind,
      description: kind === 'progression' ? 'Documented progression' : 'Death without documented progression',
      sentence: `${name} on ${it.on}${on === it.on ? '' : `, planned for ${on}`}.`,
      citation,
    },
  );
}

function whyNoEvent<Source>(
  { death }: FollowUp<Source>,
  isDeathEvent: boolean,
  adequate: readonly Assessment<Source>[],
): Omit<Why, 'citation'> {
  const dateDescription = 'Last evaluable assessment';
  if (death !== null && !isDeathEvent)
    return {
      reason: 'death-is-no-event',
      description: 'Death without documented progression',
      dateDescription,
      sentence: `Death on ${death.on} without documented progression.`,
    };
  if (adequate.length === 0)
    return {
      reason: 'no-assessment',
      description: 'No evaluable assessment after baseline',
      dateDescription,
      sentence: 'No evaluable assessment after baseline.',
    };
  const description = isDeathEvent ? 'No progression or death' : 'No progression';
  return { reason: 'no-event', description, dateDescription, sentence: `${description}.` };
}

function firstEvent<Source>(
  { progression, death }: FollowUp<Source>,
  start: Dated<Source>,
  isDeathEvent: boolean,
): { readonly kind: 'progression' | 'death'; readonly event: Dated<Source> } | null {
  const died = isDeathEvent ? death : null;
  if (progression !== null && progression.on >= start.on && (died === null || progression.on <= died.on))
    return { kind: 'progression', event: progression };
  return died === null ? null : { kind: 'death', event: died };
}
