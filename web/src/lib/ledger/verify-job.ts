import type { ProofVerdict } from '@readout/ledger/verify-proof.ts';
import type { Verdict } from '@readout/ledger/verify.ts';

/** What a worker is to verify: the trail that an address gives, or a file of the person's. */
export interface VerifyJob {
  readonly source: { readonly url: string } | { readonly file: File };
  /** Verifier key had from elsewhere; undefined: what is verified names its own. */
  readonly key: string | undefined;
  /** The checkpoint that this browser kept last of the log; undefined: none. */
  readonly kept: string | undefined;
}

/** What a worker tells: how far it is, then what became of it. */
export type VerifyNews =
  | { readonly kind: 'progress'; readonly entries: number; readonly bytes: number }
  | {
      readonly kind: 'trail';
      readonly verdict: Verdict;
      /** The last checkpoint of what was verified. */
      readonly note: string | undefined;
      /** Whether that extends what this browser kept; undefined where that was not asked. */
      readonly witness: { readonly isExtension: boolean; readonly sentence: string } | undefined;
    }
  | { readonly kind: 'proof'; readonly verdict: ProofVerdict; readonly key: string }
  | { readonly kind: 'failed'; readonly sentence: string };
