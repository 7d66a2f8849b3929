import {
  bestByOrder,
  type Dated,
  type OrderSettings,
  type OrderTable,
  type WordOrder,
} from './best-by-order.ts';
import { bestChangePercent } from './best-change.ts';
import type { Case } from './case.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import type { BaselineResult, Result, TimepointResponse, TimepointResult } from './result.ts';

/** The timepoints of a case, judged one after the other. */
export interface JudgedTimepoints {
  readonly baseline: BaselineResult;
  /** Left out: that of `baseline`. */
  readonly baselineDate?: string;
  readonly timepoints: readonly TimepointResult[];
  readonly hasTargets: boolean;
}

/**
 * The answers of a whole case by criteria whose best response goes by an order of words: judged timepoints, date of progression
 * and best response.
 *
 * @param table `bestTableByOrder` of the order
 * @param dateOf the date of progression by the timepoints that count; left out: that of the first progression
 */
export function concludeTimepoints(
  { criteria, subject }: Case,
  { baseline, baselineDate = baseline.date, timepoints, hasTargets }: JudgedTimepoints,
  order: WordOrder,
  table: OrderTable,
  settings: OrderSettings,
  dateOf?: (counted: readonly TimepointResponse[]) => Dated,
): Result {
  const responses = { timepoints, baselineDate, hasTargets };
  return {
    criteria,
    engineVersion: ENGINE_VERSION,
    ...responses,
    ...bestByOrder(order, table, settings, responses, subject, dateOf),
    baseline,
    bestChangePercent: bestChangePercent(timepoints, [order.progression], subject?.newTherapyDate),
  };
}
