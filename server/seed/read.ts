import type { IdentifiedLesion, SubmittedFinding } from '@readout/graphql/read/submitted-read.ts';

/** What one reader sees at a timepoint. */
export interface DemoRead {
  readonly timepointCode: string;
  readonly isEvaluable: boolean;
  readonly reasonNotEvaluable: string | null;
  readonly lesions: readonly IdentifiedLesion[];
  readonly findings: readonly SubmittedFinding[];
}

/** How far a reader's callipers stray, as a share of the size. */
export const CALLIPERS = 0.035;
