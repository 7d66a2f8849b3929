import type { PlannedVisit } from './planned-visit.ts';

/** What one assessment after baseline says of the disease. */
export const TUMOUR_STATES = [
  'response',
  'stable',
  'suspected-progression',
  'progression',
  'not-evaluable',
] as const;
export type TumourState = (typeof TUMOUR_STATES)[number];

/** A day with the record that tells it: whatever the caller can find it again by. */
export interface Dated<Source> {
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly source: Source;
}

/** An assessment of the tumours after baseline. */
export interface Assessment<Source> extends Dated<Source> {
  /** As people call it, e.g. W12. */
  readonly label: string;
  readonly state: TumourState;
}

/** What is known of a subject, as endpoints of time to an event ask for it. null: it did not happen, or is not told. */
export interface FollowUp<Source> {
  readonly randomised: Dated<Source> | null;
  readonly firstDose: Dated<Source> | null;
  /** Whether the tumours were assessed at baseline. */
  readonly hasBaseline: boolean;
  /** After baseline, in any order. */
  readonly assessments: readonly Assessment<Source>[];
  /**
   * Progression as the criteria date it: dated back, or confirmed where they ask for it. It decides, and no assessment's state does.
   */
  readonly progression: Dated<Source> | null;
  /** The first response that counts: of a subject whose best response is one, confirmed where that is asked. */
  readonly firstResponse: Dated<Source> | null;
  readonly newTherapy: Dated<Source> | null;
  readonly death: Dated<Source> | null;
  readonly lastAlive: Dated<Source> | null;
  /** Assessments planned after baseline, by date; empty: no plan is known, and no visit counts as missed. */
  readonly visits: readonly PlannedVisit[];
}
