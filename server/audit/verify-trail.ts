import { inTransaction } from '@readout/db/in-transaction.ts';
import type { Database } from '@readout/db/database.ts';
import { areSameBytes } from '@readout/ledger/bytes.ts';
import { openCheckpoint, peekCheckpoint, type VerifierKey } from '@readout/ledger/checkpoint.ts';
import { changed, deleted, reordered, wrongCheckpoint, type Fault } from '@readout/ledger/fault.ts';
import { growTree, leafHash } from '@readout/ledger/merkle.ts';
import { readLeaf } from '@readout/ledger/read-entry.ts';
import type pg from 'pg';
import { nativeSha256 } from '../native-sha256.ts';
import { findEntryFault } from './verify-entries.ts';
import { findRowFault } from './verify-rows.ts';

/** What became of a verification of the whole trail. */
export interface TrailVerdict {
  /** The first fault; null when there is none. */
  readonly fault: Fault | null;
  readonly entries: number;
  readonly checkpoints: number;
  /** Values that were redacted, each with its entry on the trail. */
  readonly redactions: number;
  /** Entries after the last checkpoint: sealed or not, no signature covers them yet. */
  readonly uncovered: number;
  readonly rows: number;
}

interface StoredLeaf {
  readonly index: string;
  readonly number: string;
  readonly hash: Buffer;
  readonly content: string;
}

interface StoredCheckpoint {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
}

const PIECE = 5000;

/**
 * Verifies the whole trail against its leaves, the tree, each signed checkpoint and the tables; stops at the first fault.
 *
 * Reads one snapshot, so that people may go on working.
 *
 * @param keys whose checkpoints count: the log's own, and earlier ones of it
 */
export async function verifyTrail(
  database: Database,
  keys: readonly VerifierKey[],
  onProgress?: (leaves: number) => void,
): Promise<TrailVerdict> {
  return inTransaction(
    database.owner,
    async (client) => {
      const counted = await count(client);
      const fault =
        (await findLeafFault(client, keys, onProgress)) ??
        (await findEntryFault(client)) ??
        (await findRowFault(client));
      return { fault, ...counted };
    },
    'begin isolation level repeatable read read only',
  );
}

async function count(client: pg.PoolClient): Promise<Omit<TrailVerdict, 'fault'>> {
  const { rows } = await client.query<Record<keyof Omit<TrailVerdict, 'fault'>, string>>(
    `select (select count(*) from audit.entry) as entries, (select count(*) from audit.checkpoint) as checkpoints,
       (select count(*) from audit.entry where act = 'REDACT' and record = 'entry') as redactions,
       (select count(*) from audit.entry e) - coalesce((select max(size) from audit.checkpoint), 0) as uncovered,
       (select count(distinct (record, record_id)) from audit.entry where action <> 'ACT') as rows`,
  );
  const [found] = rows;
  return {
    entries: Number(found?.entries),
    checkpoints: Number(found?.checkpoints),
    redactions: Number(found?.redactions),
    uncovered: Number(found?.uncovered),
    rows: Number(found?.rows),
  };
}

/** Leaves in their order: their hashes, their places, the subtrees and checkpoints over them. */
async function findLeafFault(
  client: pg.PoolClient,
  keys: readonly VerifierKey[],
  onProgress: ((leaves: number) => void) | undefined,
): Promise<Fault | null> {
  const checkpoints = (
    await client.query<StoredCheckpoint>(
      'select size, root, note from audit.checkpoint order by size, number',
    )
  ).rows;
  const subtrees = await readSubtrees(client);
  let size = 0;
  let fault: Fault | null = null;
  const tree = growTree(undefined, nativeSha256, ({ height, position }, root) => {
    if (height !== 8 && height !== 16 && height !== 24) return;
    const kept = subtrees.get(`${height} ${position}`);
    if (kept === undefined || !areSameBytes(kept, root))
      fault ??= stretch(position * 2 ** height, 2 ** height);
  });
  const checkUpTo = (): Fault | null => {
    for (let next = checkpoints[0]; next !== undefined && Number(next.size) <= size; next = checkpoints[0]) {
      const wrong = checkpointFault(next, tree.root(), keys);
      if (wrong !== null) return wrong;
      checkpoints.shift();
    }
    return null;
  };
  await client.query(
    'declare leaves no scroll cursor for select index, entry_number as number, hash, content from audit.leaf order by index',
  );
  for (;;) {
    const { rows } = await client.query<StoredLeaf>(`fetch ${PIECE} from leaves`);
    for (const leaf of rows) {
      fault = checkUpTo() ?? leafFault(leaf, size);
      if (fault !== null) return fault;
      tree.append(leaf.hash);
      size += 1;
      // Set by what the tree tells while it grows.
      if ((fault as Fault | null) !== null) return fault;
    }
    onProgress?.(size);
    if (rows.length < PIECE) break;
  }
  await client.query('close leaves');
  const [ahead] = checkpoints.slice(0, 1);
  const last = checkUpTo();
  if (last !== null) return last;
  return checkpoints.length === 0 || ahead === undefined
    ? null
    : deleted(
        size,
        `a signed checkpoint tells of ${checkpoints[0]?.size ?? ahead.size} entries, and ${size} are here`,
      );
}

function leafFault({ index, number, hash, content }: StoredLeaf, size: number): Fault | null {
  if (Number(index) !== size)
    return deleted(size, `index ${index} (entry ${number}) follows index ${size - 1}`);
  if (!areSameBytes(leafHash(Buffer.from(content), nativeSha256), hash)) return changed(size, number);
  const leaf = readLeaf(content);
  if (leaf === undefined || leaf.entryNumber !== number) return changed(size, number);
  return leaf.index === size ? null : reordered(size, number, `it was sealed at index ${leaf.index}`);
}

function checkpointFault(
  { size, root, note }: StoredCheckpoint,
  found: Uint8Array,
  keys: readonly VerifierKey[],
): Fault | null {
  const told = peekCheckpoint(note);
  if (told === undefined || !keys.some((key) => openCheckpoint(note, key) !== undefined))
    return wrongCheckpoint(
      `The checkpoint over ${size} entries is not signed by the log's key. If the key was changed, give the earlier one with --key.`,
    );
  if (told.size !== Number(size) || !areSameBytes(told.root, root))
    return wrongCheckpoint(`The checkpoint over ${size} entries was changed: it is not what its note says.`);
  return areSameBytes(told.root, found)
    ? null
    : wrongCheckpoint(
        `An entry before index ${size} was changed together with its hash: the signed root of ${size} entries is another.`,
        0,
      );
}

async function readSubtrees(client: pg.PoolClient): Promise<ReadonlyMap<string, Uint8Array>> {
  const { rows } = await client.query<{ height: number; position: string; hash: Buffer }>(
    'select height, position, hash from audit.subtree',
  );
  return new Map(rows.map(({ height, position, hash }) => [`${height} ${position}`, hash]));
}

const stretch = (from: number, width: number): Fault =>
  wrongCheckpoint(
    `An entry from index ${from} to ${from + width - 1} was changed together with its hash: the kept hash over them is another.`,
    from,
  );
