import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { AUDIT_ACTIONS, AUDIT_ACTS } from '@readout/db/term.ts';
import { asViewer, type Transaction, type Viewer } from '@readout/db/viewer.ts';
import type { EntryFilter } from '@readout/graphql/audit/entry-filter.ts';
import { sql } from 'drizzle-orm';

/** What an export is of, who asked for it, and when. */
export interface ExportOf {
  readonly trialId: string;
  readonly protocol: string;
  readonly title: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

type Query = Readonly<Record<string, string | undefined>>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The filter that the parameters of an address are: the same as those of the portal's page.
 *
 * @throws Refusal BAD_INPUT for a word that names no act or a day that is none: an export of something else than was asked for is worse than none
 */
export function filterOf(query: Query): EntryFilter {
  const text = (name: string) => query[name]?.trim() || undefined;
  const day = (name: string) => {
    const given = text(name);
    if (given !== undefined && !DAY.test(given))
      throw new Refusal('BAD_INPUT', `"${name}" is a day, written as 2026-03-14.`);
    return given;
  };
  const given = text('act');
  const act = AUDIT_ACTS.find((each) => each === given);
  const action = AUDIT_ACTIONS.find((each) => each === given);
  if (given !== undefined && act === undefined && action === undefined)
    throw new Refusal('BAD_INPUT', `There is no act ${given}.`);
  return {
    subject: text('subject'),
    record: text('record'),
    recordId: text('id'),
    person: text('person'),
    act,
    action,
    from: day('from'),
    to: day('to'),
    text: text('text'),
  };
}

/** The filter in words, for people; empty where there is none. */
export const filterText = (filter: EntryFilter): string =>
  Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

/** @throws Refusal NOT_FOUND for a trial that is not there or not readable */
export async function exportOf(database: Database, viewer: Viewer, protocol: string): Promise<ExportOf> {
  const found = await asViewer(database, viewer, async (db) => {
    const { rows } = await db.execute<{ trialId: string; title: string; by: string | null }>(sql`
      select t.id as "trialId", t.title, (select p.name from person p where p.id = private.viewer_id()) as by from trial t where t.protocol = ${protocol}`);
    return rows[0];
  });
  if (found === undefined) throw new Refusal('NOT_FOUND', `There is no trial ${protocol} that you may see.`);
  return { ...found, protocol, by: found.by ?? viewer.userId, at: new Date().toISOString() };
}

/** Whether the viewer may see the whole trail of a trial: an export for others would be a part that looks whole. */
export async function seesWholeTrail(db: Transaction, trialId: string): Promise<boolean> {
  const { rows } = await db.execute<{ sees: boolean }>(
    sql`select ${trialId}::uuid = any (private.whole_read_trials()) as sees`,
  );
  return rows[0]?.sees === true;
}
