import type { Database } from '@readout/db/database.ts';
import { SIGNING_STATEMENTS } from '@readout/db/signing-statement.ts';
import { person } from '@readout/db/table/person.ts';
import { transact, transactAsOwner } from '@readout/db/transact.ts';
import { proveIdentity } from '@readout/graphql/access/keep-person.ts';
import { acceptStatement } from '@readout/graphql/access/signing-statement.ts';
import { eq } from 'drizzle-orm';
import { operator } from '../command/operator.ts';
import type { DemoPeople } from './add-demo-people.ts';

/** What stands where a real hub names the document that was seen. */
const METHOD = 'Invented person of the demonstration: nobody’s identity was checked';

/** Lets the administrator keep people, and the people of the demonstration sign: identity and statement, unless they stand there. */
export async function proveDemoPeople(database: Database, people: DemoPeople): Promise<void> {
  const { rows } = await database.owner.query<{ id: string; proved: boolean; accepted: boolean }>(
    `select p.id, p.identity_checked_on is not null as proved, exists (select from statement_acceptance a where a.person_id = p.id and a.version = $1) as accepted
      from person p where p.id = any ($2)`,
    [SIGNING_STATEMENTS.at(-1)?.version, Object.values(people)],
  );
  const proof = { method: METHOD, checkedOn: new Date().toISOString().slice(0, 10) };
  const isAdministratorProved = rows.some(({ id, proved }) => id === people.administrator && proved);
  if (!isAdministratorProved)
    await transactAsOwner(
      database,
      { viewer: operator, reason: 'Keeps the people of the demonstration' },
      async (tx) => {
        await tx
          .update(person)
          .set({
            mayKeepPeople: true,
            identityMethod: proof.method,
            identityCheckedOn: proof.checkedOn,
            identityCheckedById: operator.userId,
          })
          .where(eq(person.id, people.administrator))
          .execute();
      },
    );
  const act = { viewer: { userId: people.administrator }, reason: 'Somebody of the demonstration' };
  await transact(database, act, async (tx) => {
    for (const { id, proved } of rows)
      if (!proved && id !== people.administrator) await proveIdentity(tx, { personId: id, ...proof });
  });
  for (const { id, accepted } of rows) {
    if (accepted) continue;
    const version = SIGNING_STATEMENTS.at(-1)?.version ?? 0;
    const reason = `Accepted version ${version} of the statement about electronic signatures`;
    await transact(database, { viewer: { userId: id }, reason }, (tx) =>
      acceptStatement(tx, { personId: id, version }),
    );
  }
}
