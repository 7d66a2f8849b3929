import type { TrialContent } from './content.ts';
import type { DatasetDefinition, VariableDefinition } from './dataset.ts';

/** A small trial for tests: two arms, one visit after baseline, RECIST 1.1. */
export const EXAMPLE_TRIAL: TrialContent = {
  protocol: 'ORI-301',
  title: 'A trial of "A" & <B>',
  sponsor: 'Sponsor',
  phase: 'III',
  indication: null,
  isBlinded: true,
  isRandomised: true,
  plannedSubjects: 100,
  firstPlannedOn: null,
  lastPlannedOn: null,
  isUnblinded: true,
  arms: [
    { code: 'A', name: 'Drug A' },
    { code: 'B', name: 'Drug B' },
  ],
  sites: [{ code: '101', name: 'Site', country: 'DEU' }],
  schedule: [],
  charter: {
    version: 2,
    criteria: [{ criteria: 'recist-1.1', settings: { confirmationDays: 28 } }],
    readDesign: 'DOUBLE_WITH_ADJUDICATION',
    adjudicationVariable: 'BEST_RESPONSE',
    isSequential: true,
    adoptedAt: '2023-12-01T09:00:00Z',
  },
  cut: { name: 'Interim', on: '2024-06-30', at: '2024-07-01T10:00:00Z', entryNumber: 4711 },
  evaluators: ['INVESTIGATOR', 'READER_1'],
  counts: {
    enrolled: 1,
    firstConsentOn: null,
    firstDoseOn: null,
    lastContactOn: null,
    youngestYears: null,
    oldestYears: null,
    sexes: ['F'],
  },
};

/** A variable of a test's definition: text that was collected by the core lab, unless said otherwise. */
export function exampleVariable(name: string, more: Partial<VariableDefinition> = {}): VariableDefinition {
  return {
    name,
    label: `Label of ${name}`,
    type: /(SEQ|STRESN|VISITNUM|TAETORD|AVAL|AGE|DY|DT)$/.test(name) ? 'Num' : 'Char',
    core: 'Exp',
    role: 'Record Qualifier',
    codelists: [],
    format: name.endsWith('DTC') ? 'ISO 8601 date' : null,
    origin: { type: 'Collected', source: 'Vendor' },
    method: null,
    ...more,
  };
}

export function exampleDefinition(
  name: string,
  variables: readonly VariableDefinition[],
  more: Partial<DatasetDefinition> = {},
): DatasetDefinition {
  return {
    name,
    domain: name,
    label: `Label of ${name}`,
    standard: 'SDTMIG',
    class: 'FINDINGS',
    structure: 'One record per result',
    keys: ['STUDYID', 'USUBJID', `${name}SEQ`],
    isReference: false,
    variables,
    ...more,
  };
}
