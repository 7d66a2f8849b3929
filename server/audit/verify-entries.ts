import { changed, deleted, erased, inserted, type Fault } from '@readout/ledger/fault.ts';
import type pg from 'pg';
import { readLeafEntry, remakeLeaf, type Salts } from '../job/sealed-leaf.ts';
import { nativeSha256 } from '../native-sha256.ts';

interface Suspect {
  readonly index: string;
  readonly number: string;
  readonly content: string;
  readonly salts: Salts;
  /** Null where the entry is gone. */
  readonly entry: string | null;
}

/** Leaves compared by one statement: their entries fit into its memory. */
const STRETCH = 50_000;
/** Suspects looked at in one go. */
const PIECE = 100;

/** The first entry that is not what its leaf says, is gone, was erased without a redaction, or was put in behind the sealed end. */
export async function findEntryFault(client: pg.PoolClient): Promise<Fault | null> {
  return (await findDifference(client)) ?? (await findErasure(client)) ?? (await findUnsealed(client));
}

async function findDifference(client: pg.PoolClient): Promise<Fault | null> {
  // Entries are partitioned by time: looked up one by one, each would be looked for in every month.
  await client.query("set local enable_nestloop = off; set local work_mem = '128MB'");
  const { rows } = await client.query<{ size: string }>('select private.ledger_size() as size');
  for (let from = 0; from < Number(rows[0]?.size); from += STRETCH) {
    const fault = await findDifferenceIn(client, from, from + STRETCH);
    if (fault !== null) return fault;
  }
  return null;
}

async function findDifferenceIn(client: pg.PoolClient, from: number, to: number): Promise<Fault | null> {
  const numbers = await client.query<{ first: string; last: string }>(
    'select min(entry_number) as first, max(entry_number) as last from audit.leaf where index >= $1 and index < $2',
    [from, to],
  );
  const { first, last } = numbers.rows[0] ?? {};
  for (let after = from - 1; ;) {
    const { rows } = await client.query<Suspect>(
      `select l.index, l.entry_number as number, l.content, l.salts,
         case when e.number is not null then private.leaf_entry(e)::text end as entry
       from audit.leaf l left join audit.entry e on e.number = l.entry_number and e.number between $3 and $4
       where l.index > $1 and l.index < $2 and (e.number is null or not private.leaf_matches(e, l.content, l.salts))
       order by l.index limit ${PIECE}`,
      [after, to, first, last],
    );
    for (const { index, number, content, salts, entry } of rows) {
      const at = Number(index);
      if (entry === null) return deleted(at, `entry ${number} is no longer on the trail`);
      // The database compares as jsonb; only what is written differs is changed.
      if (remakeLeaf(readLeafEntry(entry), at, salts, content, nativeSha256) !== content)
        return changed(at, number);
    }
    if (rows.length < PIECE) return null;
    after = Number(rows.at(-1)?.index);
  }
}

async function findErasure(client: pg.PoolClient): Promise<Fault | null> {
  const { rows } = await client.query<{ index: string; number: string; path: string }>(
    `select l.index, l.entry_number as number, s.key as path from audit.leaf l cross join jsonb_each(l.salts) s
     where s.value = 'null' and not exists (
       select from audit.entry r where r.act = 'REDACT' and r.record = 'entry' and r.record_id = l.entry_number::text and r.after->>'path' = s.key)
     order by l.index limit 1`,
  );
  const [found] = rows;
  return found === undefined ? null : erased(Number(found.index), found.number, found.path);
}

/** Each entry of a transaction that had ended at the last seal has its leaf; one without was not there then. */
async function findUnsealed(client: pg.PoolClient): Promise<Fault | null> {
  const { rows } = await client.query<{ number: string; size: string }>(
    `select e.number, private.ledger_size() as size from audit.entry e, private.seal_state s, pg_control_system() c
     where s.system = c.system_identifier::text and e.transaction < s.sealed_before
       and not exists (select from audit.leaf l where l.entry_number = e.number) order by e.number limit 1`,
  );
  const [found] = rows;
  return found === undefined
    ? null
    : inserted(
        Number(found.size),
        found.number,
        'its transaction is older than the last seal, and it was not there then',
      );
}
