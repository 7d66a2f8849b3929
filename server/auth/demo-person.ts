import type pg from 'pg';
import type { Config } from '../config.ts';

/** Whether the person may not act here: one of the demonstration, outside demo mode. Their password is in the README. */
export async function isRefusedPerson(
  owner: pg.Pool,
  personId: string,
  { isDemo }: Pick<Config, 'isDemo'>,
): Promise<boolean> {
  if (isDemo) return false;
  const { rows } = await owner.query<{ is_demo: boolean }>('select is_demo from person where id = $1', [
    personId,
  ]);
  return rows[0]?.is_demo ?? true;
}
