import { and, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Database } from '@readout/db/database.ts';
import { dataCut } from '@readout/db/table/data-cut.ts';
import { person } from '@readout/db/table/person.ts';
import { trial } from '@readout/db/table/trial.ts';
import { CommandRefusal } from './command-refusal.ts';

/** The id of the person with this e-mail address. @throws CommandRefusal when there is none */
export async function getPersonId(database: Database, email: string): Promise<string> {
  const address = email.trim().toLowerCase();
  const found = await drizzle({ client: database.owner })
    .select({ id: person.id })
    .from(person)
    .where(eq(person.email, address))
    .execute();
  if (found[0] === undefined)
    throw new CommandRefusal(`Nobody has the address ${address}; "readout user add" adds somebody.`);
  return found[0].id;
}

/** The id of the trial with this protocol number. @throws CommandRefusal when there is none */
export async function getTrialId(database: Database, protocol: string): Promise<string> {
  const found = await drizzle({ client: database.owner })
    .select({ id: trial.id })
    .from(trial)
    .where(eq(trial.protocol, protocol))
    .execute();
  if (found[0] === undefined)
    throw new CommandRefusal(`There is no trial ${protocol}; "readout trial list" prints those there are.`);
  return found[0].id;
}

/** The id of a trial's data cut with this name. @throws CommandRefusal when there is none */
export async function getCutId(database: Database, trialId: string, name: string): Promise<string> {
  const found = await drizzle({ client: database.owner })
    .select({ id: dataCut.id })
    .from(dataCut)
    .where(and(eq(dataCut.trialId, trialId), eq(dataCut.name, name.trim())))
    .execute();
  if (found[0] === undefined) throw new CommandRefusal(`The trial has no data cut "${name}".`);
  return found[0].id;
}
