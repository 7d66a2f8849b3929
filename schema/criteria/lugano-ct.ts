/**
 * What Lugano and LYRIC ask of CT: the tables of the targets and of the CT response. Cheson 2014, Table 3, CT-based response. In the
 * words of the paper a target is a measured dominant lesion, a non-target a nonmeasured one; a product is a PPD, their sum an SPD.
 */
import { MARROWS, type Marrow } from './bone-marrow.ts';
import { ANY, decisionTable, firstLineThatHolds } from './decision-table.ts';
import type { LuganoTargetFacts } from './lugano-target.ts';
import { fallsBy } from './product-size.ts';
import { listText } from './sentence.ts';
import { areaChangeText } from './spd-course.ts';
import { SPLEENS, type Spleen } from './spleen.ts';
import {
  NON_TARGET_RESPONSES,
  TARGET_RESPONSES,
  type NonTargetResponse,
  type TargetResponse,
} from './term.ts';

/** A fall of the SPD from baseline that is partial response. */
const PR_PERCENT = 50;

/** Response of the target lesions, where there is one. The first line that holds. A rise of the SPD alone is no progression. */
export const luganoTargetResponse = firstLineThatHolds<LuganoTargetFacts, TargetResponse>('Target response', [
  {
    condition:
      'a single target, longest diameter above its limit (15 mm by default): product at least 50 % above its nadir, and a diameter at least 5 mm above (10 mm where the longest was above 20 mm at nadir); a confluence by its product alone; or an extranodal one that had been absent is back',
    answer: 'PD',
    holds: (f) => f.growths.length > 0,
    says: (f) => `${f.growths.map(({ rule }) => rule).join(' ')} Progression of the targets.`,
    source: 'Cheson 2014, Table 3, progressive disease',
  },
  {
    condition: 'a target is not evaluable',
    answer: 'NE',
    holds: (f) => f.notEvaluable.length > 0,
    says: (f) =>
      `${listText(f.notEvaluable)} not evaluable, and no other target has progressed: not evaluable.`,
    source: 'ours: a target not evaluated',
  },
  {
    condition: 'every node is normal (longest diameter up to abnormalNodeMm) and every other target gone',
    answer: 'CR',
    holds: (f) => f.left.length === 0,
    says: () => 'Every node is normal and every other target gone: complete response of the targets.',
    source: 'Cheson 2014, Table 3, complete response',
  },
  {
    condition: 'the SPD is at least 50 % below the baseline',
    answer: 'PR',
    holds: (f) => fallsBy(f.sum, f.baseline, PR_PERCENT),
    says: (f) =>
      `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}: partial response of the targets. At least ${PR_PERCENT} %. Still there: ${listText(f.left)}.`,
    source: 'Cheson 2014, Table 3, partial response',
  },
  {
    condition: 'there is no complete SPD at baseline',
    answer: 'NE',
    holds: (f) => f.baseline === null,
    says: () => 'There is no complete sum at baseline to compare with: not evaluable.',
    source: 'ours: a target not evaluated',
  },
  {
    condition: 'otherwise',
    answer: 'SD',
    holds: () => true,
    says: (f) =>
      `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}: no partial response (at least ${PR_PERCENT} % below), and no target has progressed. Still there: ${listText(f.left)}.`,
    source: 'Cheson 2014, Table 3, stable disease',
  },
]);

const NO_PD = ['CR', 'NON-CR/NON-PD', 'NE', null] as const;
const SETTLED = ['none', 'normal'] as const;
const NOT_WORSE = ['none', 'normal', 'regressed', 'not-regressed', 'unknown'] as const;
const NOT_BARRING = ['none', 'normal', 'regressed', 'unknown'] as const;
const CLEAR = ['never', 'clear'] as const;
const NOT_CLEAR = ['indeterminate', 'involved'] as const;
const NOT_NEW = ['never', 'clear', 'indeterminate', 'involved'] as const;

/**
 * CT response of a timepoint: target, non-target, new lesion, spleen, marrow. The paper asks all of its lines at once for a response,
 * and one of them for progression; the rows are these lines, written out.
 *
 * ours: what is not evaluated bars complete, not partial response; a spleen that has not regressed bars both; the rows without targets
 * (null) and those of NE.
 */
// prettier-ignore
export const luganoCtResponse = decisionTable<[TargetResponse | null, NonTargetResponse | null, boolean, Spleen, Marrow], TargetResponse>(
  'Cheson 2014, Table 3; CT response',
  [[...TARGET_RESPONSES, null], [...NON_TARGET_RESPONSES, null], [true, false], SPLEENS, MARROWS],
  [
    // target        non-target               new    spleen                                    marrow     CT response
    [ 'PD',          ANY,                     ANY,   ANY,                                      ANY,       'PD' ],
    [ ANY,           'PD',                    ANY,   ANY,                                      ANY,       'PD' ],
    [ ANY,           ANY,                     true,  ANY,                                      ANY,       'PD' ],
    [ ANY,           ANY,                     ANY,   'progressed',                             ANY,       'PD' ],
    [ ANY,           ANY,                     ANY,   ANY,                                      'new',     'PD' ],
    [ null,          ['NE', null],            false, NOT_WORSE,                                NOT_NEW,   'NE' ],
    [ null,          'CR',                    false, SETTLED,                                  CLEAR,     'CR' ],
    [ null,          'CR',                    false, SETTLED,                                  NOT_CLEAR, 'SD' ],
    [ null,          'CR',                    false, ['regressed', 'not-regressed', 'unknown'], NOT_NEW,  'SD' ],
    [ null,          'NON-CR/NON-PD',         false, NOT_WORSE,                                NOT_NEW,   'SD' ],
    [ 'NE',          NO_PD,                   false, NOT_WORSE,                                NOT_NEW,   'NE' ],
    [ ['CR', 'PR'],  NO_PD,                   false, 'not-regressed',                          NOT_NEW,   'SD' ],
    [ 'CR',          ['CR', null],            false, SETTLED,                                  CLEAR,     'CR' ],
    [ 'CR',          ['CR', null],            false, SETTLED,                                  NOT_CLEAR, 'PR' ],
    [ 'CR',          ['CR', null],            false, ['regressed', 'unknown'],                 NOT_NEW,   'PR' ],
    [ 'CR',          ['NON-CR/NON-PD', 'NE'], false, NOT_BARRING,                              NOT_NEW,   'PR' ],
    [ 'PR',          NO_PD,                   false, NOT_BARRING,                              NOT_NEW,   'PR' ],
    [ 'SD',          NO_PD,                   false, NOT_WORSE,                                NOT_NEW,   'SD' ],
  ],
);
