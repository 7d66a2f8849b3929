import { getCriterion, meaningOf } from '@readout/criteria';
import { resolveOffsetConnection } from '@pothos/plugin-relay';
import { Refusal } from '@readout/db/refusal.ts';
import type { CharterCriteria as ChosenCriteria } from '@readout/db/table/trial.ts';
import { builder, LIST_ROWS } from '../builder.ts';
import { ResponseWord } from '../criteria/response-word.ts';
import { Rate } from '../efficacy/group.ts';
import { seesEfficacy } from '../permission.ts';
import { Evaluator } from '../review/evaluator.ts';
import { Direction } from '../subject/trial-subjects.ts';
import { CharterCriteria } from '../trial/charter.ts';
import { getChosen, isConfirmed } from '../trial/chosen-criteria.ts';
import { Trial } from '../trial/trial.ts';
import { ComparedCell, ComparedSubjectRef } from './compared.ts';
import {
  COMPARISON_FILTERS,
  COMPARISON_SORTS,
  countCompared,
  listCompared,
  type ComparedCount,
  type ComparedSubject,
  type ComparisonAsk,
} from './compare-criteria.ts';

interface Answer {
  readonly ask: ComparisonAsk;
  readonly first: ChosenCriteria;
  readonly second: ChosenCriteria;
  /** Asked once, however many fields need it. */
  readonly countOnce: () => Promise<readonly ComparedCount[]>;
}

const Filter = builder.enumType('ComparisonFilter', {
  description:
    'Which of the compared subjects. Words differ when they mean another thing: PR and iPR do not.',
  values: {
    ALL: { description: 'All.' },
    DIFFERENT: {
      description: 'Those whose best response means another thing, or who progress on another date.',
    },
    DIFFERENT_RESPONSE: { description: 'Those whose best response means another thing.' },
    DIFFERENT_PROGRESSION_DATE: {
      description: 'Those who progress on another date, or by one criteria only.',
    },
  } satisfies Record<(typeof COMPARISON_FILTERS)[number], object>,
});
const Sort = builder.enumType('ComparisonSort', {
  description: 'What compared subjects are ordered by.',
  values: COMPARISON_SORTS,
});

const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);

