import type { Timepoint } from './case.ts';
import type { Trace } from './result.ts';
import { lengthText } from './sentence.ts';
import { isAbove } from './threshold.ts';

/**
 * Enlargement of liver or spleen at a timepoint, as Cheson 1999 and 2007 look at it: `new` after it had been normal, `residual` since
 * the first evaluation, `clear` after having been enlarged; `none`: never enlarged or never known, so that there is nothing to fulfil.
 */
export const ORGANS = ['none', 'clear', 'residual', 'new'] as const;
export type Organ = (typeof ORGANS)[number];

/**
 * Enlargement by timepoint, baseline first: by `organEnlarged`, else by the length of the spleen.
 *
 * ours: a new enlargement stays new while it is seen; without information after a new or residual one it stays residual.
 *
 * @param normalSpleenMm a spleen above this length is enlarged
 */
export function organOf(timepoints: readonly Timepoint[], normalSpleenMm: number): readonly Organ[] {
  let known: Organ | 'unknown' = 'unknown';
  return timepoints.map((timepoint) => {
    const isEnlarged = isOrganEnlarged(timepoint, normalSpleenMm);
    if (isEnlarged === null) return known === 'new' ? 'residual' : known === 'unknown' ? 'none' : known;
    if (!isEnlarged) known = known === 'unknown' || known === 'none' ? 'none' : 'clear';
    else known = known === 'unknown' || known === 'residual' ? 'residual' : 'new';
    return known;
  });
}

/**
 * What is said of liver and spleen at a timepoint; nothing where there is nothing to fulfil.
 *
 * @param source where the paper speaks of them
 */
export function traceOfOrgan(
  organ: Organ,
  timepoint: Timepoint,
  normalSpleenMm: number,
  source: string,
): readonly Trace[] {
  if (organ === 'none') return [];
  return [{ step: 'component', rule: organText(organ, timepoint, normalSpleenMm), source }];
}

function organText(organ: Exclude<Organ, 'none'>, timepoint: Timepoint, normalSpleenMm: number): string {
  const { organEnlarged, spleen } = timepoint;
  if (isOrganEnlarged(timepoint, normalSpleenMm) === null)
    return organ === 'clear'
      ? 'Liver and spleen were normal again at the last evaluation.'
      : 'Liver and spleen were enlarged at the last evaluation and are not evaluated now: residual enlargement.';
  const what =
    organEnlarged === undefined && spleen !== undefined
      ? `Spleen ${lengthText(spleen)} mm (enlarged above ${lengthText(normalSpleenMm)} mm)`
      : 'Liver or spleen';
  if (organ === 'new') return `${what} is enlarged after having been normal: new enlargement.`;
  return organ === 'clear'
    ? `${what} is normal again after having been enlarged.`
    : `${what} is still enlarged.`;
}

function isOrganEnlarged({ organEnlarged, spleen }: Timepoint, normalSpleenMm: number): boolean | null {
  if (organEnlarged !== undefined) return organEnlarged;
  return spleen === undefined ? null : isAbove(spleen, normalSpleenMm);
}
