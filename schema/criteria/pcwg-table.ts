import type { BestRules } from './best-response.ts';
import { boneScanTable, type BoneFacts } from './bone-scan-table.ts';
import type { CourseSources, TargetFacts } from './course-rules.ts';
import {
  ANY,
  decisionTable,
  firstLineThatHolds,
  type DecisionTable,
  type FirstLine,
} from './decision-table.ts';
import type { NonTargetFacts } from './diameter-course.ts';
import {
  allNonTargetsAbsent,
  allTargetsGone,
  nonTargetNotEvaluable,
  nonTargetProgressed,
  nonTargetSeenAgain,
  nonTargetsPersist,
  otherwiseStable,
  partialSumHasGrown,
  sumHasFallen,
  sumHasGrown,
  targetNotEvaluable,
  targetSeenAgain,
} from './diameter-response.ts';
import type { PcwgSettings } from './pcwg-setting.ts';
import { psaTables, type PsaTables } from './psa.ts';
import type { TargetBurden } from './sum-of-diameters.ts';
import {
  BONE_RESPONSES,
  NON_TARGET_RESPONSES,
  PCWG_RESPONSES,
  TARGET_RESPONSES,
  type BoneResponse,
  type NonTargetResponse,
  type PcwgResponse,
  type Response,
  type TargetResponse,
} from './term.ts';

/** The tables of PCWG2 and PCWG3: the same rows, cited as the paper of the criteria. */
export interface PcwgTables {
  /** As a source names it. */
  readonly paper: string;
  readonly sources: CourseSources;
  readonly target: FirstLine<TargetFacts<TargetBurden, PcwgSettings>, TargetResponse>;
  readonly nonTarget: FirstLine<NonTargetFacts, NonTargetResponse>;
  /** Target, non-target, new lesion, and whether anything could be evaluated. */
  readonly softTissue: DecisionTable<
    [TargetResponse | null, NonTargetResponse | null, boolean, boolean],
    Response
  >;
  readonly bone: FirstLine<BoneFacts, BoneResponse>;
  /** Soft tissue, bone scan, bone disease at baseline, and whether there are soft tissue targets. */
  readonly overall: DecisionTable<[PcwgResponse, BoneResponse | null, boolean, boolean], PcwgResponse>;
  readonly best: BestRules;
  readonly psa: PsaTables;
  /** Where the paper speaks of confirming soft tissue progression, of new nodes, and of the date of progression. */
  readonly softTissueSource: string;
  readonly progressionSource: string;
}

const NO_PD = ['CR', 'NON-CR/NON-PD', 'NE', null] as const;
const BONE_NOT_PD = ['NON-PD', 'PDu', 'NE', null] as const;

/**
 * The tables, in the paper that is cited.
 *
 * ours: a reappearance looks at an earlier complete response of soft tissue, whatever bone said.
 *
 * @param paper `Scher 2016 (PCWG3)`
 * @param defaults those of the criteria, for the conditions as they are printed
 */
export function pcwgTables(paper: string, defaults: PcwgSettings): PcwgTables {
  const soft = `${paper}, soft tissue`;
  return {
    paper,
    sources: {
      sum: soft,
      nadir: soft,
      notEvaluable: soft,
      newLesion: soft,
      progression: soft,
      suspicion: soft,
    },
    target: firstLineThatHolds<TargetFacts<TargetBurden, PcwgSettings>, TargetResponse>('Target response', [
      allTargetsGone(soft), // CR
      targetSeenAgain(soft), // PD
      sumHasGrown(soft, defaults), // PD
      partialSumHasGrown(soft, defaults), // PD
      targetNotEvaluable(soft), // NE
      sumHasFallen(soft, defaults), // PR
      otherwiseStable(soft), // SD
    ]),
    nonTarget: firstLineThatHolds<NonTargetFacts, NonTargetResponse>('Non-target response', [
      nonTargetProgressed(soft), // PD
      nonTargetSeenAgain(soft), // PD
      nonTargetNotEvaluable(soft), // NE
      allNonTargetsAbsent(soft), // CR
      nonTargetsPersist('NON-CR/NON-PD', soft),
    ]),
    softTissue: softTissueTable(soft),
    bone: boneScanTable(paper),
    overall: overallTable(paper),
    best: {
      source: `${paper}, best response`,
      complete: 'CR',
      partial: 'PR',
      stable: 'SD',
      nonTargetOnly: 'NON-CR/NON-PD',
      progression: 'PD',
      notEvaluable: 'NE',
      noDisease: 'NED',
    },
    psa: psaTables(paper),
    softTissueSource: soft,
    progressionSource: `${paper}, radiographic progression`,
  };
}

