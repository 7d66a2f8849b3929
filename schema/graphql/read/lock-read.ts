import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { lockReads } from './lock-reads.ts';
import { Read } from './read.ts';
import { unlockRead } from './unlock-read.ts';

const readIdOf = { description: 'The read.', required: true } as const;
const reasonOf = { description: 'Why, for the audit trail.', required: true } as const;

builder.mutationField('lockRead', (t) =>
  t.drizzleField({
    type: Read,
    description:
      'Locks a submitted read, which then counts for the best response. For its reader or a data manager. NOT_FOUND, CONFLICT, FORBIDDEN, REASON_MISSING.',
    args: { readId: t.arg.id(readIdOf), reason: t.arg.string(reasonOf) },
    resolve: async (query, _root, { readId, reason }, { db, database, viewer }) => {
      const { trialId, id } = decodeNodeId('Read', readId);
      await transact(database, { viewer, reason }, (tx) => lockReads(tx, { trialId, readIds: [id] }));
      const locked = await db.query.read.findFirst(query({ where: { trialId, id } })).execute();
      if (locked === undefined) throw new Error('The read that was locked is not there.');
      return locked;
    },
  }),
);

builder.mutationField('unlockRead', (t) =>
  t.drizzleField({
    type: Read,
    description:
      'Opens a locked read for correction by its reader. For a data manager or trial administrator. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: { readId: t.arg.id(readIdOf), reason: t.arg.string(reasonOf) },
    resolve: async (query, _root, { readId, reason }, { db, database, viewer }) => {
      const { trialId, id } = decodeNodeId('Read', readId);
      await transact(database, { viewer, reason }, (tx) => unlockRead(tx, { trialId, readId: id }));
      const unlocked = await db.query.read.findFirst(query({ where: { trialId, id } })).execute();
      if (unlocked === undefined) throw new Error('The read that was unlocked is not there.');
      return unlocked;
    },
  }),
);
