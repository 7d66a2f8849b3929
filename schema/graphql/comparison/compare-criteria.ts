import { MEANING_OF_WORD } from '@readout/criteria';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';
import type { AskedEvaluator } from '../review/evaluator.ts';
import { WORDS_IN_ORDER } from '../response/word-meaning.ts';

/** Criteria of a charter and whether their responses must be confirmed. */
interface Side {
  /** Id. */
  readonly criteria: string;
  readonly isConfirmed: boolean;
}

/** Whose best responses are compared, by which two criteria. */
export interface ComparisonAsk {
  readonly trialId: string;
  readonly evaluator: AskedEvaluator;
  readonly first: Side;
  readonly second: Side;
}

/** How many subjects have a word by the first criteria and a word by the second. */
export type ComparedCount = {
  readonly first: string;
  readonly second: string;
  readonly count: number;
  /** Of these, those that progress on the same date, or both do not. */
  readonly sameProgression: number;
};

/** Both answers of a subject. Dates are ISO 8601. */
export type ComparedSubject = {
  readonly trialId: string;
  readonly id: string;
  readonly subject: string;
  readonly site: string;
  readonly first: string;
  readonly firstProgressionOn: string | null;
  readonly second: string;
  readonly secondProgressionOn: string | null;
  readonly isSameMeaning: boolean;
  readonly isSameProgression: boolean;
};

export const COMPARISON_FILTERS = [
  'ALL',
  'DIFFERENT',
  'DIFFERENT_RESPONSE',
  'DIFFERENT_PROGRESSION_DATE',
] as const;
export const COMPARISON_SORTS = [
  'NUMBER',
  'FIRST',
  'SECOND',
  'FIRST_PROGRESSION_DATE',
  'SECOND_PROGRESSION_DATE',
] as const;

/** Which subjects, in which order. */
export interface ComparisonPage {
  readonly filter: (typeof COMPARISON_FILTERS)[number];
  /** null: any word. */
  readonly firstWord: string | null;
  readonly secondWord: string | null;
  readonly sort: (typeof COMPARISON_SORTS)[number];
  readonly isDescending: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** The cells of the matrix that hold somebody. One statement. */
export async function countCompared(db: Transaction, ask: ComparisonAsk): Promise<readonly ComparedCount[]> {
  const { rows } = await db.execute<ComparedCount>(sql`
    with ${comparedOf(ask)}
    select first, second, count(*)::int as count, count(*) filter (where "isSameProgression")::int as "sameProgression"
    from compared group by first, second order by first, second`);
  return rows;
}

/** A page of subjects with both answers, and how many there are on all pages. One statement. */
export async function listCompared(
  db: Transaction,
  ask: ComparisonAsk,
  page: ComparisonPage,
): Promise<{ readonly totalCount: number; readonly rows: readonly ComparedSubject[] }> {
  const direction = page.isDescending ? sql`desc` : sql`asc`;
  const { rows } = await db.execute<{ totalCount: number; rows: readonly ComparedSubject[] }>(sql`
    with ${comparedOf(ask)},
    wanted as (
      select * from compared where ${FILTERS[page.filter]}
        and (${page.firstWord}::text is null or first = ${page.firstWord})
        and (${page.secondWord}::text is null or second = ${page.secondWord})),
    page as (
      select *, row_number() over (order by ${KEYS[page.sort]} ${direction} nulls last, subject ${direction}) as place from wanted
      order by place limit ${page.limit}::bigint offset ${page.offset}::bigint)
    select (select count(*)::int from wanted) as "totalCount", coalesce((select jsonb_agg(to_jsonb(p) - 'place' order by p.place) from page p), '[]') as rows`);
  return rows[0] ?? { totalCount: 0, rows: [] };
}

/** One row a subject that has a best response by both criteria: relation `compared` of a `with`. Row-level security decides who is there. */
function comparedOf({ trialId, evaluator, first, second }: ComparisonAsk): SQL {
  const review =
    evaluator === 'CENTRAL'
      ? sql`join central_review v on v.trial_id = s.trial_id and v.subject_id = s.id`
      : sql`join (select trial_id, subject_id, id as review_id from review where evaluator = ${evaluator}) v on v.trial_id = s.trial_id and v.subject_id = s.id`;
  const best = (side: Side, table: SQL) =>
    side.isConfirmed ? sql`${table}.confirmed_best` : sql`${table}.best`;
  return sql`answered as (
      select s.trial_id as "trialId", s.id, s.number as subject, i.code as site,
        ${best(first, sql`a`)} as first, a.progression_on as "firstProgressionOn", ${best(second, sql`b`)} as second, b.progression_on as "secondProgressionOn"
      from subject s
      join site i on i.trial_id = s.trial_id and i.id = s.site_id
      ${review}
      join best_response a on a.trial_id = v.trial_id and a.review_id = v.review_id and a.criteria = ${first.criteria}
      join best_response b on b.trial_id = v.trial_id and b.review_id = v.review_id and b.criteria = ${second.criteria}
      where s.trial_id = ${trialId}),
    compared as materialized (
      select a.*, m.meaning->first = m.meaning->second as "isSameMeaning", "firstProgressionOn" is not distinct from "secondProgressionOn" as "isSameProgression"
      from answered a, (select ${JSON.stringify(MEANING_OF_WORD)}::jsonb as meaning) m)`;
}

const FILTERS: Readonly<Record<ComparisonPage['filter'], SQL>> = {
  ALL: sql`true`,
  DIFFERENT: sql`not ("isSameMeaning" and "isSameProgression")`,
  DIFFERENT_RESPONSE: sql`not "isSameMeaning"`,
  DIFFERENT_PROGRESSION_DATE: sql`not "isSameProgression"`,
};

const PLACE = sql`array(select jsonb_array_elements_text(${JSON.stringify(WORDS_IN_ORDER)}::jsonb))`;

const KEYS: Readonly<Record<ComparisonPage['sort'], SQL>> = {
  NUMBER: sql`subject`,
  FIRST: sql`array_position(${PLACE}, first)`,
  SECOND: sql`array_position(${PLACE}, second)`,
  FIRST_PROGRESSION_DATE: sql`"firstProgressionOn"`,
  SECOND_PROGRESSION_DATE: sql`"secondProgressionOn"`,
};
