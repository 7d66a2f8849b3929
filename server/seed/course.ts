import type { NewEvent } from '@readout/graphql/subject/record-events.ts';
import type { NewExposure } from '@readout/graphql/subject/record-exposures.ts';
import { addDays, earliest, latest } from './calendar.ts';
import { LAST_DAY, type Fate } from './subject.ts';
import type { Random } from './random.ts';

/** What is given: the full dose, and the one it may be reduced to. */
export interface Drug {
  readonly treatment: string;
  readonly dose: number;
  readonly reducedDose: number;
  readonly doseUnit: string;
  readonly doseForm: string;
  readonly frequency: string;
  readonly route: string;
}

export interface CourseFacts {
  readonly drug: Drug;
  readonly firstDoseOn: string;
  /** By the investigator, who treats by it; null: not yet. */
  readonly progressedOn: string | null;
  readonly lastLookOn: string;
  readonly fate: Fate;
}

export interface DemoCourse {
  readonly exposures: readonly Omit<NewExposure, 'subjectId'>[];
  readonly events: readonly Omit<NewEvent, 'subjectId'>[];
}

/** Invents treatment and what became of the subject, from what the investigator saw. */
export function inventCourse(random: Random, facts: CourseFacts): DemoCourse {
  const { firstDoseOn, progressedOn, lastLookOn, fate } = facts;
  const fateOn = fate.why === null ? null : addDays(firstDoseOn, fate.lastWeek * 7);
  // A fate after progression is overtaken by what follows progression.
  const endedBy =
    progressedOn !== null || fateOn === null || fateOn > LAST_DAY
      ? null
      : latest(fateOn, addDays(lastLookOn, 3));
  const diedOn =
    progressedOn === null
      ? fate.why === 'DEATH'
        ? endedBy
        : null
      : addDays(latest(progressedOn, lastLookOn), -290 * Math.log(1 - random.next()) + 5);
  const diedInTime = diedOn !== null && diedOn <= LAST_DAY ? diedOn : null;
  const adverseOn = random.isLucky(0.07) ? addDays(firstDoseOn, random.whole(30, 330)) : null;
  const stoppedFor = stopOf(random, progressedOn, endedBy, fate, adverseOn);
  const stoppedOn = stoppedFor === null ? null : earliest(stoppedFor.on, diedInTime ?? LAST_DAY, LAST_DAY);
  const newTherapyOn =
    progressedOn !== null && random.isLucky(0.55)
      ? addDays(latest(progressedOn, stoppedOn ?? progressedOn), random.whole(10, 60))
      : null;
  const withdrewOn = fate.why === 'WITHDRAWAL' ? endedBy : null;
  const lastContactOn = withdrewOn ?? latest(addDays(LAST_DAY, -random.whole(0, 35)), lastLookOn);
  const event = (
    kind: NewEvent['kind'],
    occurredOn: string,
    decodedTerm: string,
    category: string | null = 'DISPOSITION EVENT',
  ) => ({
    sourceKey: kind,
    kind,
    term: sentenceCase(decodedTerm),
    decodedTerm,
    category,
    occurredOn,
  });
  return {
    exposures: inventExposures(random, facts, stoppedOn),
    events: [
      ...(stoppedOn === null || stoppedFor === null
        ? []
        : [event('END_OF_TREATMENT', stoppedOn, stoppedFor.why)]),
      ...(newTherapyOn === null || newTherapyOn > (diedInTime ?? LAST_DAY)
        ? []
        : [event('NEW_THERAPY', newTherapyOn, 'NEW ANTI-CANCER THERAPY', 'OTHER EVENT')]),
      ...(withdrewOn === null ? [] : [event('END_OF_STUDY', withdrewOn, 'WITHDRAWAL BY SUBJECT')]),
      diedInTime === null
        ? event('LAST_CONTACT', lastContactOn, 'LAST CONTACT', 'OTHER EVENT')
        : event('DEATH', diedInTime, 'DEATH'),
    ],
  };
}

function stopOf(
  random: Random,
  progressedOn: string | null,
  endedBy: string | null,
  fate: Fate,
  adverseOn: string | null,
) {
  const stops = [
    ...(progressedOn === null
      ? []
      : [
          {
            on: addDays(progressedOn, random.isLucky(0.12) ? random.whole(30, 80) : random.whole(1, 10)),
            why: 'PROGRESSIVE DISEASE',
          },
        ]),
    ...(endedBy === null
      ? []
      : [{ on: endedBy, why: fate.why === 'DEATH' ? 'DEATH' : 'WITHDRAWAL BY SUBJECT' }]),
    ...(adverseOn === null || adverseOn > LAST_DAY ? [] : [{ on: adverseOn, why: 'ADVERSE EVENT' }]),
  ];
  return stops.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null;
}

function inventExposures(random: Random, { drug, firstDoseOn }: CourseFacts, stoppedOn: string | null) {
  const { dose: fullDose, reducedDose, ...given } = drug;
  const interval = (number: number, startedOn: string, endedOn: string | null, dose: number) => ({
    sourceKey: `EX-${number}`,
    startedOn,
    endedOn,
    dose,
    ...given,
  });
  const reducedOn = addDays(firstDoseOn, random.whole(21, 200));
  if (!random.isLucky(0.22) || reducedOn >= (stoppedOn ?? LAST_DAY))
    return [interval(1, firstDoseOn, stoppedOn, fullDose)];
  return [
    interval(1, firstDoseOn, addDays(reducedOn, -1), fullDose),
    interval(2, reducedOn, stoppedOn, reducedDose),
  ];
}

const sentenceCase = (term: string): string => term.slice(0, 1) + term.slice(1).toLowerCase();
