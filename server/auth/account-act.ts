import type { Database } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import type { AuditAct } from '@readout/db/term.ts';
import type { Viewer } from '@readout/db/viewer.ts';

type AccountAct = Extract<
  AuditAct,
  'SIGN_IN' | 'SIGN_IN_FAILED' | 'SIGN_OUT' | 'LOCKED_OUT' | 'SESSION_ENDED' | 'ACCOUNT'
>;

/** What happens to an account and its sessions, with where it came from. */
export interface AccountEvent {
  readonly act: AccountAct;
  /** Whose account; null: nobody has the address that was typed. */
  readonly personId: string | null;
  /** Who did it, where that was another than the person. */
  readonly by?: Viewer;
  readonly sessionId?: string | undefined;
  readonly client?: string | null | undefined;
  readonly requestId?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** The program itself, where no person stands behind an event: a sign-in with an address that nobody has. */
const PROGRAM = 'readout';

/** Writes it to the audit trail, in a transaction of its own: a failed sign-in stays there. */
export async function recordAccountAct(database: Database, event: AccountEvent): Promise<void> {
  const { act, personId, by, sessionId, client, requestId, details, reason } = event;
  const viewer: Viewer = by ?? {
    userId: personId ?? PROGRAM,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(client ? { client } : {}),
    ...(requestId === undefined ? {} : { requestId }),
    // Whoever types an address need not be its person: the trail says through what it came.
    ...(act === 'SIGN_IN_FAILED' || act === 'LOCKED_OUT' ? { onBehalfOf: 'sign-in' } : {}),
  };
  await recordAct(database, viewer, {
    act,
    record: sessionId === undefined || act === 'ACCOUNT' ? 'account' : 'session',
    recordId: (act === 'ACCOUNT' ? personId : (sessionId ?? personId)) ?? 'unknown',
    details,
    reason,
  });
}
