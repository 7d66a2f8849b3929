import type { Command } from 'commander';
import { guardDefinitions } from '@readout/db/guard-definitions.ts';
import { CommandRefusal } from './command-refusal.ts';
import { withHub } from './with-hub.ts';

/** `readout guard`: event triggers that hold the owner of the tables, made once by a superuser of a PostgreSQL that is not the embedded one. */
export function registerGuard(program: Command): void {
  program
    .command('guard')
    .description(
      "Have PostgreSQL refuse to the owner of the tables what would open the audit trail (once; asks for a superuser's address in SUPERUSER_URL)",
    )
    .action(async () => {
      const superuserUrl = process.env['SUPERUSER_URL']?.trim();
      if (!superuserUrl)
        throw new CommandRefusal(
          "SUPERUSER_URL must be a superuser's address of the same database, such as postgresql://postgres:password@host:5432/readout. It is used once and kept nowhere.",
          2,
        );
      // Not as a parameter: whoever lists processes would read the password.
      await withHub(({ database }) => guardDefinitions(superuserUrl, database));
      process.stdout.write('Definitions in this database are for migrations alone now.\n');
    });
}
