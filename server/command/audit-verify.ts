import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { readVerifierKey, verifierKeyOf } from '@readout/ledger/checkpoint.ts';
import type { Verdict } from '@readout/ledger/verify.ts';
import { auditGroup, printVerdict } from './audit-group.ts';
import { CommandRefusal } from './command-refusal.ts';
import { operator } from './operator.ts';
import { withHub } from './with-hub.ts';

type Options = { readonly file?: string; readonly key: readonly string[] };

/** `readout audit verify [--file FILE] [--key KEY]`: exit status 1 and a sentence that names the first entry or row that is not as it was sealed. */
export function registerAuditVerify(program: Command): void {
  auditGroup(program)
    .command('verify')
    .description('Verify the whole audit trail, or an exported file without any database')
    .option('--file <path>', 'an exported file; "-" reads standard input')
    .option(
      '--key <key>',
      'verifier key of the log, had from elsewhere; for the database also earlier ones',
      (key: string, keys: readonly string[]) => [...keys, key],
      [] as readonly string[],
    )
    .action(async ({ file, key }: Options) => {
      await (file === undefined ? verifyDatabase(key) : verifyExported(file, key));
    });
}

async function verifyDatabase(texts: readonly string[]): Promise<void> {
  const given = texts.map((text) => {
    const key = readVerifierKey(text);
    if (key === undefined) throw new CommandRefusal(`"${text}" is no verifier key of Ed25519.`, 2);
    return key;
  });
  const { verifyTrail } = await import('../audit/verify-trail.ts');
  const { recordVerification } = await import('../audit/record-verification.ts');
  await withHub(async ({ database, config }) => {
    const keys = [verifierKeyOf(config.ledgerName, config.ledgerKey), ...given];
    const { fault, entries, checkpoints, redactions, uncovered, rows } = await verifyTrail(database, keys);
    const whole = `The audit trail is whole: ${entries} entries, ${checkpoints} signed checkpoints, ${rows} rows as the trail tells them, ${redactions} redactions on record.`;
    printVerdict(
      fault === null
        ? [
            whole,
            ...(uncovered > 0
              ? [`${uncovered} entries came after the last checkpoint: no signature covers them yet.`]
              : []),
          ]
        : [fault.sentence],
      fault === null,
    );
    // After the verdict, which a database that takes no entry must not hide.
    await recordVerification(database, operator, {
      isWhole: fault === null,
      result: fault?.sentence ?? whole,
      entries,
    });
  });
}

async function verifyExported(path: string, keys: readonly string[]): Promise<void> {
  if (keys.length > 1) throw new CommandRefusal('A file has one key; give one --key.', 2);
  if (path !== '-' && !existsSync(path)) throw new CommandRefusal(`There is no file ${path}.`, 2);
  const [key] = keys;
  const { isSound, fault, entries, skipped, checkpoints, redactions, header } = await (path === '-'
    ? verifyStream(process.stdin, key)
    : (await import('../audit/verify-file.ts')).verifyFile(path, key));
  printVerdict(
    isSound
      ? [
          `The file is whole: ${entries} entries${skipped > 0 ? `, ${skipped} others by their hashes` : ''}, ${checkpoints} signed checkpoints, ${redactions.length} redactions on record.`,
          ...(key === undefined
            ? [
                `It was checked with the key that it names itself, ${header?.key ?? ''}: compare that with the one you know.`,
              ]
            : []),
        ]
      : [fault?.sentence ?? 'The file is not whole.'],
    isSound,
  );
}

async function verifyStream(chunks: AsyncIterable<Uint8Array>, key: string | undefined): Promise<Verdict> {
  const { verifyExport } = await import('@readout/ledger/verify.ts');
  const { nativeSha256 } = await import('../native-sha256.ts');
  return verifyExport(chunks, { hash: nativeSha256, ...(key === undefined ? {} : { key }) });
}
