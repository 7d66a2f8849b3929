import { inTransaction } from '@readout/db/in-transaction.ts';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { auditGroup } from './audit-group.ts';
import { operator } from './operator.ts';
import { withHub } from './with-hub.ts';

type Options = { readonly out: string; readonly trial?: string };

/** `readout audit export --out FILE [--trial PROTOCOL]`: the trail as JSON lines with its proofs, for `readout audit verify --file`. */
export function registerAuditExport(program: Command): void {
  auditGroup(program)
    .command('export')
    .description('Write the audit trail to a file that anybody can verify without a database')
    .requiredOption('--out <path>', 'the file to write')
    .option('--trial <protocol>', "one trial's entries; the others stand in it as hashes")
    .action(async ({ out, trial: protocol }: Options) => {
      const { recordAct } = await import('@readout/db/record-act.ts');
      const { getTrialId } = await import('./find-person.ts');
      const { exportTrail } = await import('../audit/trail-export.ts');
      const { sealNow } = await import('../job/seal.ts');
      await withHub(async (hub) => {
        const trial =
          protocol === undefined ? undefined : { id: await getTrialId(hub.database, protocol), protocol };
        await recordAct(hub.database, operator, {
          act: 'EXPORT',
          record: 'trail',
          recordId: trial?.id ?? 'whole',
          trialId: trial?.id,
          details: { format: 'JSON lines' },
          reason: 'Exported the audit trail at the command line',
        });
        const { note, size } = await sealNow(hub, 'EXPORT');
        await inTransaction(
          hub.database.owner,
          (client) =>
            pipeline(
              Readable.from(exportTrail(client, hub.config, { trial, note })),
              createWriteStream(out, { mode: 0o600 }),
            ),
          'begin isolation level repeatable read read only',
        );
        process.stderr.write(`${out} ends with the checkpoint over ${size} entries.\n`);
      });
    });
}
