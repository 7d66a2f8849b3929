import type { FindingState, LesionRole } from '@readout/criteria';
import type { FindingInputs, ReadInputs } from './read-inputs.ts';
import type { StatedResponse } from '../response/stated-response.ts';

/** A read as its reader hands it in. What criteria ask of a timepoint beside its lesions may be left out: not told. */
export interface SubmittedRead extends Partial<ReadInputs> {
  readonly reviewId: string;
  readonly timepointId: string;
  readonly isEvaluable: boolean;
  readonly reasonNotEvaluable: string | null;
  readonly comment: string | null;
  /** Why it replaces a version that was locked; else null. */
  readonly correctionReason: string | null;
  /** Those first seen here. */
  readonly lesions: readonly IdentifiedLesion[];
  readonly findings: readonly SubmittedFinding[];
  /** At most one for a criteria of the charter. */
  readonly stated: readonly StatedResponse[];
}

export interface IdentifiedLesion {
  /** T01, NT01, NEW01 …: unique in the review. */
  readonly code: string;
  readonly role: LesionRole;
  readonly kind: string;
  readonly organ: string | null;
  readonly location: string | null;
  readonly laterality: string | null;
  readonly method: string | null;
  readonly isMeasurable: boolean;
  /** The target it is a fragment of; else null. */
  readonly splitFromCode: string | null;
  /** RANO; null or left out: not told. */
  readonly isOutsideRadiationField?: boolean | null;
  /** mRECIST, of an effusion; null or left out: not told. */
  readonly isCytologyPositive?: boolean | null;
}

/** What criteria ask of a lesion beside its sizes may be left out: not told. */
export interface SubmittedFinding extends Partial<FindingInputs> {
  readonly lesionCode: string;
  readonly state: FindingState;
  /** mm. */
  readonly longestDiameterMm: number | null;
  readonly shortAxisMm: number | null;
  readonly perpendicularMm: number | null;
  /** The lesion it has coalesced with; else null. */
  readonly mergedIntoCode: string | null;
  readonly reasonNotEvaluable: string | null;
  readonly method: string | null;
  /** Where it was measured; null when not told. */
  readonly seriesId: string | null;
  readonly imageNumber: number | null;
}
