/** A planned assessment of a subject, as dates. */
export interface PlannedVisit {
  /** As people call it, e.g. W12. */
  readonly label: string;
  /** YYYY-MM-DD. */
  readonly on: string;
  /** First and last day of its window. */
  readonly firstOn: string;
  readonly lastOn: string;
}

const DAY_MS = 86_400_000;

/** Calendar days between two dates, without a sign. */
const distance = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;

/**
 * The planned visits that were missed between the last adequate assessment and an event: planned after the one, over before the other, and
 * without an adequate assessment.
 *
 * ours: an assessment stands for the planned visit nearest to it (of two as near the earlier), in its window or not, so that a scan a few
 * days late is no missed visit; the guidance leaves open how one is told.
 *
 * @param adequate days of adequate assessments, that of the event too where it is one
 * @param after the last adequate assessment before the event, or the start
 * @param before the event
 * @returns in the order of the schedule
 */
export function listMissedVisits(
  visits: readonly PlannedVisit[],
  adequate: readonly string[],
  after: string,
  before: string,
): readonly PlannedVisit[] {
  const attended = new Set(adequate.map((on) => nearestVisit(visits, on)));
  return visits.filter((visit) => visit.on > after && visit.lastOn < before && !attended.has(visit));
}

/** The planned visit nearest to a day, of two as near the earlier; undefined without a schedule. */
function nearestVisit(visits: readonly PlannedVisit[], on: string): PlannedVisit | undefined {
  let nearest: PlannedVisit | undefined;
  for (const visit of visits)
    if (nearest === undefined || distance(visit.on, on) < distance(nearest.on, on)) nearest = visit;
  return nearest;
}

/**
 * The planned date of a progression: that of the visit in whose window it lies, else of the next visit. ours: after the last planned
 * visit the day itself stays.
 *
 * @source FDA 2018, example tables for PFS, Table B: progression between scheduled visits
 */
export function plannedDateOfEvent(visits: readonly PlannedVisit[], on: string): string {
  return (visitOf(visits, on) ?? visits.find((visit) => visit.on >= on))?.on ?? on;
}

/**
 * The planned date of the assessment up to which a subject is known: that of the visit in whose window it lies, else of the visit before.
 * ours: before the first planned visit the day itself stays.
 *
 * @source FDA 2018, example tables for PFS, Table B: date of the last visit
 */
export function plannedDateOfAssessment(visits: readonly PlannedVisit[], on: string): string {
  return (visitOf(visits, on) ?? visits.findLast((visit) => visit.on <= on))?.on ?? on;
}

const visitOf = (visits: readonly PlannedVisit[], on: string): PlannedVisit | undefined =>
  visits.find(({ firstOn, lastOn }) => firstOn <= on && on <= lastOn);
