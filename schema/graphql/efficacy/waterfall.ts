import { meaningOf } from '@readout/criteria';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { showArms } from '../permission.ts';
import { encodeNodeId } from '../node-id.ts';
import { ResponseMeaning } from '../response/response-meaning.ts';
import { memberOf, type Ask } from './population.ts';

type Row = {
  readonly trialId: string;
  readonly id: string;
  readonly subject: string;
  readonly site: string;
  readonly arm: string | null;
  readonly bestChangePercent: number | null;
  readonly best: string;
  readonly isUnconfirmed: boolean;
  readonly unconfirmedBest: string;
};

/** Best change of each subject of a population: worst first, those without one last. One statement. */
export async function listWaterfall(
  db: Transaction,
  ask: Ask,
  responses: readonly string[],
): Promise<readonly Row[]> {
  const words = sql`array(select jsonb_array_elements_text(${JSON.stringify(responses)}::jsonb))`;
  const { rows } = await db.execute<Row>(sql`
    with ${memberOf(ask)}
    select trial_id as "trialId", id, number as subject, site, arm, best_change_percent as "bestChangePercent", best,
      unconfirmed_best = any (${words}) and not confirmed_best = any (${words}) as "isUnconfirmed", unconfirmed_best as "unconfirmedBest"
    from member
    order by best_change_percent desc nulls last, number`);
  return rows;
}

export const WaterfallRow = builder.objectRef<Row>('WaterfallRow').implement({
  description: 'A bar of the waterfall plot.',
  fields: (t) => ({
    subjectId: t.id({ description: 'Id of the Subject.', resolve: (row) => encodeNodeId('Subject', row) }),
    subject: t.exposeString('subject', { description: "The subject's number." }),
    site: t.exposeString('site', { description: "Code of the subject's site." }),
    arm: t.string({
      nullable: true,
      description: 'Code of the planned arm; null when not assigned or withheld.',
      resolve: ({ trialId, arm }, _args, context) => showArms(context, trialId, arm),
    }),
    bestChangePercent: t.exposeFloat('bestChangePercent', {
      nullable: true,
      description:
        'Smallest change of the tumour burden from baseline up to progression, percent; null when none can be told.',
    }),
    best: t.exposeString('best', {
      description: 'Best overall response, with or without confirmation as asked; NE without a review.',
    }),
    bestMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease: the colour of the bar.',
      resolve: ({ best }) => meaningOf(best),
    }),
    isUnconfirmed: t.exposeBoolean('isUnconfirmed', {
      description: 'Whether it is a response only as long as confirmation is not asked for.',
    }),
    unconfirmedBest: t.exposeString('unconfirmedBest', {
      description: 'Best overall response, confirmation not asked for.',
    }),
    unconfirmedBestMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What that says of the disease.',
      resolve: ({ unconfirmedBest }) => meaningOf(unconfirmedBest),
    }),
  }),
});
