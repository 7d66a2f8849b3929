import type { TimeToEvent } from '@readout/statistics/ended-time.ts';
import { TABLE_A } from '@readout/statistics/censoring-table.ts';
import {
  durationOfResponse,
  overallSurvival,
  progressionFreeSurvival,
  timeToProgression,
  timeToResponse,
} from '@readout/statistics/time-to-event.ts';
import type { AnalysisSubject } from './analysis-subject.ts';
import { followUpOf } from './follow-up-of.ts';
import { criteriaName, evaluatorName, type Parameter, type ParameterRecord } from './parameter.ts';
import type { SourceRecord } from './source-row.ts';

/** A record of ADTTE. */
export interface TimeRecord extends ParameterRecord {
  readonly time: TimeToEvent<SourceRecord>;
  readonly on: string;
}

/** Code, name, endpoint, whether it depends on the review. */
const ENDPOINTS = [
  ['OS', 'Overall Survival', overallSurvival, false],
  ['PFS', 'Progression-Free Survival', progressionFreeSurvival, true],
  ['TTP', 'Time to Progression', timeToProgression, true],
  ['DOR', 'Duration of Response', durationOfResponse, true],
  ['TTRSP', 'Time to Response', timeToResponse, true],
] as const;

/** The records of ADTTE for a subject: of those endpoints that have a start. Who failed screening and was not treated has none. */
export function listTimes(analysed: AnalysisSubject): readonly TimeRecord[] {
  const { population, choice } = analysed;
  if (!population.isEnrolled && !population.isDosed) return [];
  const followUp = followUpOf(analysed);
  return ENDPOINTS.flatMap(([code, name, endpoint, isOfReview]): TimeRecord[] => {
    const time = endpoint(followUp, choice.timeToEvent ?? TABLE_A);
    if (time === null) return [];
    const confirmed = (code === 'DOR' || code === 'TTRSP') && choice.isConfirmed ? 'Confirmed ' : '';
    const named = name.replace('Response', `${confirmed}Response`);
    const parameter: Parameter = {
      code,
      name: isOfReview
        ? `${named} by ${evaluatorName(analysed)}, ${criteriaName(analysed)} (days)`
        : `${named} (days)`,
      category: 'Time to Event',
      isOfReview,
    };
    return [{ analysed, parameter, time, on: time.end.on, source: time.end.source }];
  });
}
