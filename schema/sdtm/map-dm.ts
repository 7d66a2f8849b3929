import type { CourseContent, TrialContent } from './content.ts';
import type { SubjectEntry, SubjectFrame } from './subject-frame.ts';

/** A subject as DM tells of it. */
export interface DemographicsEntry extends SubjectEntry {
  readonly arm: ArmCodes;
}

/** The arm of a subject; `reason` exactly where one of them is null. */
interface ArmCodes {
  readonly planned: string | null;
  readonly actual: string | null;
  /** ARMNRS. */
  readonly reason: string | null;
}

/** The record of DM: one for every subject. */
export function mapDemographics(frame: SubjectFrame): readonly DemographicsEntry[] {
  return [{ frame, key: frame.subject.usubjid, arm: armOf(frame) }];
}

/**
 * Arm codes, and why there is none.
 *
 * Withheld arms are null with BLINDED, which the published list lacks; that somebody failed screening tells of no arm and is said.
 *
 * @source SDTMIG v3.4, DM assumptions 4 and 5; CDISC CT ARMNULRS C142179
 */
function armOf({ trial, subject }: SubjectFrame): ArmCodes {
  const { isScreenFailure, firstDoseOn } = subject.course;
  if (!trial.isUnblinded) {
    return { planned: null, actual: null, reason: isScreenFailure ? 'SCREEN FAILURE' : 'BLINDED' };
  }
  const planned = subject.arm?.plannedCode ?? null;
  const told = reasonTerm(subject.arm?.reasonWithout ?? null);
  const isTreated = firstDoseOn !== null;
  const actual = subject.arm?.actualCode ?? (isTreated && told === null ? planned : null);
  if (planned !== null && actual !== null) return { planned, actual, reason: null };
  const byCourse = isScreenFailure
    ? 'SCREEN FAILURE'
    : planned === null
      ? 'NOT ASSIGNED'
      : 'ASSIGNED, NOT TREATED';
  return { planned, actual, reason: told ?? byCourse };
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/SCREEN.*FAIL|^SCRNFAIL/, 'SCREEN FAILURE'],
  [/NOT TREATED|^NOTTRT/, 'ASSIGNED, NOT TREATED'],
  [/NOT ASSIGNED|^NOTASSGN/, 'NOT ASSIGNED'],
  [/^UNPLAN/, 'UNPLANNED TREATMENT'],
];

/** ARMNRS of a source's words; other words in upper case, since the list may be extended. @source CDISC CT C142179 */
function reasonTerm(words: string | null): string | null {
  if (words === null) return null;
  const text = words.toUpperCase();
  return REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

/** The arm's name; its code where the trial does not name it. */
export function armName({ arms }: TrialContent, code: string | null): string | null {
  return code === null ? null : (arms.find((arm) => arm.code === code)?.name ?? code);
}

/** RFXSTDTC: as the source wrote it where an exposure began on that day. */
export function firstDose({ frame: { subject } }: SubjectEntry): string | null {
  const on = subject.course.firstDoseOn;
  return subject.exposures.find(({ started }) => started.on === on)?.started.given ?? on;
}

export function referenceEnd({ frame: { subject, referenceOn } }: SubjectEntry): string | null {
  const { lastDoseOn, offTreatmentOn } = subject.course;
  return referenceOn === null ? null : (lastDoseOn ?? offTreatmentOn);
}

export const consent = ({ frame }: SubjectEntry): string | null =>
  asGiven(frame, frame.subject.course.consentedOn, 'INFORMED_CONSENT');

export const death = ({ frame }: SubjectEntry): string | null =>
  asGiven(frame, frame.subject.course.diedOn, 'DEATH');

/** Whether a death is told, with or without its date. */
export const isDead = ({ frame: { subject } }: SubjectEntry): boolean =>
  subject.course.diedOn !== null || subject.events.some(({ kind }) => kind === 'DEATH');

/** The text the source gave for a date of the course, where an event tells it partially. */
function asGiven({ subject }: SubjectFrame, on: string | null, kind: string): string | null {
  if (on === null) return null;
  const event = subject.events.find((told) => told.kind === kind && told.occurred?.on === on);
  return event?.occurred?.given ?? on;
}

/** A date of the course that no event tells: DS has no row for it. */
export function courseDate(date: keyof CourseContent, kind: string) {
  return ({ frame: { subject } }: SubjectEntry): string | null => {
    const on = subject.course[date];
    const isTold = subject.events.some((event) => event.kind === kind && event.occurred?.on === on);
    return typeof on === 'string' && !isTold ? on : null;
  };
}

/** COUNTRY. */
export function country({ frame: { trial, subject } }: SubjectEntry): string | null {
  return subject.country ?? trial.sites.find(({ code }) => code === subject.siteCode)?.country ?? null;
}

const SEXES: Readonly<Record<string, string>> = { MALE: 'M', FEMALE: 'F', UNKNOWN: 'U' };

/** SEX, required: U where it is not told. @source CDISC CT SEX C66731 */
export function sexTerm(sex: string | null): string {
  const word = sex?.trim().toUpperCase() ?? 'U';
  const term = SEXES[word] ?? word;
  return ['F', 'M', 'U', 'UNDIFFERENTIATED'].includes(term) ? term : 'U';
}

/** @source CDISC CT RACE C74457 */
const RACES = [
  'AMERICAN INDIAN OR ALASKA NATIVE',
  'ASIAN',
  'BLACK OR AFRICAN AMERICAN',
  'NATIVE HAWAIIAN OR OTHER PACIFIC ISLANDER',
  'NOT REPORTED',
  'OTHER',
  'UNKNOWN',
  'WHITE',
];

/** RACE: OTHER for what the published list, which may not be extended, does not hold; the words are in SUPPDM. */
export function raceTerm(race: string | null): string | null {
  if (race === null) return null;
  return RACES.includes(race.toUpperCase()) ? race.toUpperCase() : 'OTHER';
}

export const raceWords = ({ frame: { subject } }: SubjectEntry): string | null =>
  subject.race !== null && !RACES.includes(subject.race.toUpperCase()) ? subject.race : null;

/** @source CDISC CT ETHNIC C66790 */
const ETHNIC_GROUPS = ['HISPANIC OR LATINO', 'NOT HISPANIC OR LATINO', 'NOT REPORTED', 'UNKNOWN'];

/** ETHNIC: UNKNOWN for what the published list, which may not be extended, does not hold. */
export function ethnicTerm(ethnicity: string | null): string | null {
  if (ethnicity === null) return null;
  const term = ethnicity.toUpperCase();
  return ETHNIC_GROUPS.includes(term) ? term : 'UNKNOWN';
}
