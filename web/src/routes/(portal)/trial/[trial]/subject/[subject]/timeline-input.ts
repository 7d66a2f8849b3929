import { EVALUATORS, type Evaluator, type TimelineInput, isResponse, plainMmText } from '@readout/chart';
import { orderReviews, type Choice } from './choice.ts';
import type { JudgedBy, Review, Subject } from './document.ts';
import { columnsOf } from './lesion-matrix.ts';
import { settingOf } from './measure.ts';

const DAY_MS = 86_400_000;
/** What an event's words take of the figure's width. */
const ROOM_OF_WORDS = 0.16;

/** What the subject's timeline draws. Days are those since the first dose, or since baseline where that is not told. */
export function timelineInput(subject: Subject, choice: Choice): TimelineInput {
  const { course } = subject;
  const origin = originOf(subject);
  const dayOf = (date: string) => Math.round((Date.parse(date) - Date.parse(origin)) / DAY_MS);
  const reviews = orderReviews(subject.reviews).flatMap((review) => {
    const evaluator = EVALUATORS.find((one) => one === review.evaluator);
    return evaluator ? [{ evaluator, review }] : [];
  });
  const columns = (review: Review) => columnsOf(review, subject.timepoints, choice.criteria);
  // A reader sees her own reads alone: what is central cannot be told from them.
  const central = course && reviews.find(({ review }) => review.id === subject.centralReview?.id);
  const main = choice.explained;
  const event = (date: string | null | undefined, label: string) =>
    date ? [{ day: dayOf(date), label }] : [];

  const criteria = subject.trial.charter.criteria.find(({ id }) => id === choice.criteria);
  return {
    burden: { name: criteria?.burdenName ?? 'Sum', unit: criteria?.burdenUnit ?? '' },
    timepoints: subject.timepoints.map(({ code, assessedOn }) => ({
      label: code,
      day: dayOf(assessedOn),
      date: assessedOn,
    })),
    series: reviews
      .filter(({ evaluator, review }) => review.id === main?.id || evaluator.startsWith('READER'))
      .map(({ evaluator, review }) => ({
        evaluator,
        isMain: review.id === main?.id,
        points: columns(review).flatMap(({ read, response, timepoint }) =>
          read ? [{ day: dayOf(timepoint.assessedOn), sum: response?.sum ?? null }] : [],
        ),
      }))
      .filter(({ points }) => points.some(({ sum }) => sum !== null)),
    references: main ? referencesOf(columns(main), criteria, dayOf) : [],
    rows: [
      ...(central ? [rowOf('CENTRAL', columns(central.review), dayOf, subject.centralReason)] : []),
      ...reviews.map(({ evaluator, review }) => rowOf(evaluator, columns(review), dayOf)),
    ],
    exposure: course?.firstDoseOn
      ? {
          fromDay: dayOf(course.firstDoseOn),
          toDay:
            course.offTreatmentOn || course.diedOn ? dayOf(course.lastDoseOn ?? course.firstDoseOn) : null,
        }
      : null,
    events: spread(
      [
        ...event(course?.offTreatmentOn ? course.lastDoseOn : null, 'last dose'),
        ...event(course?.radiotherapyEndedOn, 'radiotherapy ended'),
        ...event(course?.newTherapyOn, 'new therapy'),
        ...event(course?.diedOn, 'death'),
      ],
      subject.timepoints.map(({ assessedOn }) => dayOf(assessedOn)),
    ),
  };
}

/** Leaves out events whose words would run into the next one's; the bar's end, the table and the list still tell them. */
function spread(events: TimelineInput['events'], timepointDays: readonly number[]): TimelineInput['events'] {
  const days = [...timepointDays, ...events.map(({ day }) => day)];
  const room = ROOM_OF_WORDS * (Math.max(...days) - Math.min(...days));
  return events.filter(({ day }, at) => events.slice(at + 1).every((later) => later.day - day >= room));
}

/** The day that the timeline's days are counted from. */
export function originOf({ course, timepoints }: Subject): string {
  const baseline = timepoints.find(({ isBaseline }) => isBaseline) ?? timepoints[0];
  return course?.firstDoseOn ?? course?.referenceStartOn ?? baseline?.assessedOn ?? '1970-01-01';
}

type Columns = ReturnType<typeof columnsOf>;

function rowOf(
  evaluator: Evaluator,
  columns: Columns,
  dayOf: (date: string) => number,
  note = differenceNote(columns),
): TimelineInput['rows'][number] {
  return {
    evaluator,
    note,
    responses: columns.flatMap(({ timepoint, response }) => {
      const word = response?.overall ?? response?.statedOverall;
      if (!isResponse(word)) return [];
      const isDifferent = evaluator !== 'CENTRAL' && (response?.isDifferent ?? false);
      return [{ day: dayOf(timepoint.assessedOn), response: word, isDifferent }];
    }),
  };
}

function differenceNote(columns: Columns): string {
  const different = columns.filter(({ response }) => response?.isDifferent);
  const [first] = different;
  if (!first) return '';
  if (different.length > 1) return `${String(different.length)} stated otherwise`;
  const { statedOverall, overall } = first.response ?? {};
  if (!statedOverall || statedOverall === overall) return `part differs at ${first.timepoint.code}`;
  return `stated ${statedOverall} at ${first.timepoint.code}`;
}

/**
 * The lines that the charter's thresholds draw: the fall from baseline that is a response, and the rise from the nadir that is progression.
 *
 * Criteria without thresholds of the sum, or that judge growth lesion by lesion, draw none.
 */
function referencesOf(
  columns: Columns,
  criteria: JudgedBy | undefined,
  dayOf: (date: string) => number,
): TimelineInput['references'] {
  const unit = criteria?.burdenUnit ?? '';
  const baseline = columns.find(({ timepoint, response }) => timepoint.isBaseline && response?.sum != null);
  const baselineSum = baseline?.response?.sum;
  const fallPercent = criteria?.responsePercent ?? null;
  if (!baseline || !baselineSum || fallPercent === null) return [];
  const responseSum = (baselineSum * (100 - fallPercent)) / 100;
  const response = {
    kind: 'RESPONSE' as const,
    sum: responseSum,
    fromDay: dayOf(baseline.timepoint.assessedOn),
    label: `−${String(fallPercent)} %: ${plainMmText(responseSum)} ${unit}`,
  };
  const nadir = columns.find(({ isNadir }) => isNadir);
  const nadirSum = nadir?.response?.sum;
  const risePercent = criteria?.progressionPercent ?? null;
  if (!nadir || nadirSum == null || risePercent === null) return [response];
  const byPercent = (nadirSum * (100 + risePercent)) / 100;
  const leastRise = settingOf(criteria, 'pdAbsoluteMm');
  const riseMm = typeof leastRise === 'number' ? leastRise : 0;
  const progressionSum = Math.max(byPercent, nadirSum + riseMm);
  const how = progressionSum > byPercent ? `+${String(riseMm)} mm` : `+${String(risePercent)} %`;
  return [
    response,
    {
      kind: 'PROGRESSION' as const,
      sum: progressionSum,
      fromDay: dayOf(nadir.timepoint.assessedOn),
      label: `nadir ${how}: ${plainMmText(progressionSum)} ${unit}`,
    },
  ];
}
