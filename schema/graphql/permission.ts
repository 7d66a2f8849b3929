import { sql } from 'drizzle-orm';
import type { Context } from './context.ts';

/** What a field may demand beside the rows that row-level security lets through. */
export interface Scopes {
  /** Somebody has signed in, or sent a valid token. */
  readonly isSignedIn: boolean;
}

export const scopesOf = (context: Context): Scopes => ({ isSignedIn: context.viewer.userId !== '' });

const unblinded = new WeakMap<Context, Promise<ReadonlySet<string>>>();

/** Whether the viewer may see the arms of a trial's subjects; asked of the database once a request. */
export async function isUnblinded(context: Context, trialId: string): Promise<boolean> {
  let found = unblinded.get(context);
  if (found === undefined) {
    found = context.db
      .execute<{ trial_id: string }>(sql`select unnest(private.unblinded_trials()) as trial_id`)
      .then(({ rows }) => new Set(rows.map((row) => row.trial_id)));
    unblinded.set(context, found);
  }
  return (await found).has(trialId);
}
