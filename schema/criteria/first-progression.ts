import { daysBetween } from './day.ts';

/** One assessment of soft tissue. */
export interface Assessment {
  readonly id: string;
  readonly date: string;
  readonly word: string;
}

/** Progression at the first assessment, and what became of it. */
export interface FirstProgression {
  /** `open`: nothing after it was late enough to tell. */
  readonly outcome: 'confirmed' | 'refuted' | 'open';
  /** The first assessment and the progressions after it that are too early to confirm it, by their place in the list. */
  readonly waiting: readonly number[];
  readonly first: Assessment;
  /** The assessment that confirmed or refuted it. */
  readonly decidedBy: Assessment | null;
  /** Days from the first one to that. */
  readonly days: number;
}

/**
 * Progression at the first assessment that could be evaluated, confirmed by a progression at least `confirmDays` later. Anything but
 * progression before that refutes it, early or late; what could not be evaluated is passed over. Scher 2008 (PCWG2).
 *
 * ours: with nothing further it stays open, without a date.
 *
 * @param assessments after baseline, in date order
 * @returns null where the first assessment is no progression
 */
export function confirmFirstProgression(
  assessments: readonly Assessment[],
  confirmDays: number,
): FirstProgression | null {
  let first: Assessment | null = null;
  const waiting: number[] = [];
  for (const [place, assessment] of assessments.entries()) {
    if (assessment.word === 'NE') continue;
    if (first === null) {
      if (assessment.word !== 'PD') return null;
      first = assessment;
      waiting.push(place);
      continue;
    }
    const days = daysBetween(first.date, assessment.date);
    if (assessment.word !== 'PD') return { outcome: 'refuted', waiting, first, decidedBy: assessment, days };
    if (days >= confirmDays) return { outcome: 'confirmed', waiting, first, decidedBy: assessment, days };
    waiting.push(place);
  }
  return first === null ? null : { outcome: 'open', waiting, first, decidedBy: null, days: 0 };
}
