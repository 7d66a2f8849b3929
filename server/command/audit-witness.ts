import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fromBase64 } from '@readout/ledger/bytes.ts';
import { peekCheckpoint, readVerifierKey, type VerifierKey } from '@readout/ledger/checkpoint.ts';
import { considerCheckpoint } from '@readout/ledger/witness.ts';
import { auditGroup, printVerdict } from './audit-group.ts';
import { CommandRefusal } from './command-refusal.ts';

type Options = {
  readonly url: string;
  readonly token: string;
  readonly state: string;
  readonly key: string;
};

const LONGEST_ANSWER = 65_536;
const PATIENCE_MS = 30_000;

/** `readout audit witness`: run by somebody else than the hub, each day or oftener. Exit status 1 and a sentence on a rollback, a fork or a wrong signature. */
export function registerAuditWitness(program: Command): void {
  auditGroup(program)
    .command('witness')
    .description("Fetch a hub's last checkpoint and keep it, if it extends the one that was kept before")
    .requiredOption('--url <address>', 'the hub, such as https://readout.example.org')
    .requiredOption('--token <token>', 'API token with the scope checkpoint')
    .requiredOption('--key <key>', 'verifier key of the log, as "readout audit key" prints it at the hub')
    .requiredOption('--state <path>', 'file in which the last checkpoint is kept')
    .action(async ({ url, token, state, key: text }: Options) => {
      const key = readVerifierKey(text);
      if (key === undefined) throw new CommandRefusal(`"${text}" is no verifier key of Ed25519.`, 2);
      if (!URL.canParse(url)) throw new CommandRefusal(`"${url}" is no address.`, 2);
      const ask = (path: string) => fetchText(new URL(path, url), token);
      await witness(ask, key, state);
    });
}

async function witness(
  ask: (path: string) => Promise<string>,
  key: VerifierKey,
  state: string,
): Promise<void> {
  const kept = existsSync(state) ? readFileSync(state, 'utf8') : undefined;
  const offered = await ask('/checkpoint');
  const [from, to] = [
    kept === undefined ? undefined : peekCheckpoint(kept)?.size,
    peekCheckpoint(offered)?.size,
  ];
  const isLonger = from !== undefined && to !== undefined && from < to;
  const proof = isLonger ? readHashes(await ask(`/checkpoint/consistency?from=${from}&to=${to}`)) : [];
  const answer = considerCheckpoint({ kept, offered, proof, key });
  if (!answer.isAccepted) return printVerdict([answer.sentence], false);
  // Whole or not at all.
  writeFileSync(`${state}.new`, answer.note, { mode: 0o600 });
  renameSync(`${state}.new`, state);
  printVerdict(
    [
      `${key.name} has ${answer.size} entries${{ FIRST: ': the first checkpoint that is kept', SAME: ', as before', EXTENDED: ', and extends what was kept' }[answer.state]}.`,
    ],
    true,
  );
}

function readHashes(text: string): Uint8Array[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => fromBase64(line) ?? new Uint8Array(0));
}

async function fetchText(url: URL, token: string): Promise<string> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => {
    throw new CommandRefusal(
      `${url.origin} does not answer: ${error instanceof Error ? error.message : String(error)}.`,
    );
  });
  const text = await response.text();
  if (!response.ok)
    throw new CommandRefusal(`${url.origin} answers ${response.status}: ${text.slice(0, 300)}`);
  if (text.length > LONGEST_ANSWER)
    throw new CommandRefusal(`${url.origin} answers with more than a checkpoint has.`);
  return text;
}
