import { CRITERIA, isCriteriaId } from '@readout/criteria';
import type { AskedEvaluator } from '../review/evaluator.ts';
import type { DerivedReviews } from '../response/derive-reviews.ts';
import type { ReviewMaterial } from '../response/list-reviews-to-derive.ts';
import type { ReviewToAmend, StoredAnswers } from './stored-answers.ts';

/** Which answer would be another one. */
export const ANSWER_PARTS = [
  'TIMEPOINT',
  'BEST',
  'CONFIRMED_BEST',
  'PROGRESSION_DATE',
  'CENTRAL_REVIEW',
] as const;
export type AnswerPart = (typeof ANSWER_PARTS)[number];

/** What an amendment does to an answer: by criteria of both charters, by new ones, by those that are dropped. */
export const AMENDMENT_EFFECTS = ['CHANGED', 'ADDED', 'WITHDRAWN'] as const;
export type AmendmentEffect = (typeof AMENDMENT_EFFECTS)[number];

/** An answer that would be another one. */
export interface AnswerChange {
  readonly subjectId: string;
  readonly subject: string;
  readonly evaluator: AskedEvaluator;
  /** Id. */
  readonly criteria: string;
  readonly effect: AmendmentEffect;
  readonly part: AnswerPart;
  /** Code, of a TIMEPOINT; else null. */
  readonly timepoint: string | null;
  /** A word or an ISO date; null: no answer. */
  readonly before: string | null;
  readonly after: string | null;
}

/** The criteria of the charter that holds and of the one proposed, by id. */
export interface AmendedCriteria {
  readonly held: ReadonlySet<string>;
  readonly proposed: ReadonlySet<string>;
}

/** What of a review's answers would be another one: by criteria, timepoints by date, then the best response and progression. */
export function listAnswerChanges(
  review: ReviewToAmend,
  material: ReviewMaterial,
  stored: StoredAnswers,
  derived: DerivedReviews,
  { held, proposed }: AmendedCriteria,
): readonly AnswerChange[] {
  const reads = material.reads.toSorted((a, b) =>
    a.assessedOn === b.assessedOn
      ? a.timepointCode.localeCompare(b.timepointCode)
      : a.assessedOn.localeCompare(b.assessedOn),
  );
  const overallAfter = new Map(
    derived.responses.map(({ readId, criteria, overall }) => [`${readId} ${criteria}`, overall]),
  );
  const bestAfter = new Map(derived.bests.map((best) => [`${best.reviewId} ${best.criteria}`, best]));
  const all = new Set([...proposed, ...held, ...stored.criteria]);
  return [...all].flatMap((criteria) => {
    const effect = !proposed.has(criteria) ? 'WITHDRAWN' : held.has(criteria) ? 'CHANGED' : 'ADDED';
    const changes: AnswerChange[] = [];
    const note = (
      part: AnswerPart,
      timepoint: string | null,
      before?: string | null,
      after?: string | null,
    ) => {
      if ((before ?? null) === (after ?? null)) return;
      const { subjectId, subject, evaluator } = review;
      const answers = { before: before ?? null, after: after ?? null };
      changes.push({ subjectId, subject, evaluator, criteria, effect, part, timepoint, ...answers });
    };
    for (const { readId, timepointCode } of reads) {
      const key = `${readId} ${criteria}`;
      note('TIMEPOINT', timepointCode, stored.overalls.get(key), overallAfter.get(key));
    }
    const before = stored.bests.get(`${review.reviewId} ${criteria}`);
    const after = bestAfter.get(`${review.reviewId} ${criteria}`);
    note('BEST', null, before?.best, after?.best);
    if (knowsConfirmation(criteria))
      note('CONFIRMED_BEST', null, before?.confirmedBest, after?.confirmedBest);
    note('PROGRESSION_DATE', null, before?.progressionOn, after?.progressionOn);
    return changes;
  });
}

const knowsConfirmation = (criteria: string): boolean =>
  isCriteriaId(criteria) && Object.hasOwn(CRITERIA[criteria].settings, 'confirmation');
