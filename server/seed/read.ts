import type { ReadInputs } from '@readout/graphql/read/read-inputs.ts';
import type { IdentifiedLesion, SubmittedFinding } from '@readout/graphql/read/submitted-read.ts';

/** What one reader sees at a timepoint. */
export interface DemoRead extends Partial<ReadInputs> {
  readonly timepointCode: string;
  readonly isEvaluable: boolean;
  readonly reasonNotEvaluable: string | null;
  readonly lesions: readonly IdentifiedLesion[];
  readonly findings: readonly SubmittedFinding[];
}

/** How far a reader's callipers stray, as a share of the size. */
export const CALLIPERS = 0.035;

/** A lesion of which nothing special is told. */
export const plainLesion = (
  code: string,
  role: IdentifiedLesion['role'],
  { organ, location, kind }: { readonly organ: string; readonly location: string; readonly kind: string },
  method: string,
): IdentifiedLesion => ({
  code,
  role,
  kind,
  organ,
  location,
  laterality: null,
  method,
  isMeasurable: role === 'target',
  splitFromCode: null,
});

/** A finding without a size: the lesion is there. */
export const plainFinding = (lesionCode: string, method: string | null): SubmittedFinding => ({
  lesionCode,
  state: 'present',
  longestDiameterMm: null,
  shortAxisMm: null,
  perpendicularMm: null,
  mergedIntoCode: null,
  reasonNotEvaluable: null,
  method,
  seriesId: null,
  imageNumber: null,
});

/** A size as read, to a tenth of a millimetre. */
export const readMm = (random: { readonly normal: () => number }, trueMm: number): number =>
  Math.round(10 * trueMm * Math.exp(CALLIPERS * random.normal())) / 10;
