import type { ChosenSettings, FindingState, LesionRole } from '@readout/criteria';
import type { FindingInputs, ReadInputs } from '../read/read-inputs.ts';

/** One evaluator's look at one subject, as far as the criteria ask. What is left out or null was not told. */
export interface ReviewToDerive {
  readonly criteria: string;
  readonly settings: ChosenSettings;
  readonly subject: SubjectToDerive;
  readonly lesions: readonly LesionToDerive[];
  /** The current reads, in any order. */
  readonly reads: readonly ReadToDerive[];
}

/** Dates are ISO 8601. */
export interface SubjectToDerive {
  readonly firstDoseOn: string | null;
  readonly newTherapyOn: string | null;
  readonly radiotherapyEndedOn?: string | null;
  readonly diedOn?: string | null;
  readonly isFdgAvid?: boolean | null;
}

export interface LesionToDerive {
  readonly code: string;
  readonly role: LesionRole;
  readonly kind: string;
  readonly organ: string | null;
  readonly isMeasurable: boolean;
  readonly splitFromCode: string | null;
  readonly isOutsideRadiationField?: boolean | null;
  readonly isCytologyPositive?: boolean | null;
}

export interface ReadToDerive extends Partial<ReadInputs> {
  readonly readId: string;
  readonly timepointCode: string;
  /** ISO 8601. */
  readonly assessedOn: string;
  readonly isBaseline: boolean;
  readonly isEvaluable: boolean;
  /** Only locked reads count for the best response. */
  readonly isLocked: boolean;
  readonly statedOverall: string | null;
  readonly findings: readonly FindingToDerive[];
}

export interface FindingToDerive extends Partial<FindingInputs> {
  readonly lesionCode: string;
  readonly state: FindingState;
  /** mm. */
  readonly longestDiameterMm: number | null;
  readonly shortAxisMm: number | null;
  readonly perpendicularMm: number | null;
  readonly mergedIntoCode: string | null;
}
