import { Option, type Command } from 'commander';
import { ROLES, type Role } from '@readout/db/term.ts';
import { groupOf } from './group-of.ts';
import { operator } from './operator.ts';
import { withHub } from './with-hub.ts';

type Options = {
  readonly email: string;
  readonly trial: string;
  readonly role: Role;
  readonly reason: string;
};

export function registerUserGrant(program: Command): void {
  groupOf(program, 'user', 'People who sign in')
    .command('grant')
    .description('Give somebody a role in a trial; a role held already changes nothing')
    .requiredOption('--email <address>', 'who')
    .requiredOption('--trial <protocol>', 'in which trial')
    .addOption(new Option('--role <role>', 'which role').choices(ROLES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why; kept on the audit trail')
    .action(async ({ email, trial, role, reason }: Options) => {
      const { getPersonId, getTrialId } = await import('./find-person.ts');
      const { membership } = await import('@readout/db/table/person.ts');
      const { transactAsOwner } = await import('@readout/db/transact.ts');
      await withHub(async ({ database }) => {
        const personId = await getPersonId(database, email);
        const trialId = await getTrialId(database, trial);
        await transactAsOwner(database, { viewer: operator, reason }, async (tx) => {
          await tx.insert(membership).values({ trialId, personId, role }).onConflictDoNothing().execute();
        });
      });
    });
}
