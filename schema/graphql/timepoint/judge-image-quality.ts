import { Refusal } from '@readout/db/refusal.ts';
import { timepoint } from '@readout/db/table/timepoint.ts';
import type { ImageQuality as Quality } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { ImageQuality, Timepoint } from './timepoint.ts';

/**
 * Says whether the images of a timepoint pass quality control; a read waits for it.
 *
 * For an image analyst, data manager or trial administrator. Audited: the timepoint.
 *
 * @throws Refusal FORBIDDEN for anybody else; CONFLICT for a verdict that its state does not allow, or while a read of it is locked
 */
async function judgeImageQuality(
  tx: Transaction,
  judged: { readonly trialId: string; readonly timepointId: string; readonly imageQuality: Quality },
): Promise<void> {
  const changed = await tx
    .update(timepoint)
    .set({ imageQuality: judged.imageQuality })
    .where(and(eq(timepoint.trialId, judged.trialId), eq(timepoint.id, judged.timepointId)))
    .returning({ id: timepoint.id })
    .execute();
  if (changed.length === 0)
    throw new Refusal('FORBIDDEN', 'An image analyst or a data manager judges images.');
}

builder.mutationField('judgeImageQuality', (t) =>
  t.drizzleField({
    type: Timepoint,
    description:
      'Says whether the images of a timepoint pass quality control; a read waits for it. For an image analyst, data manager or trial administrator. NOT_FOUND, FORBIDDEN, CONFLICT, TRIAL_LOCKED, REASON_MISSING.',
    args: {
      timepointId: t.arg.id({ description: 'The timepoint.', required: true }),
      imageQuality: t.arg({ type: ImageQuality, description: 'The verdict.', required: true }),
      reason: t.arg.string({ description: 'Why, for the audit trail.', required: true }),
    },
    resolve: async (query, _root, { timepointId, imageQuality, reason }, { db, database, viewer }) => {
      const { trialId, id } = decodeNodeId('Timepoint', timepointId);
      await transact(database, { viewer, reason }, (tx) =>
        judgeImageQuality(tx, { trialId, timepointId: id, imageQuality }),
      );
      const judged = await db.query.timepoint.findFirst(query({ where: { trialId, id } })).execute();
      if (judged === undefined) throw new Error('The timepoint that was judged is not there.');
      return judged;
    },
  }),
);
