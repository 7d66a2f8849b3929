import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { Charter } from '../trial/charter.ts';
import { actOf, SignInput, SIGNING_CODES } from './sign-input.ts';
import { signAsViewer } from './sign-record.ts';

builder.mutationField('signCharter', (t) =>
  t.drizzleField({
    type: Charter,
    description: `Signs a version of the imaging charter. For a trial administrator. ${SIGNING_CODES}`,
    args: { input: t.arg({ type: SignInput, required: true, description: 'The signature.' }) },
    resolve: async (query, _root, { input }, context) => {
      const { trialId, id } = decodeNodeId('Charter', input.id);
      await signAsViewer(context, { trialId, record: 'charter', recordId: id }, actOf(input));
      const signed = await context.db.query.charter.findFirst(query({ where: { trialId, id } })).execute();
      if (signed === undefined) throw new Error('What was signed is not there.');
      return signed;
    },
  }),
);
