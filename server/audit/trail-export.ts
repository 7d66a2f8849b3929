import { readNodes } from '@readout/graphql/audit/ledger-nodes.ts';
import {
  openCheckpoint,
  verifierKeyOf,
  verifierKeyText,
  type VerifierKey,
} from '@readout/ledger/checkpoint.ts';
import { checkpointLine, headerLine, leafLine, openingsLine, skipLine } from '@readout/ledger/export-line.ts';
import type { Opening } from '@readout/ledger/leaf.ts';
import { perfectSubtrees, type Hash } from '@readout/ledger/merkle.ts';
import { sql, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { LedgerConfig } from '../config-ledger.ts';
import { askHashes } from '../job/seal.ts';

/** What is exported. */
export interface ExportedTrail {
  /** A trial's entries alone; undefined: the whole trail. */
  readonly trial: { readonly id: string; readonly protocol: string } | undefined;
  /** Which of the trial's entries, as a condition on `audit.entry e`, and in words; left out: all. */
  readonly chosen?: { readonly where: SQL; readonly text: string } | undefined;
  /** The checkpoint that the file ends with. */
  readonly note: string;
}

interface ExportedLeaf {
  readonly index: string;
  readonly hash: Buffer;
  readonly content: string;
  readonly openings: Readonly<Record<string, Opening | null>>;
}

/** Rows fetched at once. */
const PIECE = 2000;

/**
 * The lines of an exported trail, as they are read: entries in the order of the tree, hashes for those that are not in it, checkpoints.
 *
 * @param counter counts the entries as they are told
 * @param client in a transaction; what it may read is what the file tells: an entry it may not see is one of the hashes
 * @throws Error when hashes are missing: the sealed trail is damaged
 */
export async function* exportTrail(
  client: pg.PoolClient,
  config: Pick<LedgerConfig, 'ledgerName' | 'ledgerKey'>,
  { trial, chosen, note }: ExportedTrail,
  counter: { rows: number } = { rows: 0 },
): AsyncGenerator<string> {
  const key = verifierKeyOf(config.ledgerName, config.ledgerKey);
  const last = openCheckpoint(note, key);
  if (last === undefined) throw new Error('The last checkpoint is not signed by the key of this hub.');
  yield headerLine({
    origin: key.name,
    key: verifierKeyText(key),
    trial: trial?.protocol ?? null,
    filter: chosen?.text,
  });
  const checkpoints = [
    ...(trial === undefined ? await listCheckpoints(client, key, last.size) : []),
    { size: last.size, note },
  ];
  let size = 0;
  /** Tells of what lies between: checkpoints at their sizes, hashes for entries that are not in the file. */
  const passTo = async (end: number): Promise<string> => {
    let text = '';
    const skip = async (to: number) => {
      if (to > size) text += skipLine(size, to, await readHashes(client, size, to));
      size = Math.max(size, to);
    };
    for (let next = checkpoints[0]; next !== undefined && next.size <= end; next = checkpoints[0]) {
      await skip(next.size);
      text += checkpointLine(next.note);
      checkpoints.shift();
    }
    await skip(end);
    return text;
  };
  const { sql: text, params } = new PgDialect().sqlToQuery(cursorOver(trial?.id, chosen?.where, last.size));
  await client.query(text, params);
  for (;;) {
    const { rows } = await client.query<ExportedLeaf>(`fetch ${PIECE} from exported`);
    counter.rows += rows.length;
    let text = '';
    for (const { index, hash, content, openings } of rows) {
      text += (await passTo(Number(index))) + leafLine(hash, content) + openingsLine(openings);
      size = Number(index) + 1;
    }
    if (text !== '') yield text;
    if (rows.length < PIECE) break;
  }
  yield await passTo(last.size);
  await client.query('close exported');
}

async function listCheckpoints(
  client: pg.PoolClient,
  key: VerifierKey,
  below: number,
): Promise<{ readonly size: number; readonly note: string }[]> {
  const { rows } = await client.query<{ size: string; note: string }>(
    'select distinct on (size) size, note from audit.checkpoint where size < $1 order by size, number',
    [below],
  );
  // Those of an earlier key or name tell the reader of this file nothing: the last covers what they covered.
  return rows
    .map(({ size, note }) => ({ size: Number(size), note }))
    .filter(({ note }) => openCheckpoint(note, key) !== undefined);
}

async function readHashes(client: pg.PoolClient, from: number, to: number): Promise<Hash[]> {
  const nodes = perfectSubtrees(from, to);
  const read = await readNodes(nodes, askHashes(client));
  return nodes.map((node) => {
    const hash = read(node);
    if (hash === undefined) throw new Error(`Hashes of entries ${from} to ${to - 1} are missing.`);
    return hash;
  });
}

/** The entries that are asked for, with those that record redactions of them: without, what was erased would look as if it had been changed. */
function cursorOver(trialId: string | undefined, where: SQL | undefined, size: number): SQL {
  const asked =
    where === undefined
      ? trialId === undefined
        ? sql`true`
        : sql`e.trial_id = ${trialId}`
      : sql`((${where}) or (e.trial_id = ${trialId} and e.act = 'REDACT' and e.record = 'entry'
          and e.record_id in (select e.number::text from audit.entry e where ${where})))`;
  return sql`declare exported no scroll cursor for
    select l.index, l.hash, l.content, private.leaf_openings(e, l.salts) as openings
    from audit.entry e join audit.leaf l on l.entry_number = e.number
    where l.index < ${size} and ${asked} order by l.index`;
}
