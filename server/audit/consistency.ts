import { readNodes, type AskHashes } from '@readout/graphql/audit/ledger-nodes.ts';
import { perfectSubtrees, rootOf, type Hash } from '@readout/ledger/merkle.ts';
import { consistencyNodes, makeConsistencyProof } from '@readout/ledger/proof.ts';
import { nativeSha256 } from '../native-sha256.ts';

/** Proof that the log of `to` entries only adds to that of `from`. @throws Error when hashes are missing */
export async function readConsistency(ask: AskHashes, from: number, to: number): Promise<Hash[]> {
  return makeConsistencyProof(from, to, await readNodes(consistencyNodes(from, to), ask), nativeSha256);
}

/** The root of the first `size` entries; undefined when the log has not as many. */
export async function readRoot(ask: AskHashes, size: number): Promise<Hash | undefined> {
  const nodes = perfectSubtrees(0, size);
  const read = await readNodes(nodes, ask);
  const hashes = nodes.map(read);
  return hashes.every((hash) => hash !== undefined) ? rootOf(hashes, nativeSha256) : undefined;
}
