import { getCriterion, type Result, type TimepointResult } from '@readout/criteria';
import type { ComponentValues } from '@readout/db/table/response.ts';

/** What the criteria answer of a timepoint beside the burden and the responses, by key; null where it cannot be told. */
export const timepointComponents = (criteria: string, timepoint: TimepointResult): ComponentValues =>
  Object.fromEntries(
    getCriterion(criteria).components.timepoint.map(({ key }) => [key, timepoint[key] ?? null]),
  );

/** What the criteria answer of a whole case beside the best response and its dates, by key; null where it cannot be told. */
export const resultComponents = (result: Result): ComponentValues =>
  Object.fromEntries(
    getCriterion(result.criteria).components.result.map(({ key }) => [key, result[key] ?? null]),
  );
