import type { Command } from 'commander';
import { verifierKeyOf, verifierKeyText } from '@readout/ledger/checkpoint.ts';
import { readConfig } from '../config.ts';
import { auditGroup } from './audit-group.ts';

/** `readout audit key`: the verifier key, to be given to sponsors and witnesses by another way than the hub. */
export function registerAuditKey(program: Command): void {
  auditGroup(program)
    .command('key')
    .description('Print the verifier key of the audit trail, for witnesses')
    .action(() => {
      const { ledgerName, ledgerKey } = readConfig(process.env);
      process.stdout.write(`${verifierKeyText(verifierKeyOf(ledgerName, ledgerKey))}\n`);
    });
}
