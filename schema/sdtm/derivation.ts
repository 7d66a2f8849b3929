import { CRITERIA, type CriteriaId } from '@readout/criteria';
import type { TrialContent } from './content.ts';
import { findCriteria } from './terminology.ts';

/** Names of tests of TR that are computed from other rows and never measured. @source CDISC CT TRTEST C96778 */
const COMPUTED = /^(Sum|Percent Change|Absolute Change|Product of|Organ Enlargement)/;

/** Whether the rows of a test of TR are computed from others. */
export function isComputedTest(test: string | null): boolean {
  return test !== null && COMPUTED.test(test);
}

/**
 * How a computed result of TR or a derived response of RS comes about: by which criteria and version, with the paper.
 *
 * @param test the test in words, e.g. Sum of Diameter
 * @param category RSCAT of a response; null of a result of TR, which is computed by the charter's criteria
 */
export function derivationOf(
  trial: Pick<TrialContent, 'charter'>,
  test: string,
  category: string | null,
  engineVersion: string,
): string {
  const chosen = category === null ? undefined : findCriteria(category);
  const ids =
    chosen === undefined ? trial.charter.criteria.map(({ criteria }) => criteria) : [chosen as CriteriaId];
  const papers = ids.map((id) => paperOf(id)).join(', or ');
  const settings = `with the settings of charter version ${trial.charter.version}`;
  const engine = `criteria engine of Readout, version ${engineVersion}`;
  if (category === null)
    return `${test}: computed over the lesions that one evaluator measured at one assessment, by ${papers}, ${settings}; ${engine}.`;
  const from =
    test === 'Best Overall Response'
      ? 'from the responses at all assessments of one evaluator up to the data cut'
      : 'from the lesions and findings of one evaluator at one assessment and those before';
  return `${test}: derived ${from}, by ${papers}, ${settings}; ${engine}.`;
}

/** A sentence that names the criteria of a trial, their settings and the engine: after how a qualifier is derived. */
export function criteriaSentence(trial: Pick<TrialContent, 'charter'>, engineVersion: string): string {
  const papers = trial.charter.criteria.map(({ criteria }) => paperOf(criteria)).join(', or ');
  return `Criteria: ${papers}, with the settings of charter version ${trial.charter.version}; criteria engine of Readout, version ${engineVersion}.`;
}

/** @example paperOf('recist-1.1') // RECIST 1.1 (Eisenhauer EA et al. Eur J Cancer 2009;45:228-247, doi:…) */
export function paperOf(id: CriteriaId): string {
  const { name, citations } = CRITERIA[id];
  return `${name} (${citations.map(({ text, doi }) => `${text}, doi:${doi}`).join('; ')})`;
}