const CriteriaComparison = builder.objectRef<Answer>('CriteriaComparison').implement({
  description: 'What two criteria say of the same reads of the same subjects.',
  fields: (t) => ({
    first: t.field({ type: CharterCriteria, description: 'One.', resolve: ({ first }) => first }),
    second: t.field({ type: CharterCriteria, description: 'The other.', resolve: ({ second }) => second }),
    isFirstConfirmed: t.boolean({
      description: 'Whether its responses must be confirmed.',
      resolve: ({ ask }) => ask.first.isConfirmed,
    }),
    isSecondConfirmed: t.boolean({
      description: 'Whether its responses must be confirmed.',
      resolve: ({ ask }) => ask.second.isConfirmed,
    }),
    evaluator: t.field({
      type: Evaluator,
      description: 'Whose reviews.',
      resolve: ({ ask }) => ask.evaluator,
    }),
    firstWords: t.field({
      type: [ResponseWord],
      description: 'The words of the first, in order of display: rows of the matrix.',
      resolve: ({ first }) => wordsOf(first),
    }),
    secondWords: t.field({
      type: [ResponseWord],
      description: 'The words of the second, in order of display: columns of the matrix.',
      resolve: ({ second }) => wordsOf(second),
    }),
    matrix: t.field({
      type: [ComparedCell],
      description: 'Subjects by best response; cells without a subject are left out.',
      complexity: { field: 5, multiplier: 10 },
      resolve: ({ countOnce }) => countOnce(),
    }),
    subjects: t.int({
      description: 'Subjects with a best response by both.',
      resolve: async ({ countOnce }) => sum((await countOnce()).map(({ count }) => count)),
    }),
    responseAgreement: t.field({
      type: Rate,
      description: 'Subjects whose best responses mean the same, e.g. PR and iPR.',
      resolve: async ({ countOnce }) => {
        const counts = await countOnce();
        const isSame = ({ first, second }: ComparedCount) => meaningOf(first) === meaningOf(second);
        return {
          count: sum(counts.filter(isSame).map(({ count }) => count)),
          of: sum(counts.map(({ count }) => count)),
        };
      },
    }),
    progressionAgreement: t.field({
      type: Rate,
      description: 'Subjects who progress on the same date by both, or by neither.',
      resolve: async ({ countOnce }) => {
        const counts = await countOnce();
        return {
          count: sum(counts.map(({ sameProgression }) => sameProgression)),
          of: sum(counts.map(({ count }) => count)),
        };
      },
    }),
    rows: t.connection(
      {
        type: ComparedSubjectRef,
        description: 'The compared subjects, page by page; 500 a page at most.',
        args: {
          filter: t.arg({ type: Filter, defaultValue: 'ALL', description: 'Which of them.' }),
          firstWord: t.arg.string({ description: 'Best response by the first criteria; null: any.' }),
          secondWord: t.arg.string({ description: 'Best response by the second criteria; null: any.' }),
          sort: t.arg({ type: Sort, defaultValue: 'NUMBER', description: 'What to order by.' }),
          direction: t.arg({ type: Direction, defaultValue: 'ASCENDING', description: 'Which way round.' }),
        },
        complexity: ({ first }) => ({ field: 5, multiplier: Math.ceil((first ?? 20) / LIST_ROWS) }),
        resolve: async ({ ask }, args, { db }) => {
          let totalCount = 0;
          const page = await resolveOffsetConnection({ args, maxSize: 500 }, async ({ limit, offset }) => {
            const found = await listCompared(db, ask, {
              filter: args.filter ?? 'ALL',
              firstWord: args.firstWord ?? null,
              secondWord: args.secondWord ?? null,
              sort: args.sort ?? 'NUMBER',
              isDescending: args.direction === 'DESCENDING',
              limit,
              offset,
            });
            totalCount = found.totalCount;
            return [...found.rows] as ComparedSubject[];
          });
          return { ...page, totalCount };
        },
      },
      {
        description: 'A page of compared subjects.',
        fields: (c) => ({
          totalCount: c.int({
            description: 'Those on all pages.',
            resolve: (page) => ('totalCount' in page ? Number(page.totalCount) : 0),
          }),
        }),
      },
      { description: 'A compared subject and its place.' },
    ),
  }),
});

const wordsOf = ({ criteria }: ChosenCriteria) => {
  const { words } = getCriterion(criteria);
  return words.best.map((word) => ({ word, words }));
};

builder.drizzleObjectField(Trial, 'criteriaComparison', (t) =>
  t.field({
    type: CriteriaComparison,
    description:
      'What two criteria of the charter say of the same subjects; not for those who read. Criteria that the charter does not name are refused (BAD_INPUT): an amendment adds them.',
    args: {
      first: t.arg.string({ description: "Id of criteria of the charter; null: the primary one's." }),
      second: t.arg.string({ required: true, description: 'Id of other criteria of the charter.' }),
      evaluator: t.arg({ type: Evaluator, defaultValue: 'CENTRAL', description: 'Whose reviews.' }),
      isConfirmed: t.arg.boolean({
        description: 'Whether responses must be confirmed; null: by each criteria as the charter says.',
      }),
    },
    select: { with: { charters: { orderBy: { version: 'desc' }, limit: 1 } } },
    resolve: async ({ id, charters }, args, context) => {
      if (!(await seesEfficacy(context, id)))
        throw new Refusal('FORBIDDEN', 'Best responses are not shown to those who read or receive images.');
      const held = charters[0]?.criteria ?? [];
      const first = getChosen(held, args.first ?? null);
      const second = getChosen(held, args.second);
      const sideOf = (chosen: ChosenCriteria) => ({
        criteria: chosen.criteria,
        isConfirmed: args.isConfirmed ?? isConfirmed(chosen),
      });
      const ask: ComparisonAsk = {
        trialId: id,
        evaluator: args.evaluator ?? 'CENTRAL',
        first: sideOf(first),
        second: sideOf(second),
      };
      let counted: Promise<readonly ComparedCount[]> | undefined;
      return { ask, first, second, countOnce: () => (counted ??= countCompared(context.db, ask)) };
    },
  }),
);
