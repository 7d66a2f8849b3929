import { growTree, type Hash, type NodeId } from '@readout/ledger/merkle.ts';
import type { ReadNode } from '@readout/ledger/proof.ts';

/** Asks private.ledger_hashes: stretches of hashes of one height each. */
export type AskHashes = (
  heights: readonly number[],
  froms: readonly number[],
  tos: readonly number[],
) => Promise<readonly LedgerHash[]>;

export interface LedgerHash {
  readonly height: number;
  /** As text, as PostgreSQL sends a bigint. */
  readonly position: string | number;
  readonly hash: Uint8Array;
}

/** Heights whose roots are kept; those between are hashed from up to 128 of the one below. */
const KEPT = [24, 16, 8, 0] as const;

/**
 * Fetches nodes of the tree of the audit trail, all in one statement.
 *
 * @returns a reader of those nodes, and of them alone; a node whose leaves are not sealed is not known
 */
export async function readNodes(nodes: readonly NodeId[], ask: AskHashes): Promise<ReadNode> {
  const stretches = nodes.map((node) => {
    const height = KEPT.find((kept) => kept <= node.height) ?? 0;
    const width = 2 ** (node.height - height);
    return { node, height, from: node.position * width, to: (node.position + 1) * width };
  });
  const asked = stretches.flatMap((stretch) => [...inPieces(stretch)]);
  const rows =
    asked.length === 0
      ? []
      : await ask(
          asked.map(({ height }) => height),
          asked.map(({ from }) => from),
          asked.map(({ to }) => to),
        );
  const hashes = new Map(rows.map(({ height, position, hash }) => [`${height} ${position}`, hash]));
  const found = new Map<string, Hash>();
  for (const { node, height, from, to } of stretches) {
    const below = Array.from({ length: to - from }, (_, at) => hashes.get(`${height} ${from + at}`));
    if (below.every((hash) => hash !== undefined)) found.set(keyOf(node), rootOver(below));
  }
  return (node) => found.get(keyOf(node));
}

/** The database answers up to 256 hashes of a stretch; only above height 24 is one longer. */
function* inPieces({ height, from, to }: { height: number; from: number; to: number }) {
  for (let at = from; at < to; at += 256) yield { height, from: at, to: Math.min(to, at + 256) };
}

function rootOver(hashes: readonly Hash[]): Hash {
  const tree = growTree();
  for (const hash of hashes) tree.append(hash);
  return tree.root();
}

const keyOf = ({ height, position }: NodeId): string => `${height} ${position}`;