// prettier-ignore
function softTissueTable(source: string): PcwgTables['softTissue'] {
  return decisionTable(
    `${source}; Soft tissue response`,
    [[...TARGET_RESPONSES, null], [...NON_TARGET_RESPONSES, null], [true, false], [true, false]],
    [
      // target  non-target               new    evaluable  soft tissue
      [ 'PD',    ANY,                     ANY,   ANY,       'PD' ],
      [ ANY,     'PD',                    ANY,   ANY,       'PD' ],
      [ ANY,     ANY,                     true,  ANY,       'PD' ],
      [ 'CR',    ['CR', null],            false, ANY,       'CR' ],
      [ 'CR',    ['NON-CR/NON-PD', 'NE'], false, ANY,       'PR' ],
      [ 'PR',    NO_PD,                   false, ANY,       'PR' ],
      [ 'SD',    NO_PD,                   false, ANY,       'SD' ],
      [ 'NE',    NO_PD,                   false, ANY,       'NE' ],
      [ null,    'CR',                    false, ANY,       'CR' ],
      [ null,    'NON-CR/NON-PD',         false, ANY,       'NON-CR/NON-PD' ],
      [ null,    'NE',                    false, ANY,       'NE' ],
      [ null,    null,                    false, true,      'NED' ], // ours: no soft tissue disease at baseline
      [ null,    null,                    false, false,     'NE' ],  // ours: nothing could be evaluated
    ],
  );
}

/**
 * ours, all of it: the papers keep the compartments apart and give no overall word. Bone that is unconfirmed does not change the
 * overall response but keeps a complete one from being called so.
 */
// prettier-ignore
function overallTable(paper: string): PcwgTables['overall'] {
  return decisionTable(
    `${paper}; Overall response`,
    [PCWG_RESPONSES, [...BONE_RESPONSES, null], [true, false], [true, false]],
    [
      // soft tissue      bone                    bone at BL  targets  overall
      [ 'PD',             ANY,                    ANY,        ANY,     'PD' ],
      [ ANY,              'PD',                   ANY,        ANY,     'PD' ],
      [ 'PDu',            BONE_NOT_PD,            ANY,        ANY,     'PDu' ],
      [ 'CR',             ['NON-PD', 'NE', null], false,      ANY,     'CR' ],
      [ 'CR',             BONE_NOT_PD,            true,       true,    'PR' ],
      [ 'CR',             'PDu',                  false,      true,    'PR' ],
      [ 'CR',             BONE_NOT_PD,            true,       false,   'NON-CR/NON-PD' ],
      [ 'CR',             'PDu',                  false,      false,   'NON-CR/NON-PD' ],
      [ 'PR',             BONE_NOT_PD,            ANY,        ANY,     'PR' ],
      [ 'SD',             BONE_NOT_PD,            ANY,        ANY,     'SD' ],
      [ 'NON-CR/NON-PD',  BONE_NOT_PD,            ANY,        ANY,     'NON-CR/NON-PD' ],
      [ 'NE',             BONE_NOT_PD,            ANY,        ANY,     'NE' ],
      [ 'NED',            ['NON-PD', 'PDu'],      true,       ANY,     'NON-CR/NON-PD' ],
      [ 'NED',            'PDu',                  false,      ANY,     'NON-CR/NON-PD' ],
      [ 'NED',            ['NE', null],           true,       ANY,     'NE' ],
      [ 'NED',            ['NON-PD', null],       false,      ANY,     'NED' ],
      [ 'NED',            'NE',                   false,      ANY,     'NE' ],
    ],
  );
}
