import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { dataCut } from '@readout/db/table/data-cut.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { DataCut } from './data-cut.ts';

export interface NewDataCut {
  readonly trialId: string;
  readonly name: string;
  /** ISO 8601. */
  readonly cutOn: string;
}

/**
 * Takes a cut of a trial's data: names its newest audit entry, once nobody writes.
 *
 * For a data manager or statistician. Audited: the cut.
 *
 * @returns its id
 * @throws Refusal FORBIDDEN for anybody else; CONFLICT for a name that is taken, or while data are being written
 */
export async function makeDataCut(tx: Transaction, { trialId, name, cutOn }: NewDataCut): Promise<string> {
  const id = newId();
  const taken = await tx
    .select({ id: dataCut.id })
    .from(dataCut)
    .where(sql`${dataCut.trialId} = ${trialId} and ${dataCut.name} = ${name.trim()}`)
    .execute();
  if (taken.length > 0)
    throw new Refusal(
      'CONFLICT',
      `There is a data cut "${name.trim()}" already. Give this one another name.`,
    );
  // The database says which entry, who and when; what is sent for them does not count.
  await tx
    .insert(dataCut)
    .values({ trialId, id, name: name.trim(), cutOn, entryNumber: 0, takenById: '' })
    .execute();
  return id;
}

const MakeDataCutInput = builder.inputType('MakeDataCutInput', {
  description: 'A new cut of the data.',
  fields: (t) => ({
    protocol: t.string({ required: true, description: 'Protocol number of the trial.' }),
    name: t.string({ required: true, description: 'Name as people will say it.' }),
    cutOn: t.field({ type: 'Date', required: true, description: 'The date up to which data count.' }),
    reason: t.string({ required: true, description: 'Why, for the audit trail.' }),
  }),
});

builder.mutationField('makeDataCut', (t) =>
  t.drizzleField({
    type: DataCut,
    description:
      "Takes a cut of a trial's data at its newest audit entry. For a data manager or statistician. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.",
    args: { input: t.arg({ type: MakeDataCutInput, required: true, description: 'The cut.' }) },
    resolve: async (query, _root, { input }, { db, database, viewer, sealNow }) => {
      const { protocol, name, cutOn, reason } = input;
      const trial = await db.query.trial.findFirst({ where: { protocol }, columns: { id: true } }).execute();
      if (trial === undefined) throw new Refusal('NOT_FOUND', 'There is no such trial for you.');
      const trialId = trial.id;
      const id = await transact(database, { viewer, reason }, (tx) =>
        makeDataCut(tx, { trialId, name, cutOn }),
      );
      await sealNow?.('DATA_CUT');
      const made = await db.query.dataCut.findFirst(query({ where: { trialId, id } })).execute();
      if (made === undefined) throw new Error('The data cut that was taken is not there.');
      return made;
    },
  }),
);
