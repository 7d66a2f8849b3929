import { areSameBytes } from './bytes.ts';
import { openCheckpoint, type VerifierKey } from './checkpoint.ts';
import type { Hash } from './merkle.ts';
import { verifyConsistency } from './proof.ts';
import { sha256, type Sha256 } from './sha256.ts';

/** What a witness makes of a checkpoint that it is offered. */
export type WitnessAnswer =
  | {
      readonly isAccepted: true;
      readonly state: 'FIRST' | 'SAME' | 'EXTENDED';
      readonly size: number;
      /** What to keep from now on. */
      readonly note: string;
    }
  | {
      readonly isAccepted: false;
      readonly state: 'SIGNATURE' | 'ROLLBACK' | 'FORK';
      readonly sentence: string;
    };

/**
 * Decides whether a witness takes an offered checkpoint in place of the one it keeps: only one that extends it.
 *
 * @param kept the checkpoint kept so far; undefined for the first
 * @param proof of consistency from the kept size to the offered size
 * @source C2SP tlog-witness, section "add-checkpoint"; RFC 9162, section 2.1.4.2
 */
export function considerCheckpoint(
  given: {
    readonly kept: string | undefined;
    readonly offered: string;
    readonly proof: readonly Hash[];
    readonly key: VerifierKey;
  },
  hash: Sha256 = sha256,
): WitnessAnswer {
  const { kept, offered, proof, key } = given;
  const next = openCheckpoint(offered, key);
  if (next === undefined) return refuse('SIGNATURE', `The checkpoint is not signed by ${key.name}.`);
  if (kept === undefined) return { isAccepted: true, state: 'FIRST', size: next.size, note: offered };
  const last = openCheckpoint(kept, key);
  if (last === undefined)
    return refuse('SIGNATURE', `The checkpoint kept so far is not signed by ${key.name}.`);
  if (next.size < last.size)
    return refuse(
      'ROLLBACK',
      `The log has ${next.size} entries, and had ${last.size} before: ${last.size - next.size} are gone.`,
    );
  if (next.size === last.size) {
    if (!areSameBytes(next.root, last.root))
      return refuse(
        'FORK',
        `The log shows another history of its first ${last.size} entries than it did before.`,
      );
    return { isAccepted: true, state: 'SAME', size: next.size, note: offered };
  }
  const isExtension = verifyConsistency(
    { from: last.size, to: next.size, fromRoot: last.root, toRoot: next.root, proof },
    hash,
  );
  if (!isExtension)
    return refuse(
      'FORK',
      `The log of ${next.size} entries is not shown to extend the ${last.size} it had before: its history was changed, or the proof is wrong.`,
    );
  return { isAccepted: true, state: 'EXTENDED', size: next.size, note: offered };
}

const refuse = (state: 'SIGNATURE' | 'ROLLBACK' | 'FORK', sentence: string): WitnessAnswer => ({
  isAccepted: false,
  state,
  sentence,
});
