import type { Subject, Timepoint } from './case.ts';
import type { Trace } from './result.ts';

/** Whether a PET of Cheson 2007 shows lymphoma. */
export const PET_STATUSES = ['negative', 'positive', 'unknown'] as const;
export type PetStatus = (typeof PET_STATUSES)[number];

/** What PET says of the masses at a timepoint. */
export interface PetView {
  readonly status: PetStatus;
  /** Whether the disease is typically avid or PET was positive before therapy: then PET decides on the masses. */
  readonly isAvid: boolean;
  /** The timepoint whose negative PET is carried to this one, which has none; null: nothing is carried. */
  readonly carriedFrom: string | null;
}

/** What stands between a negative PET and the timepoints after it: whether one of them was progression. */
interface Answered {
  readonly overall: string;
}

/** PET status of a timepoint: by the uptake, else by the five-point score, negative up to `negativeMax`. Juweid 2007. */
export function petStatusOf({ fdg, deauville }: Timepoint, negativeMax: number): PetStatus {
  if (fdg === 'negative') return 'negative';
  if (fdg !== undefined && fdg !== 'not-evaluated') return 'positive';
  if (typeof deauville === 'number') return deauville <= negativeMax ? 'negative' : 'positive';
  return 'unknown';
}

/**
 * What PET says at a timepoint.
 *
 * ours: in avid disease without a PET the last one is carried when it was negative, after baseline, and nothing has been progression
 * at it or since.
 *
 * @param earlier the answers of the timepoints between baseline and this one
 */
export function petViewAt(
  timepoints: readonly Timepoint[],
  at: number,
  earlier: readonly Answered[],
  subject: Subject | undefined,
  settings: { readonly petNegativeMaxDeauville: number; readonly carryForwardPetNegative: boolean },
): PetView {
  const statusAt = (place: number): PetStatus => {
    const timepoint = timepoints[place];
    return timepoint === undefined ? 'unknown' : petStatusOf(timepoint, settings.petNegativeMaxDeauville);
  };
  const status = statusAt(at);
  const isAvid = subject?.fdgAvid === true;
  let carriedFrom: string | null = null;
  if (isAvid && status === 'unknown' && settings.carryForwardPetNegative) {
    let last = at - 1;
    while (last >= 1 && statusAt(last) === 'unknown') last -= 1;
    const isSpoilt = earlier.slice(Math.max(0, last - 1)).some(({ overall }) => overall === 'PD');
    if (last >= 1 && statusAt(last) === 'negative' && !isSpoilt) carriedFrom = timepoints[last]?.id ?? '';
  }
  return { status, isAvid, carriedFrom };
}

/** What is said of PET; nothing where none was made and none is carried. */
export function traceOfPet(
  { status, isAvid, carriedFrom }: PetView,
  { fdg, deauville }: Timepoint,
): readonly Trace[] {
  const source = 'Juweid 2007; Cheson 2007, Table 2';
  if (carriedFrom !== null) {
    const rule = `No PET at this timepoint; that of ${carriedFrom} was negative and there was no progression since: the masses count as gone.`;
    return [{ step: 'component', rule, source: 'ours: setting carryForwardPetNegative' }];
  }
  if (status === 'unknown') return [];
  const by = fdg !== undefined && fdg !== 'not-evaluated' ? `uptake ${fdg}` : `score ${deauville ?? ''}`;
  const effect = isAvid ? '' : ' Disease of variable or unknown avidity: CT decides.';
  return [{ step: 'component', rule: `PET ${status} (${by}).${effect}`, source }];
}

/** Whether the masses count as gone: in avid disease by PET; in other disease, whatever PET says, by CT. */
export function areMassesGone(facts: {
  readonly target: string | null;
  readonly nonTarget: string | null;
  readonly pet: PetView;
}): boolean {
  const { target, nonTarget, pet } = facts;
  if (pet.isAvid) return isClearedByPet(pet);
  if (target === null && nonTarget === null) return false;
  return (target === null || target === 'CR') && (nonTarget === null || nonTarget === 'CR');
}

/** Whether PET clears the masses whatever CT shows: negative or carried, in avid disease. */
export function isClearedByPet({ isAvid, status, carriedFrom }: PetView): boolean {
  return isAvid && (status === 'negative' || carriedFrom !== null);
}
