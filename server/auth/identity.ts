import { Refusal } from '@readout/db/refusal.ts';
import type { Viewer } from '@readout/db/viewer.ts';
import type { Identity } from '@readout/graphql/identity.ts';
import { invitePerson, listInvitations, withdrawInvitation } from './invitation.ts';
import { deactivatePerson, reactivatePerson } from './person-state.ts';
import { resetPassword, unlockPerson } from './reset-password.ts';
import { describeSigning, verifySigningFactors, type SigningHub } from './signing-factors.ts';
import { startSigningPasskey } from './signing-passkey.ts';

/** What a request's mutations do with accounts, as its viewer. */
export function identityOf(hub: SigningHub, viewer: Viewer, origin: string): Identity {
  const { database } = hub;
  const signer = () => {
    if (viewer.sessionId === undefined)
      throw new Refusal('FORBIDDEN', 'A record is signed by a person at the portal, not with an API token.');
    return { personId: viewer.userId, sessionId: viewer.sessionId };
  };
  return {
    invitePerson: ({ reason, ...invited }) => invitePerson(hub, { viewer, reason }, { ...invited, origin }),
    withdrawInvitation: (id, reason) => withdrawInvitation(database, { viewer, reason }, id),
    listInvitations: (trialId) => listInvitations(database, trialId),
    deactivatePerson: async (personId, reason) =>
      void (await deactivatePerson(database, personId, { viewer, reason })),
    reactivatePerson: async (personId, reason) =>
      void (await reactivatePerson(database, personId, { viewer, reason })),
    resetPassword: (personId, reason) => resetPassword(hub, { viewer, reason }, { personId, origin }),
    unlockPerson: (personId, reason) => unlockPerson(database, { viewer, reason }, personId),
    describeSigning: async () => describeSigning(hub, signer()),
    startSigningPasskey: async () => startSigningPasskey(hub, signer()),
    verifySigningFactors: async (given) => verifySigningFactors(hub, { ...given, ...signer() }),
  };
}
