import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { survivalOf } from '@readout/server/command/statistics.ts';
import { readTable } from '@readout/server/command/statistics-table.ts';
import { agreementOf } from '@readout/statistics/agreement.ts';
import { SURVIVAL_INTERVALS } from '@readout/statistics/kaplan-meier.ts';
import { clopperPearson, wilson } from '@readout/statistics/proportion.ts';
import { describe, expect, test } from 'vitest';

/** Computed with R 4.2.2 and survival 3.5-3, outside the repository. */
const DATA = join(import.meta.dirname, '../../../../shared/data/stats');
const isThere = existsSync(DATA);
if (!isThere) process.stderr.write(`Skipped: the results of R are not at ${DATA}.\n`);

const json = (name: string): unknown => JSON.parse(readFileSync(join(DATA, `${name}.json`), 'utf8'));
/** To 1e-8 of what R gives, relative to it where it is over 1. */
const near = (value: number | null): unknown =>
  value === null ? null : expect.closeTo(value, 8 - Math.max(0, Math.ceil(Math.log10(Math.abs(value) || 1))));

interface At {
  readonly time: number;
  readonly n_risk: number;
  readonly surv: number;
  readonly std_err: number;
  readonly lower: number | null;
  readonly upper: number | null;
}
type Fit = Readonly<Record<'q25' | 'median' | 'q75', number | null>> &
  Readonly<Record<`${'q25' | 'median' | 'q75'}_${'lower' | 'upper'}`, number | null>> & {
    readonly at: readonly At[];
  };
interface Survival {
  readonly groups: Readonly<Record<string, Readonly<Record<(typeof SURVIVAL_INTERVALS)[number], Fit>>>>;
  readonly logrank: { readonly chisq: number; readonly df: number; readonly p: number };
  readonly cox: {
    readonly efron: Readonly<Record<'hr' | 'lower' | 'upper' | 'p_wald', number>>;
  };
}

describe.skipIf(!isThere)('to eight digits of R', () => {
  const cases = ['survival_lung_by_sex', 'survival_aml_by_x'].flatMap((name) =>
    SURVIVAL_INTERVALS.flatMap((interval) => [undefined, 'group'].map((by) => ({ name, interval, by }))),
  );
  test.for(cases)('$name with interval $interval by $by', async ({ name, interval, by }) => {
    const wanted = json(name) as Survival;
    const rows = await readTable(join(DATA, `${name}_input.csv`));
    const times = Object.values(wanted.groups)[0]?.[interval].at.map(({ time }) => time) ?? [];
    const found = survivalOf(rows, {
      time: 'time',
      event: 'event',
      interval,
      at: times,
      confidence: 0.95,
      ...(by === undefined ? {} : { by }),
    });
    expect(found.groups.map(({ group }) => group)).toEqual(
      Object.keys(wanted.groups).filter((each) => (each === 'ALL') === (by === undefined)),
    );
    for (const { group, at, ...quantiles } of found.groups) {
      const fit = wanted.groups[group]?.[interval];
      expect(quantiles).toMatchObject({
        median: near(fit?.median ?? null),
        medianLower: near(fit?.median_lower ?? null),
        medianUpper: near(fit?.median_upper ?? null),
        q25: near(fit?.q25 ?? null),
        q25Lower: near(fit?.q25_lower ?? null),
        q25Upper: near(fit?.q25_upper ?? null),
        q75: near(fit?.q75 ?? null),
        q75Lower: near(fit?.q75_lower ?? null),
        q75Upper: near(fit?.q75_upper ?? null),
      });
      for (const each of fit?.at ?? [])
        expect(at.find(({ time }) => time === each.time)).toMatchObject({
          atRisk: each.n_risk,
          survival: near(each.surv),
          standardError: near(each.std_err),
          lower: near(each.lower),
          upper: near(each.upper),
        });
    }
    if (by === undefined) return;
    expect(found.logRank).toEqual({
      chiSquare: near(wanted.logrank.chisq),
      df: wanted.logrank.df,
      p: near(wanted.logrank.p),
    });
    const { efron } = wanted.cox;
    expect(found.cox).toMatchObject({
      hazardRatio: near(efron.hr),
      lower: near(efron.lower),
      upper: near(efron.upper),
      p: near(efron.p_wald),
    });
  });

  test('kappa of two readers’ responses, with weights and without', () => {
    const [wanted] = Object.values(
      json('kappa') as Readonly<
        Record<
          string,
          {
            readonly table: readonly (readonly number[])[];
            readonly labels: readonly string[];
            readonly observed_agreement: number;
            readonly expected_agreement: number;
            readonly kappa_unweighted: number;
            readonly ase_unweighted: number;
            readonly kappa_linear: number;
            readonly ase_linear: number;
            readonly kappa_quadratic: number;
            readonly ase_quadratic: number;
          }
        >
      >,
    );
    if (wanted === undefined) throw new Error('There is no table of kappa.');
    expect(agreementOf(wanted.table, wanted.labels)).toMatchObject({
      observed: near(wanted.observed_agreement),
      expected: near(wanted.expected_agreement),
      kappa: { value: near(wanted.kappa_unweighted), standardError: near(wanted.ase_unweighted) },
      linear: { value: near(wanted.kappa_linear), standardError: near(wanted.ase_linear) },
      quadratic: { value: near(wanted.kappa_quadratic), standardError: near(wanted.ase_quadratic) },
    });
  });

  test('intervals of proportions', () => {
    const wanted = json('clopper-pearson') as readonly Readonly<
      Record<'k' | 'n' | 'conf_level' | 'cp_lower' | 'cp_upper' | 'wilson_lower' | 'wilson_upper', number>
    >[];
    for (const { k, n, conf_level: level, ...bounds } of wanted) {
      expect(clopperPearson(k, n, level)).toMatchObject({
        lower: near(bounds.cp_lower),
        upper: near(bounds.cp_upper),
      });
      expect(wilson(k, n, level)).toMatchObject({
        lower: near(bounds.wilson_lower),
        upper: near(bounds.wilson_upper),
      });
    }
  });
});
