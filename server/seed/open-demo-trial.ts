import type { Database } from '@readout/db/database.ts';
import { newId } from '@readout/db/new-id.ts';
import { transact } from '@readout/db/transact.ts';
import { approveUnblinding } from '@readout/graphql/unblinding/approve-unblinding.ts';
import { proposeUnblinding } from '@readout/graphql/unblinding/propose-unblinding.ts';
import { grantRoles } from '@readout/graphql/trial/grant-roles.ts';
import { openTrial, type NewTrial } from '@readout/graphql/trial/open-trial.ts';
import type { DemoPeople } from './add-demo-people.ts';
import { DEMO_PEOPLE, type DemoPersonKey } from './people.ts';

/** Sets up a trial of the demonstration, its roles and the grant of unblinding, unless it is set up; answers its id. */
export async function openDemoTrial(
  database: Database,
  people: DemoPeople,
  trial: NewTrial,
): Promise<string> {
  const { rows } = await database.owner.query<{ id: string }>('select id from trial where protocol = $1', [
    trial.protocol,
  ]);
  const viewer = { userId: people.administrator };
  const trialId =
    rows[0]?.id ??
    (await transact(
      database,
      { viewer, reason: 'The protocol and the imaging charter are signed' },
      async (tx) => {
        const opened = await openTrial(tx, trial);
        const keys = Object.keys(DEMO_PEOPLE) as DemoPersonKey[];
        const grants = keys.flatMap((key) => {
          const { role } = DEMO_PEOPLE[key];
          return role === null ? [] : [{ personId: people[key], role }];
        });
        await grantRoles(tx, { trialId: opened, grants });
        return opened;
      },
    ));
  const { rows: grants } = await database.owner.query('select from unblinding_grant where trial_id = $1', [
    trialId,
  ]);
  if (grants.length === 0 && trial.isBlinded) {
    const reason = 'Unblinded statistician of the data monitoring committee';
    const id = newId();
    await transact(database, { viewer, reason }, (tx) =>
      proposeUnblinding(tx, { trialId, id, personId: people.statistician, reason, endsAt: null }),
    );
    await transact(
      database,
      { viewer: { userId: people.dataManager }, reason: 'As the charter of the committee says' },
      (tx) => approveUnblinding(tx, { trialId, id }),
    );
  }
  return trialId;
}
