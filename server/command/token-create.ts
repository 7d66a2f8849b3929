import { InvalidArgumentError, Option, type Command } from 'commander';
import { TOKEN_SCOPES, type TokenScope } from '@readout/db/term.ts';
import { createToken } from '../auth/create-token.ts';
import { groupOf } from './group-of.ts';
import { withHub } from './with-hub.ts';

type Options = {
  readonly email: string;
  readonly trial: readonly string[];
  readonly scope: readonly TokenScope[];
  readonly name: string;
  readonly days: number;
};

export function registerTokenCreate(program: Command): void {
  groupOf(program, 'token', 'API tokens for programs')
    .command('create')
    .description("Print a new API token, with its person's rights; it is shown this once")
    .requiredOption('--email <address>', 'whose rights the token has')
    .option(
      '--trial <protocol>',
      'limit it to this trial; may be repeated',
      (protocol, all: readonly string[]) => [...all, protocol],
      [],
    )
    .addOption(
      new Option('--scope <scopes...>', 'what it is good for')
        .choices(TOKEN_SCOPES)
        .default(['read'] satisfies TokenScope[]),
    )
    .option('--name <text>', 'what it is for', 'readout token create')
    .option('--days <number>', 'days until it expires, at most 366', readDays, 90)
    .action(async ({ email, trial, scope, name, days }: Options) => {
      const { getPersonId, getTrialId } = await import('./find-person.ts');
      const token = await withHub(async ({ auth, database }) => {
        const personId = await getPersonId(database, email);
        const trialIds = await Promise.all(trial.map((protocol) => getTrialId(database, protocol)));
        return createToken(auth, {
          personId,
          name,
          days,
          scopes: scope,
          ...(trialIds.length === 0 ? {} : { trialIds }),
        });
      });
      process.stdout.write(`${token}\n`);
    });
}

function readDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 366) return days;
  throw new InvalidArgumentError('It must be a whole number from 1 to 366.');
}
