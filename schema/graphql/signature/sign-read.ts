import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { lockReads } from '../read/lock-reads.ts';
import { Read } from '../read/read.ts';
import { actOf, SignInput, SIGNING_CODES } from './sign-input.ts';
import { signAsViewer } from './sign-record.ts';

builder.mutationField('signRead', (t) =>
  t.drizzleField({
    type: Read,
    description: `Signs a submitted read and locks it, which counts for the best response from then on. For its reader. ${SIGNING_CODES}`,
    args: { input: t.arg({ type: SignInput, required: true, description: 'The signature.' }) },
    resolve: async (query, _root, { input }, context) => {
      const { trialId, id } = decodeNodeId('Read', input.id);
      await signAsViewer(context, { trialId, record: 'read', recordId: id }, actOf(input), (tx) =>
        lockReads(tx, { trialId, readIds: [id] }),
      );
      const signed = await context.db.query.read.findFirst(query({ where: { trialId, id } })).execute();
      if (signed === undefined) throw new Error('The read that was signed is not there.');
      return signed;
    },
  }),
);
