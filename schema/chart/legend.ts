import { type Response, compareResponse } from './response.ts';

/** A line of a legend: a response, how many subjects have it. */
export interface LegendEntry {
  readonly response: Response;
  readonly isUnconfirmed: boolean;
  readonly count: number;
}

/** Responses that occur, with counts, in the fixed order; the unconfirmed stand after the confirmed. */
export function countResponses(
  rows: readonly { readonly best: Response; readonly isUnconfirmed?: boolean }[],
): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const { best, isUnconfirmed = false } of rows) {
    const key = `${best} ${String(isUnconfirmed)}`;
    entries.set(key, { response: best, isUnconfirmed, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries.values()].sort(
    (a, b) => Number(a.isUnconfirmed) - Number(b.isUnconfirmed) || compareResponse(a.response, b.response),
  );
}

/** A response in words. @example responseText('PR', true) // "PR, unconfirmed" */
export const responseText = (response: Response, isUnconfirmed = false): string =>
  isUnconfirmed ? `${response}, unconfirmed` : response;
