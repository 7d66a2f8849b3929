import type { CheckpointCause } from '@readout/db/term.ts';
import type { Database } from '@readout/db/database.ts';
import type { Transaction, Viewer } from '@readout/db/viewer.ts';
import type { Identity } from './identity.ts';

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
  /** Names of the files the viewer sent as an upload; undefined when there is none of that id. */
  readonly listUpload?: (uploadId: string) => Promise<readonly string[] | undefined>;
  /** What the viewer must give to sign now; undefined for a program, which signs nothing. */
  readonly describeSigner?: () => Promise<SignerNeed>;
  /**
   * Proves by what was given that it is the viewer who signs.
   *
   * @returns what was proved, for the signature
   * @throws Refusal when something is missing or wrong, or signing is locked
   */
  readonly proveSigner?: (given: SignerProof) => Promise<readonly string[]>;
  /** Begins to sign with a passkey: the options that the browser's WebAuthn takes. */
  readonly startPasskey?: () => Promise<unknown>;
  /** Puts what was recorded so far under a signed checkpoint of the audit trail. */
  readonly sealNow?: (cause: CheckpointCause) => Promise<void>;
}

/** What somebody gives to sign. */
export interface SignerProof {
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  /** Six digits of the authenticator. */
  readonly code?: string | undefined;
  /** The browser's answer to the challenge of a passkey. */
  readonly passkey?: Readonly<Record<string, unknown>> | undefined;
}

/** What somebody must give to sign. */
export interface SignerNeed {
  /** All components, or any one of them. */
  readonly asks: 'ALL' | 'ONE';
  readonly hasPassword: boolean;
  readonly hasCode: boolean;
  readonly hasPasskey: boolean;
  /** Until when signing is locked; null: it is not. */
  readonly lockedUntil: Date | null;
}
