import type { Command } from 'commander';
import { groupOf } from './group-of.ts';
import { withHub } from './with-hub.ts';

interface ListedTrial {
  readonly protocol: string;
  readonly title: string;
  readonly sponsor: string;
  readonly origin: string;
  readonly subjects: number;
}

/** `readout trial list [--ids]`: the trials by protocol number; with `--ids` the numbers alone, one a line. */
export function registerTrialList(program: Command): void {
  groupOf(program, 'trial', 'Trials of the hub')
    .command('list')
    .description('Print the trials, by protocol number')
    .option('--ids', 'the protocol numbers alone, one a line: what other commands take as --trial')
    .action(async ({ ids }: { readonly ids?: true }) => {
      const trials = await withHub(async ({ database }) => {
        const { rows } = await database.owner.query<ListedTrial>(
          'select t.protocol, t.title, s.name as sponsor, t.origin, (select count(*)::int from subject u where u.trial_id = t.id) as subjects from trial t join sponsor s on s.id = t.sponsor_id order by t.protocol',
        );
        return rows;
      });
      const lines = trials.map(({ protocol, title, sponsor, origin, subjects }) =>
        ids === true
          ? protocol
          : `${protocol}  ${title} (${sponsor}; ${subjects} subjects; ${origin === 'IMPORT' ? 'imported' : 'read here'})`,
      );
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    });
}
