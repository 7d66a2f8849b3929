import { CRITERIA, isCriteriaId } from '@readout/criteria';
import { Refusal } from '@readout/db/refusal.ts';
import type { CharterCriteria as ChosenCriteria } from '@readout/db/table/trial.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { isUnblinded, seesEfficacy, showArms } from '../permission.ts';
import { Evaluator } from '../review/evaluator.ts';
import { CharterCriteria } from '../trial/charter.ts';
import { getChosen, isConfirmed } from '../trial/chosen-criteria.ts';
import { Trial } from '../trial/trial.ts';
import { EfficacyGroup, listGroups } from './group.ts';
import { POPULATIONS, type Ask } from './population.ts';
import { listSwimmer, SwimmerRow } from './swimmer.ts';
import { listWaterfall, WaterfallRow } from './waterfall.ts';

interface Answer {
  readonly ask: Ask;
  readonly criteria: ChosenCriteria;
  readonly version: number;
}

const Population = builder.enumType('Population', {
  description: 'Which subjects count.',
  values: {
    ENROLLED: { description: 'All but screen failures.' },
    RANDOMISED: { description: 'Those with a date of randomisation.' },
    TREATED: { description: 'Those with a first dose and a baseline.' },
    EVALUABLE: { description: 'Those treated who have an evaluable response after baseline.' },
  } satisfies Record<(typeof POPULATIONS)[number], object>,
});

function wordsOf({ criteria }: ChosenCriteria) {
  if (!isCriteriaId(criteria))
    throw new Error(`The charter names criteria that this program does not know: ${criteria}`);
  return CRITERIA[criteria].words;
}

const Efficacy = builder.objectRef<Answer>('Efficacy').implement({
  description: 'How the subjects of a trial responded.',
  fields: (t) => ({
    evaluator: t.field({
      type: Evaluator,
      description: 'Whose reviews.',
      resolve: ({ ask }) => ask.evaluator,
    }),
    isConfirmed: t.boolean({
      description: 'Whether responses must be confirmed.',
      resolve: ({ ask }) => ask.isConfirmed,
    }),
    criteria: t.field({
      type: CharterCriteria,
      description: 'By which criteria.',
      resolve: ({ criteria }) => criteria,
    }),
    population: t.field({
      type: Population,
      description: 'Which subjects.',
      resolve: ({ ask }) => ask.population,
    }),
    version: t.int({
      description: "Number of the trial's newest audit entry.",
      resolve: ({ version }) => version,
    }),
    groups: t.field({
      type: [EfficacyGroup],
      description:
        'All subjects first, then the arms where the viewer may see them; fewer than 5 subjects are not split by arm.',
      complexity: { field: 5, multiplier: 4 },
      resolve: ({ ask, criteria }, _args, { db }) => listGroups(db, ask, wordsOf(criteria)),
    }),
    waterfall: t.field({
      type: [WaterfallRow],
      description: 'Best change of each subject: worst first, those without one last.',
      complexity: { field: 5, multiplier: 100 },
      resolve: ({ ask, criteria }, _args, { db }) => listWaterfall(db, ask, wordsOf(criteria).response),
    }),
    swimmer: t.field({
      type: [SwimmerRow],
      description: 'Treatment and responses of each subject, longest treatment first.',
      args: {
        first: t.arg.int({ description: 'How many at most; left out: all.' }),
        offset: t.arg.int({ description: 'How many to leave out before.' }),
      },
      complexity: ({ first }) => ({ field: 5, multiplier: first ?? 100 }),
      resolve: ({ ask, criteria }, { first, offset }, { db }) => {
        if ((first ?? 0) < 0 || (offset ?? 0) < 0)
          throw new Refusal('BAD_INPUT', 'A page has no negative length or place.');
        return listSwimmer(db, ask, wordsOf(criteria).response, {
          first: first ?? null,
          offset: offset ?? 0,
        });
      },
    }),
  }),
});

builder.drizzleObjectField(Trial, 'efficacy', (t) =>
  t.field({
    type: Efficacy,
    description: 'How the subjects responded; not for those who read.',
    args: {
      evaluator: t.arg({ type: Evaluator, defaultValue: 'CENTRAL', description: 'Whose reviews.' }),
      isConfirmed: t.arg.boolean({
        description: 'Whether responses must be confirmed; null: as the charter says.',
      }),
      criteria: t.arg.string({ description: "Id of criteria of the charter; null: the primary one's." }),
      population: t.arg({ type: Population, defaultValue: 'TREATED', description: 'Which subjects.' }),
      arm: t.arg.string({ description: 'Code of a planned arm; refused where arms are withheld.' }),
      site: t.arg.string({ description: 'Code of a site.' }),
    },
    select: {
      with: { charters: { orderBy: { version: 'desc' }, limit: 1 } },
      extras: { version: (trial) => sql<string>`private.trial_version(${trial.id})` },
    },
    resolve: async ({ id, charters, version }, args, context) => {
      if (!(await seesEfficacy(context, id)))
        throw new Refusal('FORBIDDEN', 'Efficacy is not shown to those who read or receive images.');
      const arm = args.arm ?? null;
      if (arm !== null && !(await isUnblinded(context, id)))
        throw new Refusal('FORBIDDEN', 'This trial is blinded to you: its subjects cannot be chosen by arm.');
      // Who is counted tells who is in the arm.
      showArms(context, id, arm);
      const criteria = getChosen(charters[0]?.criteria ?? [], args.criteria ?? null);
      return {
        ask: {
          trialId: id,
          evaluator: args.evaluator ?? 'CENTRAL',
          criteria: criteria.criteria,
          isConfirmed: args.isConfirmed ?? isConfirmed(criteria),
          population: args.population ?? 'TREATED',
          arm,
          site: args.site ?? null,
        },
        criteria,
        version: Number(version),
      };
    },
  }),
);
