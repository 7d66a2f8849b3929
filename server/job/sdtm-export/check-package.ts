import type { CountedDataset } from '@readout/sdtm/build-define.ts';
import { openConformance } from '@readout/sdtm/conformance/conformance.ts';
import type { ConformanceReport } from '@readout/sdtm/conformance/finding-report.ts';
import type { DefineModel } from '@readout/sdtm/define-model.ts';
import { SDTM_DATASETS } from '@readout/sdtm/definition.ts';
import type { SpooledTrial } from './spool-trial.ts';

/** What an export keeps of its check, as the portal shows it. */
export interface PackageReport {
  readonly datasets: readonly {
    readonly name: string;
    readonly label: string;
    readonly standard: 'SDTM' | 'ADAM';
    readonly records: number;
  }[];
  /** Rules that are broken, with how often. */
  readonly rules: readonly {
    readonly id: string;
    readonly severity: 'ERROR' | 'WARNING';
    readonly sentence: string;
    readonly source: string;
    readonly count: number;
  }[];
  /** The first ones of each rule. */
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: 'ERROR' | 'WARNING';
    readonly dataset: string;
    readonly row: string | null;
    readonly variable: string | null;
    readonly value: string | number | null;
    readonly sentence: string;
  }[];
}

/** The datasets of one standard, and what their define.xml is written from. */
export interface DefinedDatasets {
  readonly standard: 'SDTMIG' | 'ADaMIG';
  readonly counted: readonly CountedDataset[];
  readonly model: DefineModel;
}

/** Checks what leaves as a whole, after its subjects were checked one by one. */
export function checkPackage(
  { trial, trialRows, check }: SpooledTrial,
  defined: readonly DefinedDatasets[],
): ConformanceReport {
  const conformance = openConformance(trial, SDTM_DATASETS, trialRows, check);
  for (const { counted, model } of defined) conformance.checkTrial(counted, model);
  return conformance.report();
}

/** Variables that tell arms and what was given. */
const ARMS = /^(ACT)?ARM|^EX(TRT|DOS|ROUTE)|^TRT/;

/**
 * The report as it is kept with the export.
 *
 * @param isWithheld whether arms are a secret of the trial: a finding then names no value that tells them, as more people see it than the file
 */
export function packageReport(
  defined: readonly DefinedDatasets[],
  conformance: ConformanceReport,
  isWithheld: boolean,
): PackageReport {
  return {
    datasets: defined.flatMap(({ standard, counted }) =>
      counted.map(({ dataset: { definition, records } }) => ({
        name: definition.name,
        label: definition.label,
        standard: standard === 'SDTMIG' ? ('SDTM' as const) : ('ADAM' as const),
        records,
      })),
    ),
    rules: conformance.broken.map(({ id, severity, sentence, source, count }) => ({
      id,
      severity,
      sentence,
      source,
      count,
    })),
    findings: conformance.broken.flatMap(({ sentence, findings }) =>
      findings.map((each) =>
        isWithheld && ARMS.test(each.variable ?? '') ? { ...each, value: null, sentence } : each,
      ),
    ),
  };
}

/** How many findings stand against a release. */
export const countErrors = ({ rules }: PackageReport): number =>
  rules.filter(({ severity }) => severity === 'ERROR').reduce((sum, { count }) => sum + count, 0);
