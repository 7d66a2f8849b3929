import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigRefusal } from './config-refusal.ts';
import { keepSecret } from './keep-secret.ts';

/** What the environment says of the audit trail as a log. */
export type LedgerConfig = {
  /** Name of the log: an address without scheme, such as readout.example.org/audit. */
  readonly ledgerName: string;
  /** Signs checkpoints: seed of Ed25519, 32 bytes. */
  readonly ledgerKey: Uint8Array;
  /** The last checkpoint that a witness kept; undefined: nobody told of one. */
  readonly witnessedPath: string | undefined;
};

/**
 * Reads READOUT_LEDGER_NAME, READOUT_LEDGER_KEY and READOUT_WITNESSED.
 *
 * Without a key in the environment, one is made in the data folder and kept there; never in the database, which it is to be checked against.
 *
 * @throws ConfigRefusal with a sentence that names the variable
 */
export function readLedgerConfig(read: (name: string) => string | undefined, dataDir: string): LedgerConfig {
  return {
    ledgerName: readLedgerName(read('READOUT_LEDGER_NAME')),
    ledgerKey: readLedgerKey(
      read('READOUT_LEDGER_KEY') ?? keepSecret(join(dataDir, 'ledger-key'), 'READOUT_LEDGER_KEY'),
    ),
    witnessedPath: findWitnessed(read('READOUT_WITNESSED'), join(dataDir, 'witnessed')),
  };
}

function readLedgerName(text = 'readout.local/audit'): string {
  if (/^[^\s+]{1,200}$/.test(text)) return text;
  throw new ConfigRefusal(
    `READOUT_LEDGER_NAME is "${text}", but must be a name without spaces and plus signs, such as readout.example.org/audit.`,
  );
}

function readLedgerKey(text: string): Uint8Array {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === 32) return key;
  throw new ConfigRefusal(
    'READOUT_LEDGER_KEY, or the file ledger-key in READOUT_DATA, must be 32 bytes in base64; "openssl rand -base64 32" makes such a key.',
  );
}

/** What was named must be there; what a witness may have left in the data folder may be. */
function findWitnessed(named: string | undefined, kept: string): string | undefined {
  if (named === undefined) return existsSync(kept) ? kept : undefined;
  if (existsSync(named)) return named;
  throw new ConfigRefusal(`READOUT_WITNESSED is "${named}", where there is no file.`);
}
