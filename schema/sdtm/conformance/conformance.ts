import type { CountedDataset } from '../build-define.ts';
import type { TrialContent } from '../content.ts';
import type { DatasetDefinition, DatasetRow } from '../dataset.ts';
import type { DefineModel } from '../define-model.ts';
import { DATASET_RULES } from './dataset-rule.ts';
import { planDataset, type DatasetPlan } from './dataset-plan.ts';
import { DEFINE_RULES } from './define-rule.ts';
import { findingOf, type Finding } from './finding.ts';
import { openReport, type ConformanceReport, type ReportMark } from './finding-report.ts';
import { KEY_RULES } from './key-rule.ts';
import { LINK_RULES } from './link-rule.ts';
import { PERSON_RULES } from './person-rule.ts';
import { RESULT_RULES } from './result-rule.ts';
import { ROW_RULES } from './row-rule.ts';
import type { DatasetAt, Rule, RowsByDataset, SubjectAt, Tell } from './rule.ts';
import { TIMING_RULES } from './timing-rule.ts';
import { readDesign, type TrialDesign } from './trial-design.ts';
import { TRIAL_RULES } from './trial-rule.ts';

const OF_A_ROW = [...ROW_RULES, ...TIMING_RULES, ...RESULT_RULES];
const OF_A_SUBJECT = [...KEY_RULES, ...LINK_RULES, ...PERSON_RULES];

/** Every rule a package is checked by before it is released, in the order in which a report tells of them. */
export const RULES: readonly Rule[] = [
  ...DATASET_RULES,
  ...OF_A_ROW,
  ...OF_A_SUBJECT,
  ...TRIAL_RULES,
  ...DEFINE_RULES,
].map(({ id, sentence, severity, source }) => ({ id, sentence, severity, source }));

/** What the rules need of a trial, found once. */
export interface CheckedTrial {
  readonly trial: TrialContent;
  readonly plans: ReadonlyMap<string, DatasetPlan>;
  readonly design: TrialDesign;
  /** Rows that describe the trial, by dataset: TS, TV, TA, TE, TI, RELREC. */
  readonly trialRows: RowsByDataset;
}

/**
 * What the rows of a trial's subjects are checked against.
 *
 * @param definitions of the datasets that are sent
 * @param trialRows rows that describe the trial, as `mapTrial` gives them
 */
export function planTrial(
  trial: TrialContent,
  definitions: readonly DatasetDefinition[],
  trialRows: RowsByDataset,
): CheckedTrial {
  return {
    trial,
    plans: new Map(definitions.map((definition) => [definition.name, planDataset(definition)])),
    design: readDesign(trialRows),
    trialRows,
  };
}

/**
 * What does not conform in the rows of one subject.
 *
 * @param rows by dataset, as `mapSubject` gives them; memory and time are those of one subject
 */
export function checkSubject(checked: CheckedTrial, rows: RowsByDataset): Finding[] {
  const { trial, plans, design } = checked;
  const findings: Finding[] = [];
  const person = rows['DM']?.[0] ?? null;
  checkRows(checked, rows, person, findings);
  const at: SubjectAt = { trial, design, plans, rows, person, of: (dataset) => rows[dataset] ?? [] };
  for (const rule of OF_A_SUBJECT)
    rule.check(at, (dataset, row, ...said) => {
      findings.push(findingOf(rule, dataset, identityOf(checked, dataset), row, said));
    });
  return findings;
}

/**
 * What does not conform in the trial's own rows, in the form of its datasets, and in define.xml against the data.
 *
 * @param model what define.xml is written from; null: nothing is checked against it
 */
export function checkTrial(
  checked: CheckedTrial,
  counted: readonly CountedDataset[],
  model: DefineModel | null,
): Finding[] {
  const { trial, design, trialRows } = checked;
  const findings: Finding[] = [];
  const isSdtm = counted.some(({ dataset }) => dataset.definition.standard === 'SDTMIG');
  if (isSdtm) checkRows(checked, trialRows, null, findings);
  const datasets: DatasetAt[] = counted.map(({ dataset, profile }) => ({
    definition: dataset.definition,
    dataset,
    mark: profile.mark(),
  }));
  for (const rule of isSdtm ? TRIAL_RULES : [])
    rule.check(
      { trial, design, rows: trialRows, of: (name) => trialRows[name] ?? [], datasets },
      (name, row, ...said) => {
        findings.push(findingOf(rule, name, identityOf(checked, name), row, said));
      },
    );
  for (const at of datasets) {
    const { name } = at.definition;
    const tellOf =
      (rule: Rule) =>
      (...said: Parameters<Tell>) => {
        findings.push(findingOf(rule, name, [], null, said));
      };
    for (const rule of DATASET_RULES) rule.check(at, tellOf(rule));
    if (!model) continue;
    const defined = model.datasets.find(({ definition }) => definition.name === name);
    for (const rule of DEFINE_RULES) rule.check({ ...at, model, defined }, tellOf(rule));
  }
  return findings;
}

function checkRows(
  checked: CheckedTrial,
  rows: RowsByDataset,
  person: DatasetRow | null,
  findings: Finding[],
): void {
  const { trial, plans, design } = checked;
  // One closure for each rule, not one for each row and rule: a trial has a million rows.
  let current: { readonly plan: DatasetPlan; readonly row: DatasetRow } | undefined;
  const tells = OF_A_ROW.map((rule) => ({
    rule,
    tell: (...said: Parameters<Tell>) => {
      if (current)
        findings.push(findingOf(rule, current.plan.name, current.plan.identity, current.row, said));
    },
  }));
  for (const [dataset, all] of Object.entries(rows)) {
    const plan = plans.get(dataset);
    if (!plan) continue;
    for (const row of all) {
      current = { plan, row };
      const at = { trial, design, plan, row, person };
      for (const { rule, tell } of tells) rule.check(at, tell);
    }
  }
}

const identityOf = ({ plans }: CheckedTrial, dataset: string) => plans.get(dataset)?.identity ?? ['USUBJID'];

/** The check of a package, subject after subject, that can be taken up again after a stop. */
export interface Conformance {
  readonly checkSubject: (rows: RowsByDataset) => void;
  /** Of SDTM, and again of ADaM with its own model, if both are sent. */
  readonly checkTrial: (counted: readonly CountedDataset[], model: DefineModel | null) => void;
  readonly report: () => ConformanceReport;
  /** What has been found so far, as plain JSON. */
  readonly mark: () => ReportMark;
}

/** @param from what `mark` gave: counting goes on from there */
export function openConformance(
  trial: TrialContent,
  definitions: readonly DatasetDefinition[],
  trialRows: RowsByDataset,
  from?: ReportMark,
): Conformance {
  const checked = planTrial(trial, definitions, trialRows);
  const report = openReport(RULES, from);
  return {
    checkSubject: (rows) => {
      report.add(checkSubject(checked, rows));
    },
    checkTrial: (counted, model) => {
      report.add(checkTrial(checked, counted, model));
    },
    report: report.read,
    mark: report.mark,
  };
}
