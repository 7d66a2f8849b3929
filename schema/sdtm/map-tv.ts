import type { ScheduleContent, TrialContent } from './content.ts';
import type { TrialEntry } from './map-ta.ts';
import { planVisits, type Visit } from './visit.ts';

/** A record of TV: a planned visit of every arm. */
export interface PlannedVisitEntry extends TrialEntry {
  readonly visit: Visit;
  readonly startRule: string;
}

/** The records of TV, from the schedule of assessments. */
export function mapPlannedVisits(trial: TrialContent): readonly PlannedVisitEntry[] {
  const visits = planVisits(trial.schedule);
  return trial.schedule.flatMap((planned, place) => {
    const visit = visits[place];
    return visit ? [{ trial, key: planned.code, visit, startRule: startRuleOf(planned) }] : [];
  });
}

/** TVSTRL in words, with the window the schedule gives. */
function startRuleOf({ day, windowBeforeDays, windowAfterDays, isBaseline }: ScheduleContent): string {
  if (day === null) return isBaseline ? 'Before the first dose of study treatment' : 'As the protocol plans';
  const window = [
    ...(windowBeforeDays > 0 ? [`${windowBeforeDays} days before`] : []),
    ...(windowAfterDays > 0 ? [`${windowAfterDays} days after`] : []),
  ].join(' to ');
  return `Study day ${day}${window === '' ? '' : `, window ${window}`}`;
}
