import type { Database } from '@readout/db/database.ts';
import { addPerson } from '../auth/add-person.ts';
import { operator } from '../command/operator.ts';
import { DEMO_PASSPHRASE, DEMO_PEOPLE, type DemoPerson, type DemoPersonKey } from './people.ts';

/** Ids of the demonstration's people. */
export type DemoPeople = Readonly<Record<DemoPersonKey, string>>;

/** Adds the people of the demonstration who are not there yet. */
export async function addDemoPeople(database: Database): Promise<DemoPeople> {
  const act = { viewer: operator, reason: 'Somebody of the demonstration' };
  const { rows } = await database.owner.query<{ id: string; email: string }>(
    'select p.id, p.email from person p join auth."user" u on u.id = p.id where p.is_demo',
  );
  const ids = new Map(rows.map(({ email, id }) => [email, id]));
  const missing = Object.values<DemoPerson>(DEMO_PEOPLE).filter(({ email }) => !ids.has(email));
  await Promise.all(
    missing.map(async ({ email, name, role }) => {
      const mayOpenTrials = role === 'TRIAL_ADMINISTRATOR';
      ids.set(
        email,
        await addPerson(
          database,
          { email, name, password: DEMO_PASSPHRASE, isDemo: true, mayOpenTrials },
          act,
        ),
      );
    }),
  );
  const idOf = (key: DemoPersonKey): string => {
    const id = ids.get(DEMO_PEOPLE[key].email);
    if (id === undefined) throw new Error(`Nobody was added as ${DEMO_PEOPLE[key].email}.`);
    return id;
  };
  return {
    sponsor: idOf('sponsor'),
    statistician: idOf('statistician'),
    monitor: idOf('monitor'),
    dataManager: idOf('dataManager'),
    reader1: idOf('reader1'),
    reader2: idOf('reader2'),
    investigator: idOf('investigator'),
    adjudicator: idOf('adjudicator'),
    imageAnalyst: idOf('imageAnalyst'),
    administrator: idOf('administrator'),
    auditor: idOf('auditor'),
    otherSponsor: idOf('otherSponsor'),
  };
}
