/**
 * PCWG3: Prostate Cancer Working Group 3, castration-resistant prostate cancer.
 *
 * Scher HI et al. J Clin Oncol 2016;34:1402-1418, doi:10.1200/JCO.2015.64.2702.
 *
 * Soft tissue, bone scan and PSA are judged apart; radiographic progression is the earlier of soft tissue and bone. ours: the overall
 * word and so the best response, which the paper does not give; nodes by their short axis, normal under 10 mm; the count of new bone
 * lesions runs from the reference scan on; progression that is never confirmed has no date; a date of bone progression is never
 * dated back for suspicion. No published table of whole cases was at hand: the rules are checked line by line against the rulebook.
 */
import { bestResponseOf } from './best-response.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { assessPcwg } from './pcwg-course.ts';
import { PCWG_COMPONENTS, PCWG_INPUTS, PCWG_WORDS, printPcwgTables } from './pcwg-criterion.ts';
import { pcwgSettings } from './pcwg-setting.ts';
import { pcwgTables } from './pcwg-table.ts';
import { defaultsOf, settle } from './setting.ts';

const PAPER = 'Scher 2016 (PCWG3)';

// Charter settings

const SETTINGS = pcwgSettings({ pdAbsoluteMm: 5, bonePersistence: true, confirmFirstSoftTissuePd: false });
const DEFAULTS = defaultsOf(SETTINGS);

// Lesion rules

const LESION_RULES: LesionRules = {
  // Up to five in each site of spread, and no number in all.
  maxTargets: null,
  maxTargetsPerOrgan: 5,
  sizes: [
    {
      kind: 'nodal',
      size: 'shortAxis',
      leastMm: 15,
      sliceThicknessMultiple: null,
      source: `${PAPER}, soft tissue`,
    },
    {
      kind: null,
      size: 'longestDiameter',
      leastMm: 10,
      sliceThicknessMultiple: 2,
      source: `${PAPER}, soft tissue, by RECIST 1.1`,
    },
  ],
  // Bone is judged by the scan, never in the sum.
  neverMeasurable: ['bone', 'effusion'],
  source: `${PAPER}, soft tissue`,
};

// Timepoint tables, best response, PSA: `pcwg-table.ts`. They are the same in PCWG2; the settings part the two.

/** The tables of PCWG3. */
export const PCWG3_TABLES = pcwgTables(PAPER, DEFAULTS);

export const pcwg3: Criterion = {
  id: 'pcwg3',
  name: 'PCWG3',
  citations: [{ text: 'Scher HI et al. J Clin Oncol 2016;34:1402-1418', doi: '10.1200/JCO.2015.64.2702' }],
  burden: { name: 'Sum of diameters of soft tissue', unit: 'mm' },
  settings: SETTINGS,
  words: PCWG_WORDS,
  lesionRules: LESION_RULES,
  inputs: PCWG_INPUTS,
  components: PCWG_COMPONENTS,
  tables: printPcwgTables(PCWG3_TABLES),
  assess: (subjectCase) =>
    assessPcwg(subjectCase, settle(SETTINGS, DEFAULTS, subjectCase.settings), PCWG3_TABLES),
  best: (responses, settings, subject) =>
    bestResponseOf(PCWG3_TABLES.best, settle(SETTINGS, DEFAULTS, settings), responses, subject),
};
