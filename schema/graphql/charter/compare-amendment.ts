import { createHash } from 'node:crypto';
import { ENGINE_VERSION } from '@readout/criteria';
import { adjudication } from '@readout/db/table/review.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq } from 'drizzle-orm';
import { deriveReviews, type DerivedReviews } from '../response/derive-reviews.ts';
import { listReviewsToDerive } from '../response/list-reviews-to-derive.ts';
import { listAnswerChanges, type AnswerChange } from './answer-change.ts';
import { centralRule, type SubjectReads } from './central-rule.ts';
import type { CharterTerms, HeldCharter } from './proposed-charter.ts';
import {
  listReviewsToAmend,
  listStoredAnswers,
  type ReviewToAmend,
  type StoredBest,
} from './stored-answers.ts';

/** Reviews derived together: enough that statements are few, few enough that other requests get their turn between them. */
const REVIEWS_AT_ONCE = 200;

/** What adopting a charter would do to the answers of a trial. */
export interface AmendmentComparison {
  /** Subjects that have a review, and reviews. */
  readonly subjects: number;
  readonly reviews: number;
  /** By subject, evaluator, criteria and date. */
  readonly changes: readonly AnswerChange[];
  /** Another one as soon as the charters, the engine or any of the changes are others. */
  readonly fingerprint: string;
}

/** What is done with the answers of some reviews as they would be. */
type Store = (reviewIds: readonly string[], derived: DerivedReviews) => Promise<void>;

/**
 * Derives every review of a trial by a proposed charter, and lists what would be another answer than is stored now.
 *
 * @param store left out: nothing is written
 */
export async function compareAmendment(
  tx: Transaction,
  trialId: string,
  held: HeldCharter,
  proposed: CharterTerms,
  store?: Store,
): Promise<AmendmentComparison> {
  const idsOf = ({ criteria }: CharterTerms) => new Set(criteria.map((each) => each.criteria));
  const amended = { held: idsOf(held), proposed: idsOf(proposed) };
  const reviews = await listReviewsToAmend(tx, trialId);
  const changes: AnswerChange[] = [];
  const before = new Map<string, StoredBest>();
  const after = new Map<string, StoredBest>();
  for (let at = 0; at < reviews.length; at += REVIEWS_AT_ONCE) {
    const batch = new Map(reviews.slice(at, at + REVIEWS_AT_ONCE).map((each) => [each.reviewId, each]));
    const reviewIds = [...batch.keys()];
    const stored = await listStoredAnswers(tx, trialId, reviewIds);
    const materials = new Map(
      (await listReviewsToDerive(tx, trialId, reviewIds)).map((each) => [each.reviewId, each]),
    );
    const whole: DerivedReviews[] = [];
    for (const [reviewId, review] of batch) {
      const material = materials.get(reviewId);
      if (material === undefined) throw new Error(`The review ${reviewId} cannot be derived by this viewer.`);
      const derived = deriveReviews([material], proposed.criteria);
      changes.push(...listAnswerChanges(review, material, stored, derived, amended));
      for (const best of derived.bests) after.set(`${reviewId} ${best.criteria}`, best);
      whole.push(derived);
    }
    for (const [key, best] of stored.bests) before.set(key, best);
    await store?.(reviewIds, {
      responses: whole.flatMap(({ responses }) => responses),
      bests: whole.flatMap(({ bests }) => bests),
    });
  }
  changes.push(...(await listCentralChanges(tx, trialId, { held, proposed, reviews, before, after })));
  return {
    subjects: new Set(reviews.map(({ subjectId }) => subjectId)).size,
    reviews: reviews.length,
    changes,
    fingerprint: fingerprintOf({ trialId, heldId: held.id, proposed, engine: ENGINE_VERSION, changes }),
  };
}

interface Central {
  readonly held: CharterTerms;
  readonly proposed: CharterTerms;
  readonly reviews: readonly ReviewToAmend[];
  /** By 'reviewId criteria'. */
  readonly before: ReadonlyMap<string, StoredBest>;
  readonly after: ReadonlyMap<string, StoredBest>;
}

/** The subjects whose central review would be decided by another rule, or no longer or newly be decided. */
async function listCentralChanges(
  tx: Transaction,
  trialId: string,
  { held, proposed, reviews, before, after }: Central,
): Promise<readonly AnswerChange[]> {
  const decided = await tx
    .select({ subjectId: adjudication.subjectId })
    .from(adjudication)
    .where(eq(adjudication.trialId, trialId))
    .execute();
  const adjudicated = new Set(decided.map(({ subjectId }) => subjectId));
  const readsOf = (
    own: readonly ReviewToAmend[],
    charter: CharterTerms,
    bests: Central['before'],
  ): SubjectReads => {
    const primary = charter.criteria[0]?.criteria ?? '';
    const bestOf = (evaluator: 'READER_1' | 'READER_2') => {
      const review = own.find((each) => each.evaluator === evaluator);
      return review === undefined ? undefined : (bests.get(`${review.reviewId} ${primary}`) ?? null);
    };
    return {
      isAdjudicated: adjudicated.has(own[0]?.subjectId ?? ''),
      first: bestOf('READER_1'),
      second: bestOf('READER_2'),
    };
  };
  return [...Map.groupBy(reviews, ({ subjectId }) => subjectId)].flatMap(([subjectId, own]) => {
    const was = centralRule(held, readsOf(own, held, before));
    const willBe = centralRule(proposed, readsOf(own, proposed, after));
    if (was === willBe) return [];
    return [
      {
        subjectId,
        subject: own[0]?.subject ?? '',
        evaluator: 'CENTRAL' as const,
        criteria: proposed.criteria[0]?.criteria ?? '',
        effect: 'CHANGED' as const,
        part: 'CENTRAL_REVIEW' as const,
        timepoint: null,
        before: was,
        after: willBe,
      },
    ];
  });
}

interface Fingerprinted {
  readonly trialId: string;
  readonly heldId: string;
  readonly proposed: CharterTerms;
  readonly engine: string;
  readonly changes: readonly AnswerChange[];
}

function fingerprintOf({ trialId, heldId, proposed, engine, changes }: Fingerprinted): string {
  const hash = createHash('sha256');
  const { readDesign, adjudicationVariable, isSequential } = proposed;
  // Settings that a charter of the database bears come in another order than those of a request.
  const criteria = proposed.criteria.map((each) => [each.criteria, Object.entries(each.settings).toSorted()]);
  hash.update(
    JSON.stringify([trialId, heldId, engine, criteria, readDesign, adjudicationVariable, isSequential]),
  );
  for (const { subjectId, evaluator, criteria: id, effect, part, timepoint, before, after } of changes)
    hash.update(JSON.stringify([subjectId, evaluator, id, effect, part, timepoint, before, after]));
  return hash.digest('hex');
}
