import { trial } from '@readout/db/table/trial.ts';
import { transact } from '@readout/db/transact.ts';
import { asViewer } from '@readout/db/viewer.ts';
import { expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';

const fresh = withDatabase();

test('mutations, each a write inside the read of its request, finish when there are more of them than connections', async () => {
  const { database } = fresh;
  const requests = Array.from({ length: 40 }, () =>
    asViewer(database, OPERATOR, async () =>
      transact(database, { viewer: OPERATOR, reason: 'Many at once' }, async (tx) => {
        await tx.select().from(trial).execute();
        return true;
      }),
    ),
  );
  expect(await Promise.all(requests)).toHaveLength(40);
});
