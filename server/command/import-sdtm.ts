import type { Command } from 'commander';
import { CommandRefusal } from './command-refusal.ts';
import { groupOf } from './group-of.ts';
import { operator } from './operator.ts';
import { showProgress } from './show-progress.ts';
import { withHub } from './with-hub.ts';

type Options = {
  readonly trial?: string;
  readonly criteria?: string;
  readonly sponsor: string;
  readonly title?: string;
  readonly openLabel?: true;
  readonly reason?: string;
  readonly as?: string;
  readonly json?: true;
};

/** `readout import sdtm DIR`: takes over a trial from SDTM files. Progress on stderr, the report on stdout. */
export function registerImportSdtm(program: Command): void {
  groupOf(program, 'import', 'Take over what other systems hold')
    .command('sdtm')
    .summary('take over a trial from SDTM files')
    .description(
      'Reads the CSV, XPT and Dataset-JSON files (.json, .ndjson, .dsjc) of DIR (DM, EX, DS, SV, TU, TR, RS; the DOMAIN column decides) and makes their trial, or corrects it where the files differ. Whole or not at all; the same files again change nothing.',
    )
    .argument('<dir>', 'a folder with the files')
    .option('--trial <protocol>', 'protocol number of the trial (default: STUDYID of the files)')
    .option('--criteria <id>', 'criteria by which a new trial is judged (default: recist-1.1)')
    .option('--sponsor <name>', 'sponsor of a new trial', 'Imported trials')
    .option('--title <text>', 'title of a new trial')
    .option('--open-label', 'arms of a new trial are no secret')
    .option('--reason <text>', 'why; kept on the audit trail (default: Import of SDTM files from DIR)')
    .option('--as <email>', 'on whose behalf (default: the program itself)')
    .option('--json', 'print the report as JSON')
    .action(async (folder: string, options: Options) => {
      const { runImport } = await import('../job/run-import.ts');
      const { ImportRefused } = await import('../job/sdtm/import-refused.ts');
      const { importReportText } = await import('../job/sdtm/import-report-text.ts');
      const { getPersonId } = await import('./find-person.ts');
      const interrupted = new AbortController();
      const interrupt = () => interrupted.abort(new CommandRefusal('Interrupted: nothing was imported.'));
      process.once('SIGINT', interrupt);
      try {
        const report = await withHub(async (hub) =>
          runImport(
            hub,
            {
              folder,
              protocol: options.trial ?? null,
              criteria: options.criteria ?? null,
              sponsor: options.sponsor,
              title: options.title ?? null,
              isOpenLabel: options.openLabel === true,
              reason: options.reason ?? `Import of SDTM files from ${folder}`,
              viewer:
                options.as === undefined ? operator : { userId: await getPersonId(hub.database, options.as) },
            },
            { signal: interrupted.signal, onProgress: showProgress('rows') },
          ),
        );
        process.stdout.write(
          options.json === true ? `${JSON.stringify(report, null, 2)}\n` : importReportText(report),
        );
      } catch (error) {
        if (error instanceof ImportRefused) throw new CommandRefusal(error.message);
        throw error;
      } finally {
        process.off('SIGINT', interrupt);
      }
    });
}
