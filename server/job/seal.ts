import { randomBytes } from 'node:crypto';
import type { Database } from '@readout/db/database.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import type { CheckpointCause } from '@readout/db/term.ts';
import { readNodes, type AskHashes } from '@readout/graphql/audit/ledger-nodes.ts';
import { makeCheckpoint } from '@readout/ledger/checkpoint.ts';
import { leafContentWith, saltedDigest, SALT_BYTES, valueAt } from '@readout/ledger/leaf.ts';
import { growTree, leafHash, perfectSubtrees, type CompactRange } from '@readout/ledger/merkle.ts';
import type pg from 'pg';
import { nativeSha256 } from '../native-sha256.ts';
import { makeSalts, readLeafEntry } from './sealed-leaf.ts';

/** What seals: the database and the log's name and key. */
export interface SealHub {
  readonly database: Database;
  readonly config: { readonly ledgerName: string; readonly ledgerKey: Uint8Array };
}

/** What was signed. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** Any constant: one process of all seals at a time. */
export const SEAL_LOCK = 7_311_034;
const SEAL_EVERY_MS = 1000;
const CHECKPOINT_EVERY_S = 60;
/** Entries in one transaction: some 10 MB. */
const BATCH = 4000;
const KEPT_HEIGHTS: ReadonlySet<number> = new Set([8, 16, 24]);

/**
 * Seals the trail as long as the hub runs: each entry within a second or so of its commit, a checkpoint each minute with changes.
 *
 * Any number of processes may run it on one database. Each batch is a transaction: a process that dies leaves nothing half done.
 *
 * @param report told of failures; the next second tries again
 * @returns ends it, after the batch at work
 */
export function startSealing(hub: SealHub, report: (error: unknown) => void): () => Promise<void> {
  const stopped = new AbortController();
  let working: Promise<void> | undefined;
  const timer = setInterval(() => {
    working ??= sealWaiting(hub, stopped.signal)
      .then(() => signIfDue(hub))
      .catch(report)
      .finally(() => {
        working = undefined;
      });
  }, SEAL_EVERY_MS);
  return async () => {
    clearInterval(timer);
    stopped.abort();
    await working;
  };
}

/**
 * Seals everything that is committed and signs a checkpoint over it, now: after a signature, a data cut, an export.
 *
 * @returns the checkpoint over at least all that was committed when this was called; the last one when it already covers that
 */
export async function sealNow(hub: SealHub, cause: CheckpointCause): Promise<SignedCheckpoint> {
  await sealWaiting(hub);
  return inSealing(hub, async (client) => {
    const { rows } = await client.query<{ size: string; root: Buffer; note: string }>(
      'select size, root, note from audit.checkpoint where size = private.ledger_size() order by number desc limit 1',
    );
    const last = rows[0];
    return last === undefined
      ? sign(client, hub, cause)
      : { size: Number(last.size), root: last.root, note: last.note };
  });
}

/** Seals what is committed, a batch a transaction, until nothing is left. */
export async function sealWaiting(hub: SealHub, signal?: AbortSignal): Promise<void> {
  let pass: Pass | undefined;
  do pass = await inSealing(hub, (client) => sealBatch(client, pass));
  while (pass !== undefined && signal?.aborted !== true);
}

interface Pass {
  /** Transactions before it had ended when the pass began; so had those before `from` at an earlier one, and they are sealed. */
  readonly xmin: string;
  readonly from: string;
  readonly system: string;
  /** Transaction and number of the last entry looked at in this pass: entries are sealed in that order. */
  readonly after: readonly [transaction: string, number: string];
}

async function sealBatch(client: pg.PoolClient, pass: Pass | undefined): Promise<Pass | undefined> {
  const { xmin, from, system, after } = pass ?? (await startPass(client));
  // Looked up by the key that the pass goes along, and only then whether it is sealed: a batch costs the same however long the trail is.
  const { rows } = await client.query<{ number: string; transaction: string; entry: string | null }>(
    `select e.number, e.transaction,
       case when not exists (select from audit.leaf l where l.entry_number = e.number) then private.leaf_entry(e)::text end as entry
     from (select * from audit.entry where (transaction, number) > ($1, $2) order by transaction, number limit ${BATCH}) e
     order by e.transaction, e.number`,
    [...after],
  );
  const waiting = rows.flatMap(({ number, entry }) => (entry === null ? [] : [{ number, entry }]));
  if (waiting.length > 0) await appendLeaves(client, waiting);
  const last = rows.at(-1);
  if (last !== undefined && rows.length === BATCH)
    return { xmin, from, system, after: [last.transaction, last.number] };
  if (xmin !== from)
    await client.query('update private.seal_state set sealed_before = $1, system = $2', [xmin, system]);
  return undefined;
}

