import { builder } from '../builder.ts';
import { Person } from '../person/person.ts';
import { SIGNATURES } from '../signature/signature.ts';
import { Trial } from '../trial/trial.ts';

export const DataCut = builder.drizzleNode('dataCut', {
  name: 'DataCut',
  description: 'A cut of the data: what was known of a trial when it was taken.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name as people say it, unique in the trial.' }),
    cutOn: t.expose('cutOn', { type: 'Date', description: 'The date up to which data count.' }),
    entryNumber: t.exposeInt('entryNumber', {
      description: 'Version of the trial: its newest audit entry when the cut was taken.',
    }),
    takenAt: t.expose('takenAt', { type: 'DateTime', description: 'When it was taken.' }),
    takenBy: t.field({
      type: Person,
      nullable: true,
      description: 'Who took it; null where that is not shown.',
      select: (_args, _context, nested) => ({ with: { takenBy: nested() } }),
      resolve: ({ takenBy }) => takenBy,
    }),
    signatures: t.relation('signatures', SIGNATURES),
  }),
});

builder.drizzleObjectField(Trial, 'dataCuts', (t) =>
  t.relation('dataCuts', {
    query: { orderBy: { takenAt: 'desc' } },
    description: 'Cuts of the data, the newest first; empty for those who read.',
  }),
);
