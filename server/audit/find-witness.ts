import { readFileSync, statSync } from 'node:fs';
import type { Database } from '@readout/db/database.ts';
import type { LogWitness } from '@readout/graphql/context.ts';
import { openCheckpoint, verifierKeyOf } from '@readout/ledger/checkpoint.ts';
import type { LedgerConfig } from '../config-ledger.ts';

// A token that is good for more may have been used for something else than a checkpoint.
const LAST_ASKED = `
  select w.at, c.size from (
    select max(key.last_request) as at from auth.apikey key
    where key.metadata::jsonb->'scopes' = '["checkpoint"]'::jsonb) w
  join lateral (select size from audit.checkpoint where signed_at <= w.at at time zone 'UTC' order by number desc limit 1) c on true`;

/**
 * How far others than the hub hold the audit trail: by the file of the last witnessed checkpoint, or by programs with a token for checkpoints alone.
 *
 * @returns the one that reaches furthest; undefined: nobody has asked
 */
export async function findWitness(
  { owner }: Database,
  { witnessedPath, ledgerName, ledgerKey }: LedgerConfig,
): Promise<LogWitness | undefined> {
  const { rows } = await owner.query<{ at: Date; size: string }>(LAST_ASKED);
  const witnesses = rows.map(({ at, size }): LogWitness => ({ kind: 'PROGRAM', size: Number(size), at }));
  if (witnessedPath !== undefined) {
    const key = verifierKeyOf(ledgerName, ledgerKey);
    const kept = openCheckpoint(readFileSync(witnessedPath, 'utf8'), key);
    if (kept !== undefined)
      witnesses.push({ kind: 'FILE', size: kept.size, at: statSync(witnessedPath).mtime });
  }
  return witnesses.sort((one, other) => other.size - one.size)[0];
}
