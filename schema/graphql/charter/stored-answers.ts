import { isAnyOf } from '@readout/db/is-any-of.ts';
import type { Evaluator } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';

/** A review whose answers an amendment may change. */
export interface ReviewToAmend {
  readonly reviewId: string;
  readonly subjectId: string;
  /** Number. */
  readonly subject: string;
  readonly evaluator: Evaluator;
}

export interface StoredBest {
  readonly best: string;
  readonly confirmedBest: string;
  /** ISO 8601. */
  readonly progressionOn: string | null;
}

/** What is stored as derived. */
export interface StoredAnswers {
  /** Overall responses by 'readId criteria'. */
  readonly overalls: ReadonlyMap<string, string | null>;
  /** By 'reviewId criteria'. */
  readonly bests: ReadonlyMap<string, StoredBest>;
  /** Ids of those that have an answer. */
  readonly criteria: ReadonlySet<string>;
}

/** All reviews of a trial, by subject and evaluator. */
export async function listReviewsToAmend(
  tx: Transaction,
  trialId: string,
): Promise<readonly ReviewToAmend[]> {
  const { rows } = await tx.execute<{ [Key in keyof ReviewToAmend]: ReviewToAmend[Key] }>(sql`
    select v.id as "reviewId", s.id as "subjectId", s.number as subject, v.evaluator
    from review v join subject s on s.trial_id = v.trial_id and s.id = v.subject_id
    where v.trial_id = ${trialId} order by s.number, v.evaluator`);
  return rows;
}

/** The derived answers that are stored of reviews: of the reads that count, and the best responses. */
export async function listStoredAnswers(
  tx: Transaction,
  trialId: string,
  reviewIds: readonly string[],
): Promise<StoredAnswers> {
  const { rows: overalls } = await tx.execute<{ key: string; criteria: string; overall: string | null }>(sql`
    select r.read_id || ' ' || r.criteria as key, r.criteria, r.overall
    from timepoint_response r
    where r.trial_id = ${trialId} and ${isAnyOf(sql`r.review_id`, reviewIds)} and r.overall is not null`);
  type Best = { [Key in keyof StoredBest]: StoredBest[Key] } & { key: string; criteria: string };
  const { rows: bests } = await tx.execute<Best>(sql`
    select b.review_id || ' ' || b.criteria as key, b.criteria, b.best, b.confirmed_best as "confirmedBest", b.progression_on::text as "progressionOn"
    from best_response b
    where b.trial_id = ${trialId} and ${isAnyOf(sql`b.review_id`, reviewIds)}`);
  return {
    overalls: new Map(overalls.map(({ key, overall }) => [key, overall])),
    bests: new Map(bests.map((best) => [best.key, best])),
    criteria: new Set([...overalls, ...bests].map(({ criteria }) => criteria)),
  };
}
