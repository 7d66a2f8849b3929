import type { Timepoint } from './case.ts';
import type { Trace } from './result.ts';

/**
 * Bone marrow at a timepoint of a lymphoma: `new` is new or recurrent involvement, found now after an evaluation that was clear;
 * `never`: not evaluated yet, so that there is nothing to fulfil.
 */
export const MARROWS = ['never', 'clear', 'indeterminate', 'involved', 'new'] as const;
export type Marrow = (typeof MARROWS)[number];

/**
 * Bone marrow by timepoint, baseline first.
 *
 * ours: the last evaluation holds until the next; `not-evaluated` and a missing status change nothing.
 */
export function marrowOf(timepoints: readonly Timepoint[]): readonly Marrow[] {
  let last: Marrow = 'never';
  return timepoints.map(({ boneMarrow }) => {
    if (boneMarrow === 'involved') {
      const isNew = last === 'clear';
      last = 'involved';
      return isNew ? 'new' : 'involved';
    }
    if (boneMarrow === 'not-involved') last = 'clear';
    if (boneMarrow === 'indeterminate') last = 'indeterminate';
    return last;
  });
}

const SENTENCES: Readonly<Record<Exclude<Marrow, 'never'>, string>> = {
  clear: 'Bone marrow is not involved',
  indeterminate: 'Bone marrow is indeterminate',
  involved: 'Bone marrow is involved',
  new: 'Bone marrow is involved after it had been clear: new or recurrent involvement, progression',
};

/**
 * What is said of the marrow, and whether by an evaluation of this timepoint; nothing while it was never evaluated.
 *
 * @param source where the paper speaks of the marrow
 */
export function traceOfMarrow(marrow: Marrow, { boneMarrow }: Timepoint, source: string): readonly Trace[] {
  if (marrow === 'never') return [];
  const isOld = boneMarrow === undefined || boneMarrow === 'not-evaluated';
  const rule = `${SENTENCES[marrow]}${isOld ? ', by the last evaluation' : ''}.`;
  return [{ step: 'component', rule, source }];
}
