import { builder } from '../builder.ts';
import { Trial } from '../trial/trial.ts';
import { changeSentence } from './change-sentence.ts';

const AuditEntry = builder.drizzleObject('auditEntry', {
  name: 'AuditEntry',
  description: 'One change of one row: who, when, why, what was and what is.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its own id, never reused.' }),
    number: t.exposeInt('number', { description: 'Order in which it was recorded.' }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: "When, by the server's clock." }),
    actorName: t.exposeString('actorName', { description: 'Printed name of who did it, at that time.' }),
    action: t.exposeString('action', {
      description: 'INSERT, UPDATE or DELETE of a row; ACT: something done that changes no row.',
    }),
    record: t.exposeString('record', { description: 'What kind of row.' }),
    recordId: t.exposeString('recordId', { description: "The row's id." }),
    reason: t.exposeString('reason', { description: 'Why, as the person gave it.' }),
    changed: t.exposeStringList('changed', {
      description: 'Names of the changed fields; empty but for UPDATE.',
    }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What was; null for INSERT.',
      resolve: ({ before }) => before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What is; null for DELETE.',
      resolve: ({ after }) => after,
    }),
    sentence: t.string({ description: 'The change in plain English.', resolve: changeSentence }),
  }),
});

builder.drizzleObjectField(Trial, 'recentChanges', (t) =>
  t.field({
    type: [AuditEntry],
    description: 'The newest changes that the viewer may see, newest first; 200 at most.',
    args: { first: t.arg.int({ defaultValue: 12, description: 'How many.' }) },
    complexity: ({ first }) => ({ field: 5, multiplier: first ?? 12 }),
    resolve: ({ id }, { first }, { db }) =>
      db.query.auditEntry
        .findMany({
          where: { trialId: id },
          orderBy: { number: 'desc' },
          limit: Math.min(200, Math.max(0, first ?? 12)),
        })
        .execute(),
  }),
);
