import type { Command } from 'commander';
import { CommandRefusal } from './command-refusal.ts';
import { groupOf } from './group-of.ts';
import { operator } from './operator.ts';
import { withHub } from './with-hub.ts';

type Options = {
  readonly email: string;
  readonly keepPeople?: true;
  readonly openTrials?: true;
  readonly withdraw?: true;
  readonly reason: string;
};

/** Rights over the whole hub: given here alone, so that no request widens itself. */
export function registerUserAllow(program: Command): void {
  groupOf(program, 'user', 'People who sign in')
    .command('allow')
    .description('Give somebody a right over the whole hub, or take it away')
    .requiredOption('--email <address>', 'who')
    .option('--keep-people', 'add, deactivate and prove people')
    .option('--open-trials', 'set up new trials')
    .option('--withdraw', 'take the right away instead')
    .requiredOption('--reason <text>', 'why; kept on the audit trail')
    .action(async ({ email, keepPeople, openTrials, withdraw, reason }: Options) => {
      if (keepPeople === undefined && openTrials === undefined)
        throw new CommandRefusal('Name a right: --keep-people, --open-trials, or both.', 2);
      const { eq } = await import('drizzle-orm');
      const { getPersonId } = await import('./find-person.ts');
      const { person } = await import('@readout/db/table/person.ts');
      const { transactAsOwner } = await import('@readout/db/transact.ts');
      const right = withdraw !== true;
      await withHub(async ({ database }) => {
        const personId = await getPersonId(database, email);
        await transactAsOwner(database, { viewer: operator, reason }, async (tx) => {
          await tx
            .update(person)
            .set({
              ...(keepPeople === undefined ? {} : { mayKeepPeople: right }),
              ...(openTrials === undefined ? {} : { mayOpenTrials: right }),
            })
            .where(eq(person.id, personId))
            .execute();
        });
      });
    });
}
