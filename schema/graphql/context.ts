import type { CheckpointCause } from '@readout/db/term.ts';
import type { Database } from '@readout/db/database.ts';
import type { Transaction, Viewer } from '@readout/db/viewer.ts';
import type { Identity } from './identity.ts';

/** Up to where somebody else than the hub holds a checkpoint of the audit trail. */
export interface LogWitness {
  /** FILE: the file that the hub was given at its start; PROGRAM: one with a token for checkpoints alone. */
  readonly kind: 'FILE' | 'PROGRAM';
  /** Entries that it covers. */
  readonly size: number;
  readonly at: Date;
}

/** What every field of one request knows. */
export interface Context {
  /** The request's read transaction, as the viewer: row-level security decides what is there. */
  readonly db: Transaction;
  readonly viewer: Viewer;
  /** What a mutation writes through, in a transaction of its own. */
  readonly database: Database;
  readonly requestId: string;
  /** What the server does with accounts; undefined where there is no server. */
  readonly identity?: Identity;
  /** Verifier key of the audit trail's log, as text; undefined where there is no server. */
  readonly ledgerKey?: string;
  /** How far others than the hub hold the audit trail; undefined where there is no server. */
  readonly findWitness?: () => Promise<LogWitness | undefined>;
  /** Names of the files the viewer sent as an upload; undefined when there is none of that id. */
  readonly listUpload?: (uploadId: string) => Promise<readonly string[] | undefined>;
  /** Puts what was recorded so far under a signed checkpoint of the audit trail. */
  readonly sealNow?: (cause: CheckpointCause) => Promise<void>;
}
