import type { Command } from 'commander';
import { agreement } from '@readout/statistics/agreement.ts';
import { coxRegression } from '@readout/statistics/cox.ts';
import {
  kaplanMeier,
  SURVIVAL_INTERVALS,
  type KaplanMeier,
  type SurvivalInterval,
} from '@readout/statistics/kaplan-meier.ts';
import { logRank, type GroupedObservation } from '@readout/statistics/log-rank.ts';
import { blandAltman, intraclassCorrelations } from '@readout/statistics/measurement-agreement.ts';
import { clopperPearson, wilson } from '@readout/statistics/proportion.ts';
import { miettinenNurminen, newcombe } from '@readout/statistics/rate-difference.ts';
import { CommandRefusal } from './command-refusal.ts';
import { groupOf } from './group-of.ts';
import {
  cellOf,
  checkColumns,
  countOf,
  eventOf,
  inOrder,
  numberOf,
  readTable,
  type TableRow,
} from './statistics-table.ts';

const WRONG_USE = 2;
/** The one group of a comparison that has none. */
const ALL = 'ALL';

type Level = { readonly confidence: number };

/**
 * `readout statistics survival|proportion|agreement FILE.csv`: the statistics of the portal on a table of one's own.
 *
 * JSON on standard output, numbers unrounded, what is not reached null. Exit status 0; 2 for a file or option that does not fit.
 */
export function registerStatistics(program: Command): void {
  const group = groupOf(program, 'statistics', 'Qualify the statistics of the portal on data of your own');
  const withLevel = (command: Command) =>
    command.option('--confidence <level>', 'confidence level, between 0 and 1', readLevel, 0.95);

  withLevel(
    group
      .command('survival')
      .summary('Kaplan–Meier, log-rank and Cox')
      .description(
        'Reads a row a subject from FILE (CSV): its time and whether the event was seen (1 or 0). Answers the curve of each group with quantiles, the log-rank test of all groups, and the hazard ratio of the second against the first (Cox, ties by Efron).',
      )
      .argument('<file>', 'a CSV file with a heading; - for standard input')
      .requiredOption('--time <column>', 'time under observation')
      .requiredOption('--event <column>', '1 where the event was seen, 0 where not')
      .option('--by <column>', 'group')
      .option('--strata <column>', 'stratum within which groups are compared')
      .option('--interval <kind>', 'log-log, log or plain', readInterval, 'log-log')
      .option('--at <times>', 'times at which survival is asked for, e.g. 90,180', readTimes, []),
  ).action(async (file: string, options: SurvivalOptions) =>
    print(survivalOf(await readTable(file), options)),
  );

  withLevel(
    group
      .command('proportion')
      .summary('intervals of rates and of their differences')
      .description(
        'Reads k and n from each row of FILE (CSV; a column confidence overrides the option) and answers the Clopper–Pearson and Wilson intervals; with --difference k1, n1, k2 and n2, and the Newcombe and Miettinen–Nurminen intervals of the first rate less the second.',
      )
      .argument('<file>', 'a CSV file with a heading; - for standard input')
      .option('--difference', 'compare two rates'),
  ).action(async (file: string, options: ProportionOptions) =>
    print(proportionsOf(await readTable(file), options)),
  );

  withLevel(
    group
      .command('agreement')
      .summary('how two raters agree')
      .description(
        'Reads what two raters said of the same subject from each row of FILE (CSV): the matrix and Cohen’s kappa, without weights, linear and quadratic; with --numeric the limits of Bland and Altman and the intraclass correlations of Shrout and Fleiss.',
      )
      .argument('<file>', 'a CSV file with a heading; - for standard input')
      .requiredOption('--a <column>', 'what the first rater said')
      .requiredOption('--b <column>', 'what the second rater said')
      .option(
        '--levels <words>',
        'levels in their order, e.g. CR,PR,SD,PD (default: those that occur)',
        readWords,
      )
      .option('--numeric', 'the columns are measurements'),
  ).action(async (file: string, options: AgreementOptions) =>
    print(agreementOf(await readTable(file), options)),
  );
}

type SurvivalOptions = Level & {
  readonly time: string;
  readonly event: string;
  readonly by?: string;
  readonly strata?: string;
  readonly interval: SurvivalInterval;
  readonly at: readonly number[];
};

/** Rows without a time, event, group or stratum are left out, and counted. */
export function survivalOf(rows: readonly TableRow[], options: SurvivalOptions) {
  const { time, event, by, strata, interval, at, confidence: level } = options;
  checkColumns(rows, [time, event, ...[by, strata].filter((each) => each !== undefined)]);
  const observations = rows.flatMap((row): readonly GroupedObservation[] => {
    const told = [numberOf(row, time, 0), eventOf(row, event)] as const;
    const group = by === undefined ? ALL : cellOf(row, by);
    const stratum = strata === undefined ? null : cellOf(row, strata);
    const isWhole = told[0] !== null && told[1] !== null && group !== null;
    return isWhole && (strata === undefined || stratum !== null)
      ? [{ time: told[0], isEvent: told[1], group, stratum }]
      : [];
  });
  const groups = by === undefined ? [ALL] : inOrder(observations.map(({ group }) => group));
  const tested = groups.length < 2 ? null : logRank(observations, groups);
  const hazard = groups.length < 2 ? null : (coxRegression(observations, groups, level)[0] ?? null);
  return {
    omitted: rows.length - observations.length,
    groups: groups.map((group) => ({
      group,
      ...curveOf(
        kaplanMeier(
          observations.filter((each) => each.group === group),
          { interval, level, at },
        ),
      ),
    })),
    logRank: tested === null ? null : { chiSquare: tested.chiSquare, df: tested.df, p: tested.p },
    cox: hazard,
  };
}

