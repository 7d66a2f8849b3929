import { Refusal } from '@readout/db/refusal.ts';
import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { readOfInput } from './read-of-input.ts';
import { Read } from './read.ts';
import { SubmitReadInput } from './submit-read-input.ts';
import { submitReads } from './submit-reads.ts';

builder.mutationField('submitRead', (t) =>
  t.drizzleField({
    type: Read,
    description:
      'Submits a read: lesions, findings and what the reader states; the engine derives the response. For the person to whom the review is assigned. NOT_FOUND, READ_LOCKED, BAD_INPUT, CONFLICT, REASON_MISSING.',
    args: { input: t.arg({ type: SubmitReadInput, required: true, description: 'The read.' }) },
    resolve: async (query, _root, { input }, { db, database, viewer }) => {
      const { trialId, id: reviewId } = decodeNodeId('Review', input.reviewId);
      const timepoint = decodeNodeId('Timepoint', input.timepointId);
      if (timepoint.trialId !== trialId)
        throw new Refusal('NOT_FOUND', 'This timepoint belongs to another trial.');
      const read = readOfInput(input, { reviewId, timepointId: timepoint.id });
      const [id] = await transact(database, { viewer, reason: input.reason }, (tx) =>
        submitReads(tx, { trialId, reads: [read] }),
      );
      const submitted = await db.query.read.findFirst(query({ where: { trialId, id: id ?? '' } })).execute();
      if (submitted === undefined) throw new Error('The read that was submitted is not there.');
      return submitted;
    },
  }),
);
