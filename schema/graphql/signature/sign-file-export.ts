import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { FileExport } from '../export/file-export.ts';
import { actOf, SignInput, SIGNING_CODES } from './sign-input.ts';
import { signAsViewer } from './sign-record.ts';

builder.mutationField('signFileExport', (t) =>
  t.drizzleField({
    type: FileExport,
    description: `Signs an export, by the hash of its file. For the person who had it made. ${SIGNING_CODES}`,
    args: { input: t.arg({ type: SignInput, required: true, description: 'The signature.' }) },
    resolve: async (query, _root, { input }, context) => {
      const { trialId, id } = decodeNodeId('FileExport', input.id);
      await signAsViewer(context, { trialId, record: 'file_export', recordId: id }, actOf(input));
      const signed = await context.db.query.fileExport.findFirst(query({ where: { trialId, id } })).execute();
      if (signed === undefined) throw new Error('What was signed is not there.');
      return signed;
    },
  }),
);
