import type { Viewer } from '@readout/db/viewer.ts';
import type { Context } from '@readout/graphql/context.ts';
import type { FastifyBaseLogger } from 'fastify';
import { describeSigning, verifySigningFactors } from './auth/signing-factors.ts';
import { startSigningPasskey } from './auth/signing-passkey.ts';
import type { Hub } from './http.ts';
import { sealNow } from './job/seal.ts';

/** What a request signs with. Only who has a session signs: a token proves a program, not its person. */
export function signingOf(
  hub: Hub,
  { userId: personId, sessionId }: Viewer,
  log: FastifyBaseLogger,
): Pick<Context, 'describeSigner' | 'proveSigner' | 'startPasskey' | 'sealNow'> {
  const seal: NonNullable<Context['sealNow']> = async (cause) => {
    // The signature stands whether or not it is sealed at once; the next second tries again.
    await sealNow(hub, cause).catch((error: unknown) =>
      log.error({ err: error }, 'an act was not sealed at once'),
    );
  };
  if (sessionId === undefined) return { sealNow: seal };
  const who = { personId, sessionId };
  return {
    sealNow: seal,
    describeSigner: () => describeSigning(hub, who),
    proveSigner: async (given) => (await verifySigningFactors(hub, { ...who, ...given })).factors,
    startPasskey: () => startSigningPasskey(hub, who),
  };
}
