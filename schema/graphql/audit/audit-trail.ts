import { sql } from 'drizzle-orm';
import { builder, LIST_ROWS } from '../builder.ts';
import { Trial } from '../trial/trial.ts';
import { AuditEntry } from './audit-entry.ts';
import { EntryConnection, pageEntries, type PageArgs } from './entry-connection.ts';
import { AuditFilter, entriesOf } from './entry-filter.ts';
import { pageOf } from './entry-page.ts';
import { listEntries } from './entry-row.ts';
import { historyOf } from './history.ts';

const complexity = ({ first, last }: Pick<PageArgs, 'first' | 'last'>) => ({
  field: 5,
  multiplier: Math.ceil((first ?? last ?? 50) / LIST_ROWS),
});

builder.drizzleObjectField(Trial, 'auditEntries', (t) =>
  t.connection(
    {
      type: AuditEntry,
      description:
        'The audit trail as far as the viewer may see it, newest first; the cursor is the number of an entry.',
      args: { filter: t.arg({ type: AuditFilter, description: 'Which entries; left out: all.' }) },
      complexity,
      resolve: ({ id }, { filter, ...page }, context) =>
        pageEntries(context, entriesOf(id, filter ?? {}), page),
    },
    EntryConnection,
  ),
);

builder.drizzleObjectField(Trial, 'auditEntry', (t) =>
  t.field({
    type: AuditEntry,
    nullable: true,
    description: 'The entry of a number; null when it is not there or not readable.',
    args: { number: t.arg.int({ required: true, description: 'Number of the entry.' }) },
    resolve: async ({ id }, { number }, { db }) =>
      pageOf(db, await listEntries(db, sql`e.trial_id = ${id} and e.number = ${number}`, { limit: 1 }))[0] ??
      null,
  }),
);

builder.drizzleObjectField(Trial, 'history', (t) =>
  t.connection(
    {
      type: AuditEntry,
      description:
        'What happened to a record, newest first: to a read with its findings and responses, to a lesion with its findings, to a subject with all that is of it; of an adjudication, an arm or a course by the id of the subject.',
      args: {
        record: t.arg.string({ required: true, description: 'Kind of row, e.g. read, lesion, charter.' }),
        recordId: t.arg.id({
          required: true,
          description: 'Id of the row, or the id under which clients know it.',
        }),
      },
      complexity,
      resolve: async ({ id }, { record, recordId, ...page }, context) =>
        pageEntries(context, await historyOf(context.db, id, record, recordId), page),
    },
    EntryConnection,
  ),
);

const AuditPerson = builder
  .objectRef<{ readonly id: string; readonly name: string }>('AuditPerson')
  .implement({
    description: 'Somebody with entries in the trail.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id, for the filter.' }),
      name: t.exposeString('name', { description: 'Printed name today.' }),
    }),
  });

builder.drizzleObjectField(Trial, 'auditPeople', (t) =>
  t.field({
    type: [AuditPerson],
    description: 'Who has entries in the trail that the viewer may see, by name.',
    resolve: async ({ id }, _args, { db }) => {
      // A walk from person to person along the index, which reads one entry of each instead of all.
      const { rows } = await db.execute<{ id: string; name: string }>(sql`
        select p.id, p.name from person p
        where exists (select from audit.entry e where e.actor_id = p.id and e.trial_id = ${id}) order by p.name, p.id`);
      return rows;
    },
  }),
);

builder.drizzleObjectField(Trial, 'auditBegan', (t) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When the first entry that the viewer may see was recorded; null without one.',
    resolve: async ({ id }, _args, { db }) =>
      (await listEntries(db, entriesOf(id), { limit: 1, isOldestFirst: true }))[0]?.recordedAt ?? null,
  }),
);

builder.drizzleObjectField(Trial, 'recentChanges', (t) =>
  t.field({
    type: [AuditEntry],
    description: 'The newest changes that the viewer may see, newest first; 200 at most.',
    args: { first: t.arg.int({ defaultValue: 12, description: 'How many.' }) },
    complexity: ({ first }) => ({ field: 5, multiplier: first ?? 12 }),
    resolve: async ({ id }, { first }, { db }) =>
      pageOf(db, await listEntries(db, entriesOf(id), { limit: Math.min(200, Math.max(0, first ?? 12)) })),
  }),
);

builder.queryField('accountEntries', (t) =>
  t.connection(
    {
      type: AuditEntry,
      description:
        "Acts on accounts, which belong to no trial: sign-ins, lock-outs, password changes. One's own; for auditors and trial administrators those of the people of their trials too.",
      args: { filter: t.arg({ type: AuditFilter, description: 'Which entries; left out: all.' }) },
      complexity,
      resolve: (_root, { filter, ...page }, context) =>
        pageEntries(context, entriesOf(null, filter ?? {}), page),
    },
    EntryConnection,
  ),
);
