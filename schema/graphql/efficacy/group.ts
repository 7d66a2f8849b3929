import { meaningOf } from '@readout/criteria';
import type { Transaction } from '@readout/db/viewer.ts';
import { clopperPearson } from '@readout/statistics/proportion.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { showArms } from '../permission.ts';
import { ResponseMeaning } from '../response/response-meaning.ts';
import { Arm } from '../trial/plan.ts';
import { memberOf, type Ask } from './population.ts';

interface ResponseWords {
  /** Words of a best response, in order of display. */
  readonly best: readonly string[];
  /** Those that are a response. */
  readonly response: readonly string[];
  /** Those that are disease control. */
  readonly diseaseControl: readonly string[];
}

interface ArmRow {
  readonly trialId: string;
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly position: number;
}

interface Group {
  readonly arm: ArmRow | null;
  readonly subjects: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly medianBestChangePercent: number | null;
  readonly words: ResponseWords;
}

type Row = {
  readonly armId: string | null;
  readonly arm: Omit<ArmRow, 'trialId' | 'id'> | null;
  readonly best: string | null;
  readonly isAllArms: boolean;
  readonly isAllBests: boolean;
  readonly subjects: number;
  readonly median: number | null;
};

/** A group of fewer subjects is not split by arm: shares of so few tell nothing. */
const LEAST_TO_SPLIT = 5;

/** Everybody first, then each arm by its position where the viewer may see arms. One statement. */
export async function listGroups(db: Transaction, ask: Ask, words: ResponseWords): Promise<readonly Group[]> {
  const { rows } = await db.execute<Row>(sql`
    with ${memberOf(ask)}
    select m.arm_id as "armId", (select jsonb_build_object('code', a.code, 'name', a.name, 'position', a.position) from arm a where a.trial_id = ${ask.trialId} and a.id = m.arm_id) as arm,
      m.best, grouping(m.arm_id) = 1 as "isAllArms", grouping(m.best) = 1 as "isAllBests", count(*)::int as subjects,
      percentile_cont(0.5) within group (order by m.best_change_percent) as median
    from member m
    group by grouping sets ((), (m.arm_id), (m.best), (m.arm_id, m.best))`);
  const groupOf = (arm: ArmRow | null): Group => {
    const own = rows.filter(({ armId, isAllArms }) =>
      arm === null ? isAllArms : !isAllArms && armId === arm.id,
    );
    const whole = own.find(({ isAllBests }) => isAllBests);
    return {
      arm,
      words,
      subjects: whole?.subjects ?? 0,
      medianBestChangePercent: whole?.median ?? null,
      counts: new Map(
        own.flatMap(({ best, isAllBests, subjects }) =>
          isAllBests || best === null ? [] : [[best, subjects]],
        ),
      ),
    };
  };
  const all = groupOf(null);
  if (all.subjects < LEAST_TO_SPLIT) return [all];
  const arms = rows.flatMap(({ armId, arm, isAllArms, isAllBests }) =>
    armId === null || arm === null || isAllArms || !isAllBests
      ? []
      : [{ trialId: ask.trialId, id: armId, ...arm }],
  );
  return [all, ...arms.toSorted((a, b) => a.position - b.position).map(groupOf)];
}

interface Share {
  readonly count: number;
  readonly of: number;
}

const shareOf = ({ counts, subjects }: Group, words: readonly string[]): Share => ({
  count: words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0),
  of: subjects,
});

const percentOf = ({ count, of }: Share): number => (of === 0 ? 0 : (100 * count) / of);

export const Rate = builder.objectRef<Share>('Rate').implement({
  description:
    'A share of the subjects of a group, with its exact (Clopper–Pearson) 95 % confidence interval.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'Subjects that have it.' }),
    of: t.exposeInt('of', { description: 'Subjects of the group.' }),
    percent: t.float({ description: 'Share, percent; 0 of none.', resolve: percentOf }),
    lowerPercent: t.float({
      description: 'Lower end of the interval, percent; of no subjects 0.',
      resolve: ({ count, of }) => (of === 0 ? 0 : 100 * clopperPearson(count, of).lower),
    }),
    upperPercent: t.float({
      description: 'Upper end of the interval, percent; of no subjects 100.',
      resolve: ({ count, of }) => (of === 0 ? 100 : 100 * clopperPearson(count, of).upper),
    }),
  }),
});

const ResponseCount = builder.objectRef<Share & { readonly response: string }>('ResponseCount').implement({
  description: 'How many subjects have a best response.',
  fields: (t) => ({
    response: t.exposeString('response', { description: 'The best response.' }),
    meaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease.',
      resolve: ({ response }) => meaningOf(response),
    }),
    count: t.exposeInt('count', { description: 'Subjects.' }),
    percent: t.float({ description: 'Share of the group, percent; 0 of none.', resolve: percentOf }),
  }),
});

export const EfficacyGroup = builder.objectRef<Group>('EfficacyGroup').implement({
  description: 'The subjects of a population, all of them or those of an arm.',
  fields: (t) => ({
    arm: t.field({
      type: Arm,
      nullable: true,
      description: 'The planned arm; null: all subjects.',
      resolve: ({ arm }, _args, context) => (arm === null ? null : showArms(context, arm.trialId, arm)),
    }),
    subjects: t.exposeInt('subjects', { description: 'Subjects of the group.' }),
    counts: t.field({
      type: [ResponseCount],
      description: 'Subjects by best response, in order of display.',
      resolve: (group) =>
        [...new Set([...group.words.best, ...group.counts.keys()])].map((response) => ({
          response,
          ...shareOf(group, [response]),
        })),
    }),
    objectiveResponse: t.field({
      type: Rate,
      description:
        'Subjects whose best response is a response, as the criteria say: CR and PR, iCR and iPR …',
      resolve: (group) => shareOf(group, group.words.response),
    }),
    diseaseControl: t.field({
      type: Rate,
      description:
        'Subjects whose best response is disease control, as the criteria say: a response or stable disease.',
      resolve: (group) => shareOf(group, group.words.diseaseControl),
    }),
    medianBestChangePercent: t.exposeFloat('medianBestChangePercent', {
      nullable: true,
      description: 'Median of the best change, percent, over those that have one; null when none has.',
    }),
  }),
});
