import type { Database } from '@readout/db/database.ts';
import { newId } from '@readout/db/new-id.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import { sql } from 'drizzle-orm';

/**
 * Gives the people of the demonstration the roles in a trial that they hold in the demo trial; without that trial, nothing.
 *
 * Those whose address starts with "other" stand for another sponsor and get none.
 */
export async function shareWithDemo(database: Database, trialId: string, reason: string): Promise<void> {
  await transactAsOwner(database, { viewer: { userId: 'readout' }, reason }, async (tx) => {
    const { rows } = await tx.execute<{ person_id: string; role: string }>(
      sql`select distinct m.person_id, m.role from membership m join person p on p.id = m.person_id join trial t on t.id = m.trial_id
        where p.is_demo and p.email not like 'other%' and t.origin = 'HUB' and not exists (
          select from membership held where held.trial_id = ${trialId}::uuid and held.person_id = m.person_id and held.role = m.role)`,
    );
    if (rows.length === 0) return;
    const granted = rows.map((row) => ({ ...row, id: newId() }));
    await tx.execute(
      sql`insert into membership (trial_id, id, person_id, role) select ${trialId}::uuid, id, person_id, role from jsonb_populate_recordset(null::membership, ${JSON.stringify(granted)}::jsonb) on conflict do nothing`,
    );
  });
}
