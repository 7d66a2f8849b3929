import { createReadStream, existsSync } from 'node:fs';
import type { Command } from 'commander';
import { readVerifierKey, verifierKeyOf } from '@readout/ledger/checkpoint.ts';
import { openFile, readProofFile, readText } from '@readout/ledger/proof-file.ts';
import type { Verdict } from '@readout/ledger/verify.ts';
import { verifyProof } from '@readout/ledger/verify-proof.ts';
import { nativeSha256 } from '../native-sha256.ts';
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
    .option('--file <path>', 'an exported trail or the proof of an entry; "-" reads standard input')
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
  const opened = await openFile(path === '-' ? process.stdin : createReadStream(path));
  if (opened.isProof) return printProof(await readText(opened.chunks), key);
  const { isSound, fault, entries, skipped, checkpoints, redactions, header } = await (path === '-'
    ? verifyStream(opened.chunks, key)
    : (await import('../audit/verify-file.ts')).verifyFile(path, key));
  printVerdict(
    isSound
      ? [
          `The file is whole: ${entries} entries${skipped > 0 ? `, ${skipped} others by their hashes` : ''}, ${checkpoints} signed checkpoints, ${redactions.length} redactions on record.`,
          ...(key === undefined ? [ownKeyText('file', header?.key ?? '')] : []),
        ]
      : [fault?.sentence ?? 'The file is not whole.'],
    isSound,
  );
}

/** The proof of one entry, as the portal gives it: each check in a line. */
function printProof(text: string | undefined, key: string | undefined): void {
  const proof = text === undefined ? undefined : readProofFile(text);
  if (proof === undefined) return printVerdict(['The file is not the proof of an entry.'], false);
  const { isSound, steps } = verifyProof(proof, {
    hash: nativeSha256,
    ...(key === undefined ? {} : { key }),
  });
  printVerdict(
    [
      ...steps.map(({ sentence }) => sentence),
      isSound ? 'The proof is sound.' : 'The proof is not sound.',
      ...(isSound && key === undefined ? [ownKeyText('proof', proof.key)] : []),
    ],
    isSound,
  );
}

const ownKeyText = (what: string, key: string): string =>
  `It was checked with the key that the ${what} names itself, ${key}: compare that with the one you know.`;

async function verifyStream(chunks: AsyncIterable<Uint8Array>, key: string | undefined): Promise<Verdict> {
  const { verifyExport } = await import('@readout/ledger/verify.ts');
  return verifyExport(chunks, { hash: nativeSha256, ...(key === undefined ? {} : { key }) });
}
