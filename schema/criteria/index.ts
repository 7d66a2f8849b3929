import type { Case, ChosenSettings, Subject } from './case.ts';
import { cheson1999 } from './cheson-1999.ts';
import { cheson2007 } from './cheson-2007.ts';
import { choi } from './choi.ts';
import type { Criterion } from './criterion.ts';
import { irecist } from './irecist.ts';
import { irrc } from './irrc.ts';
import { lugano2014 } from './lugano-2014.ts';
import { lyric } from './lyric.ts';
import { macdonald } from './macdonald.ts';
import { mrecist } from './mrecist.ts';
import { pcwg2 } from './pcwg2.ts';
import { pcwg3 } from './pcwg3.ts';
import { percist10 } from './percist-1.0.ts';
import { rano20 } from './rano-2.0.ts';
import { rano2010 } from './rano-2010.ts';
import { readCase as readCaseBy, type CaseReading } from './read-case.ts';
import { recist11 } from './recist-1.1.ts';
import type { BestResponse, Responses, Result } from './result.ts';
import { findSettingFaults, type SettingFault } from './setting.ts';
import { who } from './who.ts';

export type * from './case.ts';
export type * from './criterion.ts';
export type { PrintedTable } from './printed-table.ts';
export type * from './result.ts';
export { RESULT_COMPONENTS, TIMEPOINT_COMPONENTS } from './result.ts';
export type { Setting, SettingFault, SettingSchema } from './setting.ts';
export * from './term.ts';
export { ENGINE_VERSION } from './engine-version.ts';
export { BASELINE_FLAGS, flagBaseline, measurabilityFlag } from './measurability.ts';
export type { BaselineFlag, BaselineTarget } from './measurability.ts';
export type { CaseReading } from './read-case.ts';
export { burdenOf } from './burden.ts';
export { daysBetween, isDate } from './day.ts';
export { meaningOf } from './meaning-of.ts';

/** The criteria we support, in order of display. The only list of them. */
export const CRITERIA = {
  'recist-1.1': recist11,
  irecist,
  mrecist,
  irrc,
  who,
  choi,
  'percist-1.0': percist10,
  pcwg2,
  pcwg3,
  'cheson-1999': cheson1999,
  'cheson-2007': cheson2007,
  'lugano-2014': lugano2014,
  lyric,
  macdonald,
  'rano-2010': rano2010,
  'rano-2.0': rano20,
} as const satisfies Record<string, Criterion>;

export type CriteriaId = keyof typeof CRITERIA;

/** Ids of the criteria we support, in order of display. */
export const CRITERIA_IDS = Object.keys(CRITERIA) as readonly CriteriaId[];

/** Whether a text is the id of criteria we support. */
export function isCriteriaId(id: string): id is CriteriaId {
  return Object.hasOwn(CRITERIA, id);
}

/**
 * The criteria of an id.
 *
 * @throws RangeError on an id we do not support: check with `isCriteriaId` what comes from outside
 */
export function getCriterion(id: string): Criterion {
  if (!isCriteriaId(id))
    throw new RangeError(`The criteria "${id}" are not supported; those are: ${CRITERIA_IDS.join(', ')}.`);
  return CRITERIA[id];
}

/**
 * Judges a case by its criteria and settings.
 *
 * @param subjectCase as `readCase` gives it, or built with what `readCase` checks: one baseline, first; timepoints by date; unique ids
 * @throws RangeError on criteria or settings we do not know
 */
export function assess(subjectCase: Case): Result {
  return getCriterion(subjectCase.criteria).assess(subjectCase);
}

/** Reads one assessment case from unknown JSON: the case, or the sentence that tells what does not fit and names the key. */
export function readCase(value: unknown): CaseReading {
  return readCaseBy(value, CRITERIA);
}

/**
 * Best overall response of timepoint responses, under any settings: of a Result (again, confirmed or not, without judging the
 * timepoints anew), or of what a source states without measurements.
 *
 * With the setting `sustainPr` the timepoints themselves depend on `confirmation`; a Result keeps those it was judged by.
 *
 * @param responses a Result; or stated responses in any order. Their `progressionDate` left out is the first timepoint that is
 * progression; null: none, whatever the timepoints say
 * @example bestResponse('recist-1.1', assess(aCase), { confirmation: true }, aCase.subject)
 * @example bestResponse('recist-1.1', { timepoints: [{ date: '2025-03-03', overall: 'PR' }] }).best // 'PR'
 */
export function bestResponse(
  criteria: string,
  responses: Responses,
  settings?: ChosenSettings,
  subject?: Subject,
): BestResponse {
  const timepoints = responses.timepoints.toSorted((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
  return getCriterion(criteria).best({ ...responses, timepoints }, settings, subject);
}

/**
 * What is wrong with the settings a charter chooses for criteria; an empty list when they can be used.
 *
 * @throws RangeError on criteria we do not support
 */
export function listSettingFaults(criteria: string, chosen: ChosenSettings): readonly SettingFault[] {
  return findSettingFaults(getCriterion(criteria).settings, chosen);
}
