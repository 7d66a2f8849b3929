import type { Command } from 'commander';
import { keyFingerprint, verifierKeyOf, verifierKeyText } from '@readout/ledger/checkpoint.ts';
import { readConfig } from '../config.ts';
import { auditGroup } from './audit-group.ts';

/** `readout audit key`: the verifier key, to be given to sponsors and witnesses by another way than the hub. */
export function registerAuditKey(program: Command): void {
  auditGroup(program)
    .command('key')
    .description('Print the verifier key of the audit trail, for witnesses')
    .action(() => {
      const { ledgerName, ledgerKey } = readConfig(process.env);
      const key = verifierKeyOf(ledgerName, ledgerKey);
      process.stdout.write(`${verifierKeyText(key)}\n`);
      process.stderr.write(`Its fingerprint is ${keyFingerprint(key)} (SHA-256).\n`);
    });
}
