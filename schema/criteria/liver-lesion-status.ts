import type { Lesion } from './case.ts';
import type { NewLesionStatus } from './diameter-course.ts';
import { sortNonTargets, type NonTargetBurden } from './lesion-status.ts';
import { isAtLeast } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** Least sizes of a new lesion of mRECIST, mm. */
export interface NewLesionLimits {
  readonly newLiverLesionMinMm: number;
  readonly newNodeMinMm: number;
  readonly newPortaHepatisNodeMinMm: number;
}

/**
 * The non-target lesions of a timepoint. An effusion that is not proven malignant by cytology is present at most: it neither
 * progresses nor reappears. Lencioni 2010, pleural effusion and ascites.
 */
export function sortLiverNonTargets(timeline: Timeline, at: number): NonTargetBurden {
  const burden = sortNonTargets(timeline, at);
  const unproven = timeline.nonTargets.filter(isUnprovenEffusion).map((lesion) => lesion.id);
  if (unproven.length === 0) return burden;
  const isProven = (id: string) => !unproven.includes(id);
  return {
    ...burden,
    progressed: burden.progressed.filter(isProven),
    presentExtranodal: burden.presentExtranodal.filter(isProven),
  };
}

function isUnprovenEffusion({ kind, cytologyPositive }: Lesion): boolean {
  return kind === 'effusion' && cytologyPositive !== true;
}

/**
 * What a new lesion is at a timepoint, by its size where the papers give a limit: under it a liver lesion or a node is suspected, and an
 * effusion without positive cytology always. What the reader calls present or progressed is as read. Lencioni 2010, new lesions.
 *
 * ours: the size is tested at each timepoint by itself; a lesion measured on another axis is suspected; growth of 10 mm of an atypical
 * nodule is the reader's to judge.
 */
export function newLiverLesionStatusOf(
  lesion: Lesion,
  at: number,
  timeline: Timeline,
  limits: NewLesionLimits,
): NewLesionStatus {
  if (timeline.isEvaluable[at] === false) return 'unknown';
  const finding = timeline.findings[at]?.get(lesion.id);
  const state = finding === undefined ? 'absent' : stateOf(finding);
  if (state === 'absent') return 'not-seen';
  if (state === 'not-evaluable') return 'unknown';
  if (state === 'equivocal' || isUnprovenEffusion(lesion)) return 'suspected';
  if (state !== 'measured' && state !== 'too-small') return 'seen';
  const limit = limitOf(lesion, limits);
  if (limit === null) return 'seen';
  const sizeMm = state === 'measured' ? finding?.[limit.size] : undefined;
  return sizeMm !== undefined && isAtLeast(sizeMm, limit.leastMm) ? 'seen' : 'suspected';
}

/** The size that a measured new lesion needs; null where any will do. */
function limitOf({ kind, site }: Lesion, limits: NewLesionLimits) {
  if (kind === 'liver') return { size: 'longestDiameter', leastMm: limits.newLiverLesionMinMm } as const;
  if (kind !== 'nodal') return null;
  const leastMm = site === 'porta-hepatis' ? limits.newPortaHepatisNodeMinMm : limits.newNodeMinMm;
  return { size: 'shortAxis', leastMm } as const;
}
