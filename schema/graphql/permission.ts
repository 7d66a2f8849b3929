import { sql } from 'drizzle-orm';
import type { Context } from './context.ts';

/** What a field may demand beside the rows that row-level security lets through. */
export interface Scopes {
  /** Somebody has signed in, or sent a valid token. */
  readonly isSignedIn: boolean;
}

export const scopesOf = (context: Context): Scopes => ({ isSignedIn: context.viewer.userId !== '' });

/** Whether the viewer may see the arms of a trial's subjects; asked of the database once a request. */
export const isUnblinded = async (context: Context, trialId: string): Promise<boolean> =>
  (await sightOf(context)).unblinded.includes(trialId);

/** Whether the viewer may see courses and efficacy of a trial; asked of the database once a request. */
export const seesEfficacy = async (context: Context, trialId: string): Promise<boolean> =>
  (await sightOf(context)).clinical.includes(trialId);

interface Sight {
  readonly unblinded: readonly string[];
  readonly clinical: readonly string[];
}

const sights = new WeakMap<Context, Promise<Sight>>();

function sightOf(context: Context): Promise<Sight> {
  const known = sights.get(context);
  if (known !== undefined) return known;
  const asked = context.db
    .execute<{ readonly unblinded: readonly string[]; readonly clinical: readonly string[] }>(
      sql`select to_jsonb(private.unblinded_trials()) as unblinded, to_jsonb(private.clinical_trials()) as clinical`,
    )
    .then(({ rows }) => rows[0] ?? { unblinded: [], clinical: [] });
  sights.set(context, asked);
  return asked;
}
