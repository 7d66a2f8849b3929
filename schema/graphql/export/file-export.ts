import { builder } from '../builder.ts';
import { Person } from '../person/person.ts';
import { SIGNATURES } from '../signature/signature.ts';

export const FileExport = builder.drizzleNode('fileExport', {
  name: 'FileExport',
  description: 'A file that left Readout, known by its hash; the file itself is not kept.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'What the file holds and its format, e.g. AUDIT_CSV.' }),
    fileName: t.exposeString('fileName', { description: 'Name under which it was sent.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes, hexadecimal.' }),
    bytes: t.exposeFloat('bytes', { description: 'Its size, bytes.' }),
    treeSize: t.exposeFloat('treeSize', {
      nullable: true,
      description:
        'Size of the signed audit log that it is proved by, entries; null where it bears no proof.',
    }),
    rows: t.exposeFloat('rows', {
      nullable: true,
      description: 'How many entries of the trail are in it; null where that was not counted.',
    }),
    filter: t.exposeString('filter', {
      nullable: true,
      description: 'Which of the entries were asked for, in words; null: all.',
    }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When.' }),
    requestedBy: t.field({
      type: Person,
      nullable: true,
      description: 'Who had it made; null where that is not shown.',
      select: (_args, _context, nested) => ({ with: { requestedBy: nested() } }),
      resolve: ({ requestedBy }) => requestedBy,
    }),
    signatures: t.relation('signatures', SIGNATURES),
  }),
});
