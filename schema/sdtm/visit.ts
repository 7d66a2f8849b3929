import type { ScheduleContent, SubjectContent } from './content.ts';

/** A visit as TV, SV and the findings name it. */
export interface Visit {
  readonly number: number;
  readonly name: string;
  /** VISITDY; null: not planned for a day, or not planned. */
  readonly plannedDay: number | null;
  /** Code of the planned timepoint; null: unplanned. */
  readonly scheduleCode: string | null;
  /** SVUPDES; null for a planned visit. */
  readonly description: string | null;
}

/**
 * The planned visits, numbered from 1 in the order of the schedule; a source's own numbers where it gives every visit one.
 *
 * TV and every subject's visits follow from this, so that a number has one name in the whole trial.
 */
export function planVisits(schedule: readonly ScheduleContent[]): readonly Visit[] {
  const told = schedule.map(({ visitNumber }) => visitNumber ?? null);
  const isNumbered = !told.includes(null) && new Set(told).size === told.length;
  return schedule.map(({ code, label, day }, place) => ({
    number: (isNumbered ? told[place] : null) ?? place + 1,
    name: label,
    plannedDay: day,
    scheduleCode: code,
    description: null,
  }));
}

/**
 * The visit of each timepoint of a subject, by timepoint code.
 *
 * A timepoint that fulfils no planned one, or one already fulfilled, is unplanned: it bears its own number at the source where that
 * is free, else the number of the planned visit before it and a decimal, in the order of dates.
 *
 * @source SDTMIG v3.4, section 5.5, assumption on unplanned visits
 */
export function visitsOf(
  planned: readonly Visit[],
  { timepoints }: Pick<SubjectContent, 'timepoints'>,
): ReadonlyMap<string, Visit> {
  const visits = new Map<string, Visit>();
  const taken = new Set(planned.map(({ number }) => number));
  const fulfilled = new Set<string>();
  let before = 0;
  for (const { code, label, scheduleCode, visitNumber } of timepoints) {
    const plan = planned.find((visit) => visit.scheduleCode === scheduleCode);
    if (plan && scheduleCode !== null && !fulfilled.has(scheduleCode)) {
      fulfilled.add(scheduleCode);
      before = plan.number;
      visits.set(code, plan);
      continue;
    }
    const number = visitNumber !== null && !taken.has(visitNumber) ? visitNumber : nextNumber(before, taken);
    taken.add(number);
    visits.set(code, {
      number,
      name: `UNSCHEDULED ${number}`,
      plannedDay: null,
      scheduleCode: null,
      description: label,
    });
  }
  return visits;
}

/** 3.1, 3.2 … 3.9, then 3.901, so that none reaches the next planned visit. */
function nextNumber(before: number, taken: ReadonlySet<number>): number {
  const isWhole = Number.isInteger(before);
  for (let nth = 1; ; nth += 1) {
    const number = isWhole && nth < 10 ? before + nth / 10 : before + (isWhole ? 0.9 : 0) + nth / 1000;
    const rounded = Number(number.toFixed(3));
    if (!taken.has(rounded)) return rounded;
  }
}
