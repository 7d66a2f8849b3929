import { builder } from '../builder.ts';
import { Person } from '../person/person.ts';
import { ImportReport, type StoredReport } from './import-report.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export const SdtmImport = builder.drizzleObject('sdtmImport', {
  name: 'SdtmImport',
  description: 'A request to take over a trial from SDTM files, its progress and its report.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Never reused.' }),
    protocol: t.exposeString('protocol', {
      nullable: true,
      description: 'Protocol number asked for; null: that of the files.',
    }),
    criteria: t.exposeString('criteria', {
      nullable: true,
      description: 'Id of the criteria asked for; null: recist-1.1.',
    }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    files: t.exposeStringList('files', { description: 'Names of the files.' }),
    fileSha256: t.exposeStringList('fileSha256', {
      nullable: true,
      description: 'SHA-256 of each of the files, hexadecimal, in their order; null until they are read.',
    }),
    state: t.exposeString('state', { description: 'QUEUED, RUNNING, DONE, REFUSED, CANCELLED or FAILED.' }),
    rowsRead: t.exposeInt('rowsRead', { description: 'Rows worked off so far.' }),
    rowsTotal: t.exposeInt('rowsTotal', {
      nullable: true,
      description: 'Rows of all files; null until they are counted.',
    }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When.' }),
    requestedBy: t.field({
      type: Person,
      description: 'Who asked.',
      select: (_args, _context, nested) => ({ with: { requestedBy: nested() } }),
      resolve: ({ requestedBy }) => {
        if (requestedBy === null) throw new Error('Who asked for the import is not to be seen.');
        return requestedBy;
      },
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null until then.',
    }),
    refusal: t.exposeString('refusal', {
      nullable: true,
      description: 'Why it was refused; null when it was not.',
    }),
    report: t.field({
      type: ImportReport,
      nullable: true,
      description: 'What was read, stored, flagged and refused; null until it is done.',
      resolve: ({ report }) => report as StoredReport | null,
    }),
    trial: t.relation('trial', {
      nullable: true,
      description: 'The trial it made or corrected; null until it is known.',
    }),
  }),
});

builder.queryFields((t) => ({
  sdtmImport: t.drizzleField({
    type: SdtmImport,
    nullable: true,
    description: 'An import by its id; null when not there or not readable.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: async (query, _root, { id }, { db }) =>
      UUID.test(id)
        ? ((await db.query.sdtmImport.findFirst(query({ where: { id } })).execute()) ?? null)
        : null,
  }),
  sdtmImports: t.drizzleField({
    type: [SdtmImport],
    description: "The viewer's imports and those of the viewer's trials, newest first; 100 at most.",
    resolve: (query, _root, _args, { db }) =>
      db.query.sdtmImport.findMany(query({ orderBy: { requestedAt: 'desc' }, limit: 100 })).execute(),
  }),
}));
