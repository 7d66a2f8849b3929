import { Refusal } from '@readout/db/refusal.ts';
import type { AuthHub } from './auth.ts';
import { tellOfAccountChange } from './sign-in-record.ts';

interface Who {
  readonly personId: string;
  readonly sessionId?: string;
}

/** Makes one's own token useless at once. @throws Refusal NOT_FOUND for another's, or one that is not there any more */
export async function withdrawToken(
  hub: Pick<AuthHub, 'database'>,
  { personId, sessionId, tokenId }: Who & { readonly tokenId: string },
): Promise<{ readonly isDone: true }> {
  const { rowCount } = await hub.database.owner.query(
    'update auth.apikey set enabled = false where id = $1 and reference_id = $2 and enabled',
    [tokenId, personId],
  );
  if (rowCount !== 1) throw new Refusal('NOT_FOUND', 'There is no such token of yours.');
  await tellOfAccountChange(hub, { personId, sessionId, what: 'An API token was withdrawn' });
  return { isDone: true };
}

/** Takes one's own passkey away: it opens nothing from now on. @throws Refusal NOT_FOUND */
export async function withdrawPasskey(
  hub: Pick<AuthHub, 'database'>,
  { personId, sessionId, passkeyId }: Who & { readonly passkeyId: string },
): Promise<{ readonly isDone: true }> {
  const { rowCount } = await hub.database.owner.query(
    'delete from auth.passkey where id = $1 and user_id = $2',
    [passkeyId, personId],
  );
  if (rowCount !== 1) throw new Refusal('NOT_FOUND', 'There is no such passkey of yours.');
  await tellOfAccountChange(hub, { personId, sessionId, what: 'A passkey was taken away' });
  return { isDone: true };
}
