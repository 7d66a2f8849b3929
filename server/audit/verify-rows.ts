import type { Fault } from '@readout/ledger/fault.ts';
import type pg from 'pg';

interface Stray {
  readonly record_id: string;
  readonly kind: 'MISSING' | 'ADDED' | 'DIFFERENT';
  readonly columns: readonly string[];
  readonly last_entry: string | null;
}

/** The first row of a table that is not as the trail tells it: changed, added or deleted past the triggers. */
export async function findRowFault(client: pg.PoolClient): Promise<Fault | null> {
  const { rows: tables } = await client.query<{ tab: string; name: string; key: string }>(
    'select tab::text, name, key from private.watched_tables()',
  );
  for (const { tab, name, key } of tables) {
    const { rows } = await client.query<Stray>('select * from private.rows_beside_trail($1, $2, $3, 1)', [
      tab,
      name,
      key,
    ]);
    const [stray] = rows;
    if (stray !== undefined) return faultOf(name, stray);
  }
  return null;
}

function faultOf(table: string, { record_id, kind, columns, last_entry }: Stray): Fault {
  const row = `The row ${record_id} of ${table}`;
  const last = last_entry === null ? '' : ` (its last entry is ${last_entry})`;
  const sentence = {
    MISSING: `${row} was deleted past the trail: the trail tells of it, and it is not there${last}.`,
    ADDED: `${row} was inserted past the trail: no entry tells how it came${last}.`,
    DIFFERENT: `${row} was changed past the trail: ${columns.join(', ')} ${columns.length === 1 ? 'is' : 'are'} not what the trail says${last}.`,
  }[kind];
  return {
    kind: kind === 'MISSING' ? 'DELETED' : kind === 'ADDED' ? 'INSERTED' : 'CHANGED',
    index: null,
    entryNumber: last_entry,
    sentence,
  };
}
