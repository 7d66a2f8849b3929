import type { Command } from 'commander';
import { auditGroup } from './audit-group.ts';
import { CommandRefusal } from './command-refusal.ts';
import { withHub } from './with-hub.ts';

type Options = {
  readonly entry: string;
  readonly path: string;
  readonly reason: string;
  readonly email: string;
};

/** `readout audit redact --entry N --path after.name --reason TEXT --email WHO`: erases a personal value that slipped in; the entry, its leaf and all proofs stay. */
export function registerAuditRedact(program: Command): void {
  auditGroup(program)
    .command('redact')
    .description('Erase one personal value of an entry for good; that it was done is an entry of its own')
    .requiredOption('--entry <number>', 'number of the entry')
    .requiredOption('--path <path>', 'reason, before.column or after.column')
    .requiredOption('--reason <text>', 'the justification; kept on the audit trail')
    .requiredOption('--email <address>', 'who decided it')
    .action(async ({ entry, path, reason, email }: Options) => {
      if (!/^\d{1,15}$/.test(entry)) throw new CommandRefusal(`"${entry}" is no number of an entry.`, 2);
      const { getPersonId } = await import('./find-person.ts');
      const { redactAndSeal } = await import('../audit/redact-entry.ts');
      await withHub(async (hub) => {
        const userId = await getPersonId(hub.database, email);
        const made = await redactAndSeal(
          hub,
          { userId, onBehalfOf: 'readout audit redact' },
          { entryNumber: Number(entry), path, reason },
        );
        process.stdout.write(
          `Entry ${entry} no longer holds its ${path}; entry ${made} says so. Backups made before still hold it.\n`,
        );
      });
    });
}
