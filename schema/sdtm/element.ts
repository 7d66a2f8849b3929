import type { SubjectContent } from './content.ts';

/** A planned element of the trial: a stretch of time between two happenings. */
export interface Element {
  /** ETCD, at most 8 characters. */
  readonly code: string;
  readonly name: string;
  /** @source CDISC CT EPOCH C99079 */
  readonly epoch: string;
  readonly startRule: string;
  readonly endRule: string;
  /** TAETORD. */
  readonly order: number;
}

/**
 * The elements of every arm. Treatment is one element, whatever the arm: a dataset of elements must not break the blind.
 *
 * ours: the hub knows the dates of the course and no finer design of the treatment.
 */
export const ELEMENTS = [
  {
    code: 'SCREEN',
    name: 'Screening',
    epoch: 'SCREENING',
    startRule: 'Informed consent',
    endRule: 'First dose of study treatment, or screening was not passed',
    order: 1,
  },
  {
    code: 'TRT',
    name: 'Treatment',
    epoch: 'TREATMENT',
    startRule: 'First dose of study treatment',
    endRule: 'End of study treatment',
    order: 2,
  },
  {
    code: 'FOLLOWUP',
    name: 'Follow-up',
    epoch: 'FOLLOW-UP',
    startRule: 'End of study treatment',
    endRule: 'End of participation in the study',
    order: 3,
  },
] as const satisfies readonly Element[];

/** An element as a subject went through it. */
export interface SubjectElement extends Element {
  /** YYYY-MM-DD. */
  readonly startOn: string;
  /** YYYY-MM-DD; null: goes on, or not told. */
  readonly endOn: string | null;
}

const [SCREEN, TREATMENT, FOLLOW_UP] = ELEMENTS;

/**
 * The elements a subject went through, by the dates of its course; none overlaps another, each ends where the next begins.
 *
 * Screening begins with consent, else with the earliest date told. There is no treatment without a first dose, and no follow-up
 * without a date after the end of treatment.
 *
 * @source SDTMIG v3.4, section 5.3: an element starts when its start rule is met and ends when the next one starts
 */
export function elementsOf({
  course,
  events,
  exposures,
  timepoints,
}: SubjectContent): readonly SubjectElement[] {
  const { firstDoseOn, offTreatmentOn, lastContactOn, diedOn } = course;
  const dates = [
    course.consentedOn,
    course.randomisedOn,
    firstDoseOn,
    ...timepoints.map(({ assessed }) => assessed.on),
    ...events.map(({ occurred }) => occurred?.on ?? null),
    ...exposures.map(({ started }) => started.on),
  ].filter((on) => on !== null);
  const earliest = dates.reduce<string | null>(
    (first, on) => (first === null || on < first ? on : first),
    null,
  );
  if (earliest === null) return [];
  const consentedOn =
    course.consentedOn !== null && (firstDoseOn === null || course.consentedOn <= firstDoseOn)
      ? course.consentedOn
      : null;
  const screenedOn = consentedOn ?? earliest;
  const endOf = (kind: string) => events.findLast((event) => event.kind === kind)?.occurred?.on ?? null;
  const leftOn = endOf('END_OF_STUDY') ?? diedOn;
  const notBefore = (on: string | null, start: string) => (on !== null && on >= start ? on : null);
  if (firstDoseOn === null) {
    const endOn = notBefore(endOf('SCREEN_FAILURE') ?? leftOn, screenedOn);
    return [{ ...SCREEN, startOn: screenedOn, endOn }];
  }
  const isEnded = notBefore(offTreatmentOn ?? diedOn, firstDoseOn);
  const screening =
    screenedOn < firstDoseOn || consentedOn !== null
      ? [{ ...SCREEN, startOn: screenedOn, endOn: firstDoseOn }]
      : [];
  const treatment = { ...TREATMENT, startOn: firstDoseOn, endOn: isEnded };
  const last = [lastContactOn, leftOn].reduce<string>((on, other) => (other && other > on ? other : on), '');
  if (isEnded === null || last <= isEnded) return [...screening, treatment];
  const endOn = notBefore(leftOn, isEnded);
  return [...screening, treatment, { ...FOLLOW_UP, startOn: isEnded, endOn }];
}

/**
 * The element in which something was on a day: the last that had begun. On the day of the first dose the baseline belongs to
 * screening, since it is taken before the dose.
 *
 * @returns undefined for a day before the first element
 */
export function elementOn(
  elements: readonly SubjectElement[],
  on: string,
  isBaseline: boolean,
): SubjectElement | undefined {
  const begun = elements.filter(({ startOn }) => startOn <= on);
  const last = begun.at(-1);
  const isBeforeDose = isBaseline && last?.code === TREATMENT.code && last.startOn === on;
  return isBeforeDose ? (begun.at(-2) ?? last) : last;
}
