import type { Command } from 'commander';
import { CommandRefusal } from './command-refusal.ts';
import { groupOf } from './group-of.ts';
import { withHub } from './with-hub.ts';

interface Options {
  readonly email: string;
  readonly name: string;
}

export function registerTokenWithdraw(program: Command): void {
  groupOf(program, 'token', 'API tokens for programs')
    .command('withdraw')
    .description('Make the tokens of this name useless at once')
    .requiredOption('--email <address>', 'whose')
    .requiredOption('--name <text>', 'what they are for, as given when they were made')
    .action(async ({ email, name }: Options) => {
      const { getPersonId } = await import('./find-person.ts');
      const { withdrawToken } = await import('../auth/withdraw.ts');
      await withHub(async (hub) => {
        const personId = await getPersonId(hub.database, email);
        const { rows } = await hub.database.owner.query<{ id: string }>(
          'select id from auth.apikey where reference_id = $1 and name = $2 and enabled',
          [personId, name],
        );
        if (rows.length === 0) throw new CommandRefusal(`${email} has no token "${name}".`);
        for (const { id } of rows) await withdrawToken(hub, { personId, tokenId: id });
      });
    });
}
