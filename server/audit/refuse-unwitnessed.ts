import { readFileSync } from 'node:fs';
import { areSameBytes } from '@readout/ledger/bytes.ts';
import { openCheckpoint, verifierKeyOf } from '@readout/ledger/checkpoint.ts';
import type { Database } from '@readout/db/database.ts';
import { ConfigRefusal } from '../config-refusal.ts';
import type { LedgerConfig } from '../config-ledger.ts';
import { askHashes } from '../job/seal.ts';
import { readRoot } from './consistency.ts';

/**
 * Refuses a database whose audit trail does not hold what a witness saw: an old backup, or another history.
 *
 * @throws ConfigRefusal in a sentence that says which, and what to do
 */
export async function refuseUnwitnessed({
  database,
  config,
}: {
  readonly database: Database;
  readonly config: LedgerConfig;
}): Promise<void> {
  const { witnessedPath, ledgerName, ledgerKey } = config;
  if (witnessedPath === undefined) return;
  const checkpoint = openCheckpoint(
    readFileSync(witnessedPath, 'utf8'),
    verifierKeyOf(ledgerName, ledgerKey),
  );
  if (checkpoint === undefined)
    throw new ConfigRefusal(
      `${witnessedPath} holds no checkpoint that this hub's key has signed: give it the key it had (READOUT_LEDGER_KEY, READOUT_LEDGER_NAME), or the right file as READOUT_WITNESSED.`,
    );
  const { rows } = await database.owner.query<{ size: string }>('select private.ledger_size() as size');
  const size = Number(rows[0]?.size);
  if (size < checkpoint.size)
    throw new ConfigRefusal(
      `The audit trail of this database has ${size} sealed entries, but a witness saw ${checkpoint.size}: it is an old copy. Restore a newer backup; to go on without the ${checkpoint.size - size} entries, agree it with the witness and remove ${witnessedPath}.`,
    );
  const root = await readRoot(askHashes(database.owner), checkpoint.size);
  if (root === undefined || !areSameBytes(root, checkpoint.root))
    throw new ConfigRefusal(
      `The audit trail of this database is another history than the ${checkpoint.size} entries that a witness saw: it was changed, or is another hub's. "readout audit verify" names what was changed.`,
    );
}
