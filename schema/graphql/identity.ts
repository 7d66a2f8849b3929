import type { Role } from '@readout/db/term.ts';

/**
 * What the server does with accounts for a mutation: it holds what the application's role may not read.
 *
 * None of it asks whether the viewer has the right: the mutation does. Each is on the audit trail as the viewer's, with the reason.
 * Each throws a Refusal in a sentence.
 */
export interface Identity {
  /** Sends a link, good for a week, with which somebody sets a password and gets the roles. Answers with the id of the invitation. */
  readonly invitePerson: (invited: NewInvitation) => Promise<string>;
  /** Makes an invitation that was not used yet useless. */
  readonly withdrawInvitation: (id: string, reason: string) => Promise<void>;
  /** Invitations to a trial, or with null those to none, that are neither used nor withdrawn; the newest first. */
  readonly listInvitations: (trialId: string | null) => Promise<readonly OpenInvitation[]>;
  /** Ends sessions and tokens at once; id and address stay taken. */
  readonly deactivatePerson: (personId: string, reason: string) => Promise<void>;
  readonly reactivatePerson: (personId: string, reason: string) => Promise<void>;
  /** Makes the password useless, ends the sessions and sends the person, and nobody else, a link to set another. */
  readonly resetPassword: (personId: string, reason: string) => Promise<void>;
  /** Lets somebody try again before the thirty minutes are over, to sign in and to sign. */
  readonly unlockPerson: (personId: string, reason: string) => Promise<void>;
  /** What the viewer must give to sign now. */
  readonly describeSigning: () => Promise<SigningNeed>;
  /** Options for the browser's `startAuthentication`, as JSON. */
  readonly startSigningPasskey: () => Promise<unknown>;
  /** Proves that it is the viewer who signs; answers with what was proved. */
  readonly verifySigningFactors: (given: SigningFactors) => Promise<{ readonly factors: readonly string[] }>;
}

export interface NewInvitation {
  readonly email: string;
  readonly name: string;
  /** The trial in which roles are given; left out: none. */
  readonly trialId?: string | undefined;
  readonly roles: readonly Role[];
  readonly reason: string;
}

export interface OpenInvitation {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly invitedById: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What the viewer types or does to sign. */
export interface SigningFactors {
  /** The address under which the person signs in, typed anew. */
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  /** Six digits of the authenticator. */
  readonly code?: string | undefined;
  /** The browser's answer to `startSigningPasskey`. */
  readonly passkey?: Readonly<Record<string, unknown>> | undefined;
}

export interface SigningNeed {
  /** ALL components at the first signing of a session and 15 minutes after the last; else any ONE of them. */
  readonly asks: 'ALL' | 'ONE';
  readonly hasPassword: boolean;
  readonly hasCode: boolean;
  readonly hasPasskey: boolean;
  /** Until when signing is locked; null: it is not. */
  readonly lockedUntil: Date | null;
}
