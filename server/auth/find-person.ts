import type { Database } from '@readout/db/database.ts';
import { normaliseAddress } from './address.ts';

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: 'ACTIVE' | 'DEACTIVATED';
}

/** The person who signs in under this address, in whatever case or Unicode form it is written. */
export async function findPersonByAddress(
  { owner }: Database,
  address: string,
): Promise<FoundPerson | undefined> {
  const { rows } = await owner.query<FoundPerson>(
    `select id, name, email, state from person where lower(normalize(btrim(email), NFKC)) = $1 and kind = 'PERSON'`,
    [normaliseAddress(address)],
  );
  return rows[0];
}

/** @throws Error for an id that nobody has: our bug */
export async function getPerson({ owner }: Database, id: string): Promise<FoundPerson> {
  const { rows } = await owner.query<FoundPerson>('select id, name, email, state from person where id = $1', [
    id,
  ]);
  if (rows[0] === undefined) throw new Error(`There is no person ${id}.`);
  return rows[0];
}
