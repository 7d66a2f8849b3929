import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { DataCut } from '../data-cut/data-cut.ts';
import { actOf, SignInput, SIGNING_CODES } from './sign-input.ts';
import { signAsViewer } from './sign-record.ts';

builder.mutationField('signDataCut', (t) =>
  t.drizzleField({
    type: DataCut,
    description: `Signs a data cut. For a data manager or statistician. ${SIGNING_CODES}`,
    args: { input: t.arg({ type: SignInput, required: true, description: 'The signature.' }) },
    resolve: async (query, _root, { input }, context) => {
      const { trialId, id } = decodeNodeId('DataCut', input.id);
      await signAsViewer(context, { trialId, record: 'data_cut', recordId: id }, actOf(input));
      const signed = await context.db.query.dataCut.findFirst(query({ where: { trialId, id } })).execute();
      if (signed === undefined) throw new Error('What was signed is not there.');
      return signed;
    },
  }),
);
