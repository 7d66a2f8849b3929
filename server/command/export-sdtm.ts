import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ANALYSIS_EVALUATORS, EVALUATORS, SDTM_FORMATS } from '@readout/db/term.ts';
import { EXPORTED_DOMAINS } from '@readout/graphql/export/exported-domain.ts';
import type { Command } from 'commander';
import { CommandRefusal } from './command-refusal.ts';
import { groupOf } from './group-of.ts';
import { operator } from './operator.ts';
import { showProgress } from './show-progress.ts';
import { withHub } from './with-hub.ts';

const DOMAIN_CODES = EXPORTED_DOMAINS.map(({ code }) => code);

type Options = {
  readonly trial: string;
  readonly out: string;
  readonly cut?: string;
  readonly format: string;
  readonly domain?: string;
  readonly evaluator?: string;
  readonly adam?: true;
  readonly adamEvaluator?: string;
  readonly adamCriteria?: string;
  readonly blinded?: true;
  readonly zip?: true;
  readonly reason?: string;
  readonly accept?: string;
  readonly as?: string;
  readonly json?: true;
};

/** `readout export sdtm --trial T --out DIR`: writes a trial's SDTM datasets. Progress on stderr, the report on stdout. */
export function registerExportSdtm(program: Command): void {
  groupOf(program, 'export', 'Write what the hub holds for others')
    .command('sdtm')
    .summary("write a trial's SDTM (and ADaM) datasets")
    .description(
      "Writes a trial's datasets with define.xml, reviewer's guide and manifest to DIR, which must be empty or not there. Whole or not at all. The same data cut gives the same bytes. Exit status 1 also where the check finds errors that --accept does not accept: the files are written then.",
    )
    .requiredOption('--trial <protocol>', 'protocol number of the trial')
    .requiredOption('--out <dir>', 'folder for the files; with --zip the name of the ZIP file')
    .option('--cut <name>', 'data cut to export (default: the data as they are)')
    .option('--format <list>', 'of xpt, dataset-json, ndjson, csv; separated by commas', 'xpt')
    .option('--domain <list>', 'SDTM domains, separated by commas (default: all)')
    .option('--evaluator <list>', `of ${EVALUATORS.join(', ')}; separated by commas (default: all)`)
    .option('--adam', 'analysis datasets (ADaM) too')
    .option(
      '--adam-evaluator <word>',
      `whose review they are of: ${ANALYSIS_EVALUATORS.join(', ')}`,
      'CENTRAL',
    )
    .option('--adam-criteria <id>', 'their criteria (default: the primary ones of the charter)')
    .option('--blinded', 'withhold arms and treatments')
    .option('--zip', 'one ZIP file instead of a folder')
    .option('--reason <text>', 'why; kept on the audit trail (default: Export of SDTM datasets to DIR)')
    .option('--accept <reason>', 'accept errors that the check finds, and why')
    .option('--as <email>', 'on whose behalf (default: the program itself)')
    .option('--json', 'print the report as JSON')
    .action(async (options: Options) => {
      const asked = readOptions(options);
      const out = resolve(options.out);
      await refuseTaken(out);
      const { exportAtOnce } = await import('../job/sdtm-export/export-at-once.ts');
      const { UnwritableDataset } = await import('@readout/sdtm/unwritable-dataset.ts');
      const { exportReportText } = await import('../job/sdtm-export/export-report-text.ts');
      const { getCutId, getPersonId, getTrialId } = await import('./find-person.ts');
      const interrupted = new AbortController();
      const interrupt = () => interrupted.abort(new CommandRefusal('Interrupted: nothing was written.'));
      process.once('SIGINT', interrupt);
      const folder = join(dirname(out), `.${basename(out)}.${process.pid}`);
      await mkdir(folder, { recursive: true });
      try {
        const done = await withHub(async (hub) => {
          const trialId = await getTrialId(hub.database, options.trial);
          return exportAtOnce(hub, {
            request: {
              ...asked,
              trialId,
              dataCutId:
                options.cut === undefined ? null : await getCutId(hub.database, trialId, options.cut),
              isUnblinded: options.blinded !== true,
              reason: options.reason ?? `Export of SDTM datasets to ${options.out}`,
            },
            viewer:
              options.as === undefined ? operator : { userId: await getPersonId(hub.database, options.as) },
            isOperator: options.as === undefined,
            accept: options.accept ?? null,
            zip: options.zip === true,
            folder,
            signal: interrupted.signal,
            onProgress: showProgress('subjects'),
          });
        });
        if (done.file === null) {
          await rmdir(out).catch(() => undefined);
          await rename(done.folder, out);
        } else await rename(done.file.path, out);
        process.stdout.write(
          options.json === true
            ? `${JSON.stringify({ ...done.report, errors: done.errors, manifest: done.manifest }, null, 2)}\n`
            : exportReportText(done.report),
        );
        if (done.errors > 0 && options.accept === undefined)
          throw new CommandRefusal(
            `The files are in ${options.out}, but the check found ${done.errors === 1 ? 'an error' : `${done.errors} errors`}: mend the data, or say with --accept why it is acceptable.`,
          );
      } catch (error) {
        if (error instanceof UnwritableDataset) throw new CommandRefusal(error.message);
        throw error;
      } finally {
        process.off('SIGINT', interrupt);
        await rm(folder, { recursive: true, force: true });
      }
    });
}

/** @throws CommandRefusal, wrong use, for a word that is in none of our lists */
function readOptions({ format, domain, evaluator, adam, adamEvaluator, adamCriteria }: Options) {
  const words = (text: string) =>
    text
      .split(',')
      .map((each) => each.trim().toUpperCase().replaceAll('-', '_'))
      .filter((each) => each !== '');
  const pick = <Word extends string>(text: string, of: readonly Word[], what: string): readonly Word[] => {
    const given = words(text);
    const unknown = given.find((each) => !of.some((known) => known === each));
    if (unknown !== undefined || given.length === 0)
      throw new CommandRefusal(
        `${unknown === undefined ? `No ${what} is named` : `There is no ${what} ${unknown}`}; there are ${of.join(', ')}.`,
        2,
      );
    return of.filter((each) => given.includes(each));
  };
  return {
    formats: pick(format, SDTM_FORMATS, 'format'),
    domains: domain === undefined ? null : pick(domain, DOMAIN_CODES, 'domain'),
    evaluators: evaluator === undefined ? EVALUATORS : pick(evaluator, EVALUATORS, 'evaluator'),
    adam:
      adam === true
        ? {
            evaluator: pick(adamEvaluator ?? 'CENTRAL', ANALYSIS_EVALUATORS, 'evaluator')[0] ?? 'CENTRAL',
            criteria: adamCriteria ?? null,
            isConfirmed: null,
          }
        : null,
  };
}

/** A folder that holds something is nobody's to write over. */
async function refuseTaken(out: string): Promise<void> {
  const held = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new CommandRefusal(`${out} is there already and is no empty folder.`, 2);
  });
  if (held.length > 0) throw new CommandRefusal(`${out} is not empty; name a folder that is, or none.`, 2);
}
