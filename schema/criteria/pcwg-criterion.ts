import { bestTable } from './best-response.ts';
import type { Components, Inputs, Words } from './criterion.ts';
import type { PcwgTables } from './pcwg-table.ts';
import { printDecisionTable, printLines, type PrintedTable } from './printed-table.ts';
import { NON_TARGET_RESPONSES, PCWG_RESPONSES, TARGET_RESPONSES } from './term.ts';

/** The words of PCWG2 and PCWG3. PDu is neither progression nor disease control. */
export const PCWG_WORDS: Words = {
  timepoint: PCWG_RESPONSES,
  best: PCWG_RESPONSES.filter((word) => word !== 'PDu'),
  target: TARGET_RESPONSES,
  nonTarget: NON_TARGET_RESPONSES,
  response: ['CR', 'PR'],
  diseaseControl: ['CR', 'PR', 'SD', 'NON-CR/NON-PD'],
  progression: ['PD'],
};

/** What PCWG2 and PCWG3 ask of a read. */
export const PCWG_INPUTS: Inputs = {
  subject: ['treatmentStart', 'newTherapyDate'],
  lesion: ['splitFrom'],
  timepoint: ['boneScan', 'psa'],
  finding: ['longestDiameter', 'shortAxis', 'mergedInto'],
};

/** What PCWG2 and PCWG3 answer beside the responses. */
export const PCWG_COMPONENTS: Components = {
  timepoint: [
    { key: 'softTissue', name: 'Soft tissue', unit: null },
    { key: 'bone', name: 'Bone scan', unit: null },
  ],
  result: [
    { key: 'softTissueProgressionDate', name: 'Soft tissue progression', unit: null },
    { key: 'boneProgressionDate', name: 'Bone progression', unit: null },
    { key: 'psaResponse', name: 'PSA response', unit: null },
    { key: 'psaResponseDate', name: 'Date of PSA response', unit: null },
    { key: 'psaProgressionDate', name: 'PSA progression', unit: null },
  ],
};

/** The tables in the order in which they are applied. */
export function printPcwgTables(tables: PcwgTables): readonly PrintedTable[] {
  const { target, nonTarget, softTissue, bone, overall, best, psa } = tables;
  const { softTissueSource: soft, progressionSource, paper } = tables;
  return [
    printLines('Target lesions of soft tissue', soft, target),
    printLines('Non-target lesions of soft tissue', soft, nonTarget),
    printDecisionTable('Soft tissue', soft, ['target', 'non-target', 'new lesion', 'evaluable'], softTissue),
    {
      title: 'Soft tissue progression at the first assessment, where it must be confirmed',
      source: soft,
      columns: ['the next assessments that could be evaluated', 'answer'],
      rows: [
        ['progression, sooner than softTissueConfirmDays', 'PDu so far; look further'],
        ['progression, at least softTissueConfirmDays later', 'PD, all of them; dated the first'],
        ['no progression, early or late', 'the first and the early ones are PDu, without a date'],
        ['none', 'PDu, without a date'],
      ],
    },
    printLines('Bone scan', `${paper}, bone`, bone),
    printDecisionTable(
      'Overall response of a timepoint',
      paper,
      ['soft tissue', 'bone', 'bone disease at baseline', 'soft tissue targets'],
      overall,
    ),
    {
      title: 'Radiographic progression',
      source: progressionSource,
      columns: ['soft tissue', 'bone', 'answer'],
      rows: [
        ['a date', 'none', 'that of soft tissue'],
        ['none', 'a date', 'that of bone'],
        ['a date', 'a date', 'the earlier'],
        ['none', 'none', 'none'],
      ],
    },
    printLines('PSA response', `${paper}, PSA`, psa.response),
    printLines('PSA progression', `${paper}, PSA`, psa.progression),
    printLines('Best overall response', best.source, bestTable),
  ];
}
