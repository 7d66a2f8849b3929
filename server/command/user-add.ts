import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { groupOf } from './group-of.ts';
import { operator } from './operator.ts';
import { withHub } from './with-hub.ts';

type Options = {
  readonly email: string;
  readonly name: string;
  readonly passwordStdin?: true;
  readonly mayOpenTrials?: true;
};

export function registerUserAdd(program: Command): void {
  groupOf(program, 'user', 'People who sign in')
    .command('add')
    .description(
      'Add somebody who can sign in; prints a password unless one is given; it must be changed at the first sign-in',
    )
    .requiredOption('--email <address>', 'under which the person signs in')
    .requiredOption('--name <text>', 'printed name')
    .option('--password-stdin', 'read the password from standard input')
    .option('--may-open-trials', 'may set up new trials')
    .action(async ({ email, name, passwordStdin, mayOpenTrials }: Options) => {
      const given = passwordStdin === true ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
      const password = given ?? randomBytes(15).toString('base64url');
      const act = { viewer: operator, reason: 'Added by an operator with "readout user add"' };
      const { addPerson } = await import('../auth/add-person.ts');
      await withHub(({ database }) =>
        addPerson(
          database,
          { email, name, password, mayOpenTrials: mayOpenTrials === true, mustChangePassword: true },
          act,
        ),
      );
      if (given === undefined) process.stdout.write(`${password}\n`);
    });
}