async function startPass(client: pg.PoolClient): Promise<Pass> {
  const { rows } = await client.query<Omit<Pass, 'after'>>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, c.system_identifier::text as system,
       case when s.system = c.system_identifier::text then s.sealed_before else 0 end::text as from
     from private.seal_state s, pg_control_system() c`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error('The state of the sealed trail is missing.');
  // No entry has number 0: the pass begins with the first entry of that transaction.
  return { ...found, after: [found.from, '0'] };
}

async function appendLeaves(
  client: pg.PoolClient,
  rows: readonly { readonly number: string; readonly entry: string }[],
): Promise<void> {
  const isPersonal = await readPersonalColumns(client);
  const start = await readTree(client);
  const subtrees: { height: number; position: number; root: Uint8Array }[] = [];
  const tree = growTree(start, nativeSha256, ({ height, position }, root) => {
    if (KEPT_HEIGHTS.has(height)) subtrees.push({ height, position, root });
  });
  const random = randomBytes(SALT_BYTES * 16 * rows.length);
  let used = 0;
  const leaves = rows.map(({ entry: json }, at) => {
    const entry = readLeafEntry(json);
    const salts = makeSalts(entry, isPersonal, () =>
      (used + SALT_BYTES <= random.length
        ? random.subarray(used, (used += SALT_BYTES))
        : randomBytes(SALT_BYTES)
      ).toString('hex'),
    );
    const digests = Object.entries(salts).map(([path, salt]): [string, string] => [
      path,
      saltedDigest({ salt, value: valueAt(entry, path) ?? null }, nativeSha256),
    ]);
    const content = leafContentWith(entry, start.size + at, Object.fromEntries(digests));
    const hash = leafHash(Buffer.from(content), nativeSha256);
    tree.append(hash);
    return { content, hash, salts: JSON.stringify(salts) };
  });
  await client.query('select private.seal_leaves($1, $2, $3, $4, $5, $6, $7, $8)', [
    start.size,
    rows.map(({ number }) => number),
    leaves.map(({ hash }) => hash),
    leaves.map(({ content }) => content),
    leaves.map(({ salts }) => salts),
    subtrees.map(({ height }) => height),
    subtrees.map(({ position }) => position),
    subtrees.map(({ root }) => root),
  ]);
}

/** Personal columns are few, and the same for a batch. */
async function readPersonalColumns(
  client: pg.PoolClient,
): Promise<(record: string, column: string) => boolean> {
  const { rows } = await client.query<{ record: string; column: string }>(
    'select record, "column" from private.personal_column',
  );
  const listed = new Set(rows.map(({ record, column }) => `${record} ${column}`));
  return (record, column) => listed.has(`${record} ${column}`) || listed.has(`* ${column}`);
}

async function readTree(client: pg.PoolClient): Promise<CompactRange> {
  const { rows } = await client.query<{ size: string }>('select private.ledger_size() as size');
  const size = Number(rows[0]?.size);
  const nodes = perfectSubtrees(0, size);
  const read = await readNodes(nodes, askHashes(client));
  return {
    size,
    nodes: nodes.map((node) => {
      const hash = read(node);
      if (hash === undefined)
        throw new Error(
          'A leaf or subtree of the sealed trail is missing: run "readout audit verify" to learn which.',
        );
      return hash;
    }),
  };
}

/** Asks the database for hashes of the tree, through one of its connections or a pool. */
export const askHashes =
  (client: Pick<pg.Pool | pg.PoolClient, 'query'>): AskHashes =>
  async (heights, froms, tos) =>
    (
      await client.query<{ height: number; position: string; hash: Buffer }>(
        'select * from private.ledger_hashes($1, $2, $3)',
        [heights, froms, tos],
      )
    ).rows;

async function signIfDue(hub: SealHub): Promise<void> {
  await inSealing(hub, async (client) => {
    const { rows } = await client.query<{ isDue: boolean }>(
      `select private.ledger_size() > coalesce(c.size, 0) and coalesce(c.signed_at < clock_timestamp() - make_interval(secs => $1), true) as "isDue"
       from (select max(size) as size, max(signed_at) as signed_at from audit.checkpoint) c`,
      [CHECKPOINT_EVERY_S],
    );
    if (rows[0]?.isDue === true) await sign(client, hub, 'MINUTE');
  });
}

async function sign(
  client: pg.PoolClient,
  { config }: SealHub,
  cause: CheckpointCause,
): Promise<SignedCheckpoint> {
  const tree = growTree(await readTree(client), nativeSha256);
  const { size } = tree.range();
  const root = tree.root();
  const note = makeCheckpoint({ origin: config.ledgerName, size, root }, config.ledgerKey);
  await client.query('select private.seal_checkpoint($1, $2, $3, $4)', [size, root, note, cause]);
  return { size, root, note };
}

/** Runs one transaction of the sealer, while no other process seals. */
async function inSealing<Answer>(
  { database }: SealHub,
  work: (client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> {
  return inTransaction(database.owner, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [SEAL_LOCK]);
    return work(client);
  });
}
