import type { NewEvent } from '@readout/graphql/subject/record-events.ts';
import type { NewExposure } from '@readout/graphql/subject/record-exposures.ts';
import type { NewTimepoint } from '@readout/graphql/timepoint/receive-timepoints.ts';
import { addDays } from './calendar.ts';
import { inventCourse } from './course.ts';
import { makeRandom, type Random } from './random.ts';
import { deriveDemo, hasProgressed, stateReads, type StatedRead } from './response.ts';
import type { Look, Story } from './story.ts';
import { inventTimepoint } from './timepoint.ts';

/** The day the story ends: nothing is known after it. */
export const LAST_DAY = '2026-10-30';

export interface Enrolled {
  readonly number: string;
  readonly siteCode: string;
  readonly country: string;
  readonly arm: string;
  /** Days after the trial's first planned enrolment. */
  readonly randomisedDay: number;
}

export interface DemoSubject extends Omit<Enrolled, 'randomisedDay'> {
  readonly sex: 'F' | 'M';
  readonly ageYears: number;
  readonly race: string;
  readonly ethnicity: string;
  readonly consentedOn: string;
  /** null: not a randomised trial. */
  readonly randomisedOn: string | null;
  readonly exposures: readonly Omit<NewExposure, 'subjectId'>[];
  readonly events: readonly Omit<NewEvent, 'subjectId'>[];
  /** Baseline first. */
  readonly timepoints: readonly Omit<NewTimepoint, 'subjectId'>[];
  readonly reviews: readonly { readonly evaluator: DemoEvaluator; readonly reads: readonly StatedRead[] }[];
  /** Whom the adjudicator would follow. */
  readonly preferred: 'READER_1' | 'READER_2';
}

export type DemoEvaluator = 'INVESTIGATOR' | 'READER_1' | 'READER_2';

export interface DatedLook extends Look {
  readonly date: string;
}

/** Invents one subject: disease, scans, reads, treatment and fate. */
export function inventSubject<Disease>(
  story: Story<Disease>,
  { randomisedDay, ...enrolled }: Enrolled,
): DemoSubject {
  const { trial, weeks, ageYears, radiotherapyEndedDaysBefore } = story;
  const random = makeRandom(`${trial.protocol} ${enrolled.number}`);
  const randomisedOn = addDays(trial.firstPlannedOn ?? LAST_DAY, randomisedDay);
  const firstDoseOn = addDays(randomisedOn, random.whole(0, 3));
  const disease = story.inventDisease(random, enrolled.arm);
  const fate = inventFate(random);
  const planned = planLooks(random, weeks, firstDoseOn, fate.lastWeek);
  const radiotherapyEndedOn =
    radiotherapyEndedDaysBefore === null
      ? null
      : addDays(planned[0]?.date ?? firstDoseOn, -radiotherapyEndedDaysBefore);
  const judge = { story, firstDoseOn, radiotherapyEndedOn };
  const seen = story.inventReads(random, disease, planned);
  const progressionAt = deriveDemo(judge, seen, planned).findIndex(hasProgressed(trial));
  const isScannedOnce = random.isLucky(0.15);
  const looks = progressionAt === -1 ? planned : planned.slice(0, progressionAt + (isScannedOnce ? 2 : 1));
  const drug = story.drugs[enrolled.arm];
  if (drug === undefined) throw new Error(`Nothing is given in arm ${enrolled.arm} of ${trial.protocol}.`);
  const course = inventCourse(random, {
    drug,
    firstDoseOn,
    progressedOn: planned[progressionAt]?.date ?? null,
    lastLookOn: looks.at(-1)?.date ?? firstDoseOn,
    fate,
  });
  const timepoints = looks.map((look) => inventTimepoint(random, look, story.scansOf));
  const evaluators: readonly DemoEvaluator[] = ['INVESTIGATOR', 'READER_1', 'READER_2'];
  return {
    ...enrolled,
    sex: random.pick(['F', 'M', 'M']),
    ageYears: Math.round(Math.min(84, Math.max(21, ageYears.mean + ageYears.sigma * random.normal()))),
    ...inventOrigin(random, enrolled.country),
    consentedOn: addDays(randomisedOn, -random.whole(7, 21)),
    randomisedOn: trial.isRandomised ? randomisedOn : null,
    exposures: course.exposures,
    events: [...endOfRadiotherapy(radiotherapyEndedOn), ...course.events],
    timepoints,
    reviews: evaluators.map((evaluator) => {
      const reads =
        evaluator === 'INVESTIGATOR'
          ? seen.slice(0, looks.length)
          : story.inventReads(random, disease, looks);
      return { evaluator, reads: stateReads(random, evaluator, judge, reads, looks) };
    }),
    preferred: random.isLucky(0.6) ? 'READER_1' : 'READER_2',
  };
}

function endOfRadiotherapy(occurredOn: string | null): DemoSubject['events'] {
  if (occurredOn === null) return [];
  return [
    {
      sourceKey: 'END_OF_RADIOTHERAPY',
      kind: 'END_OF_RADIOTHERAPY',
      term: 'End of radiotherapy',
      decodedTerm: 'END OF RADIOTHERAPY',
      category: 'OTHER EVENT',
      occurredOn,
    },
  ];
}

export interface Fate {
  /** The last week in which the subject can be scanned; Infinity: nothing prevents it. */
  readonly lastWeek: number;
  readonly why: 'DEATH' | 'WITHDRAWAL' | null;
}

/** What may end it all beside progression. */
function inventFate(random: Random): Fate {
  if (random.isLucky(0.045))
    return { lastWeek: random.whole(1, 5), why: random.pick(['DEATH', 'WITHDRAWAL']) };
  const deathWeek = -420 * Math.log(1 - random.next());
  const withdrawalWeek = -520 * Math.log(1 - random.next());
  const lastWeek = Math.min(deathWeek, withdrawalWeek);
  if (lastWeek > 100) return { lastWeek: Infinity, why: null };
  return { lastWeek, why: deathWeek < withdrawalWeek ? 'DEATH' : 'WITHDRAWAL' };
}

function planLooks(
  random: Random,
  weeks: readonly number[],
  firstDoseOn: string,
  lastWeek: number,
): readonly DatedLook[] {
  const baseline = { code: 'BL', week: 0, date: addDays(firstDoseOn, -random.whole(3, 24)) };
  const after = weeks.map((week) => ({
    code: `W${week}`,
    week,
    date: addDays(firstDoseOn, week * 7 + random.whole(-6, 6)),
  }));
  return [
    baseline,
    ...after.filter(({ week, date }) => week < lastWeek && date <= LAST_DAY && !random.isLucky(0.035)),
  ];
}

function inventOrigin(
  random: Random,
  country: string,
): { readonly race: string; readonly ethnicity: string } {
  const race =
    country === 'JPN' || country === 'KOR'
      ? 'ASIAN'
      : random.isLucky(0.86)
        ? 'WHITE'
        : random.pick(['ASIAN', 'BLACK OR AFRICAN AMERICAN']);
  return {
    race,
    ethnicity:
      race === 'WHITE' && random.isLucky(country === 'ESP' || country === 'USA' ? 0.2 : 0.02)
        ? 'HISPANIC OR LATINO'
        : 'NOT HISPANIC OR LATINO',
  };
}
