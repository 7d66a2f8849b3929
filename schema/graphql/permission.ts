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

/**
 * Notes that an answer shows who is in which arm, or what was given.
 *
 * @returns what it was given, for the field that shows it
 */
export function showArms<Shown>(context: Context, trialId: string, shown: Shown): Shown {
  if (shown === null || shown === undefined) return shown;
  const seen = armsShown.get(context) ?? new Map<string, number>();
  armsShown.set(context, seen.set(trialId, (seen.get(trialId) ?? 0) + 1));
  return shown;
}

const armsShown = new WeakMap<Context, Map<string, number>>();

/** The blinded trials of which the answer shows arms: what goes on the trail as looked at, before the answer leaves, with how many values it shows. */
export async function listArmsShown(
  context: Context,
): Promise<readonly { readonly trialId: string; readonly count: number }[]> {
  const seen = armsShown.get(context);
  const shown = [...(seen?.keys() ?? [])];
  if (shown.length === 0) return [];
  const { rows } = await context.db.execute<{ id: string }>(
    sql`select t.id from trial t where t.is_blinded and t.id = any (array(select jsonb_array_elements_text(${JSON.stringify(shown)}::jsonb))::uuid[])`,
  );
  return rows.map(({ id }) => ({ trialId: id, count: seen?.get(id) ?? 0 }));
}