const curveOf = ({ n, events, q25, median, q75, at, curve }: KaplanMeier) => ({
  n,
  events,
  median: median.time,
  medianLower: median.lower,
  medianUpper: median.upper,
  q25: q25.time,
  q25Lower: q25.lower,
  q25Upper: q25.upper,
  q75: q75.time,
  q75Lower: q75.lower,
  q75Upper: q75.upper,
  at,
  curve,
});

type ProportionOptions = Level & { readonly difference?: true };

export function proportionsOf(rows: readonly TableRow[], options: ProportionOptions) {
  checkColumns(rows, options.difference ? ['k1', 'n1', 'k2', 'n2'] : ['k', 'n']);
  return {
    rows: rows.map((row) => {
      const level = levelOf(row) ?? options.confidence;
      if (options.difference) {
        const [one, other] = [rateOf(row, 'k1', 'n1'), rateOf(row, 'k2', 'n2')];
        const found = newcombe(one, other, level);
        return {
          k1: one.count,
          n1: one.of,
          k2: other.count,
          n2: other.of,
          estimate: found.estimate,
          newcombe: bounds(found),
          miettinenNurminen: bounds(miettinenNurminen(one, other, level)),
        };
      }
      const { count: k, of: n } = rateOf(row, 'k', 'n');
      const exact = clopperPearson(k, n, level);
      return {
        k,
        n,
        estimate: exact.estimate,
        clopperPearson: bounds(exact),
        wilson: bounds(wilson(k, n, level)),
      };
    }),
  };
}

const bounds = ({ lower, upper }: { readonly lower: number; readonly upper: number }) => ({ lower, upper });

function rateOf(row: TableRow, k: string, n: string) {
  const [count, of] = [countOf(row, k), countOf(row, n)];
  if (of < 1 || count > of)
    throw new CommandRefusal(
      `Row ${row.number}: ${count} of ${of} is no proportion; ${k} is at most ${n}, and ${n} at least 1.`,
      WRONG_USE,
    );
  return { count, of };
}

function levelOf(row: TableRow): number | null {
  const level = 'confidence' in row.values ? numberOf(row, 'confidence') : null;
  if (level !== null && !(level > 0 && level < 1))
    throw new CommandRefusal(
      `Row ${row.number}, column confidence: ${level} is not between 0 and 1.`,
      WRONG_USE,
    );
  return level;
}

type AgreementOptions = Level & {
  readonly a: string;
  readonly b: string;
  readonly levels?: readonly string[];
  readonly numeric?: true;
};

/** Rows in which either did not say anything are left out, and counted. */
export function agreementOf(rows: readonly TableRow[], options: AgreementOptions) {
  const { a, b, confidence: level } = options;
  checkColumns(rows, [a, b]);
  if (options.numeric) {
    const pairs = rows.flatMap((row): readonly (readonly [number, number])[] => {
      const [one, other] = [numberOf(row, a), numberOf(row, b)];
      return one === null || other === null ? [] : [[one, other]];
    });
    return {
      n: pairs.length,
      omitted: rows.length - pairs.length,
      blandAltman: blandAltman(pairs, level),
      icc: intraclassCorrelations(pairs, level),
    };
  }
  const pairs = rows.flatMap((row): readonly (readonly [string, string])[] => {
    const [one, other] = [cellOf(row, a), cellOf(row, b)];
    return one === null || other === null ? [] : [[one, other]];
  });
  const levels = options.levels ?? inOrder(pairs.flat());
  const stray = pairs.flat().find((word) => !levels.includes(word));
  if (stray !== undefined)
    throw new CommandRefusal(`"${stray}" is none of the levels ${levels.join(', ')}.`, WRONG_USE);
  const found = agreement(pairs, levels, level);
  if (found === null) throw new CommandRefusal('No row has what both raters said.', WRONG_USE);
  const { table, n, observed, expected, kappa, linear, quadratic } = found;
  return {
    levels,
    table,
    n,
    omitted: rows.length - pairs.length,
    observed,
    expected,
    kappa,
    linear,
    quadratic,
  };
}

const refuseOption = (sentence: string) => new CommandRefusal(sentence, WRONG_USE);

function readLevel(text: string): number {
  const level = Number(text);
  if (!(level > 0 && level < 1)) throw refuseOption(`--confidence is between 0 and 1, not ${text}.`);
  return level;
}

function readInterval(text: string): SurvivalInterval {
  const found = SURVIVAL_INTERVALS.find((each) => each === text);
  if (found === undefined) throw refuseOption(`--interval is ${SURVIVAL_INTERVALS.join(', ')}, not ${text}.`);
  return found;
}

function readTimes(text: string): readonly number[] {
  return text.split(',').map((each) => {
    const time = each.trim() === '' ? Number.NaN : Number(each);
    if (!(time >= 0 && Number.isFinite(time)))
      throw refuseOption(`--at takes times of 0 or more with commas between, not "${each}".`);
    return time;
  });
}

const readWords = (text: string): readonly string[] => text.split(',').map((each) => each.trim());

const print = (answer: unknown): void => {
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
};
