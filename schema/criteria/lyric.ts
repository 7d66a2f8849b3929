/**
 * LYRIC, response of lymphoma to immunomodulatory therapy.
 *
 * Cheson BD, Ansell S, Schwartz L, et al. Refinement of the Lugano Classification lymphoma response criteria in the era of
 * immunomodulatory therapy. Blood 2016;128:2489-2496, doi:10.1182/blood-2016-05-718528.
 *
 * LYRIC is Lugano with one change: what would be progression may first be an indeterminate response (IR), which a biopsy or the next
 * scan settles. Checked against stored text: the three kinds of IR and what they are for. From knowledge of the paper and **not read
 * again**: the follow-up of IR1 (10 %, 5 or 10 mm), the enlarged set of IR2, the schedule and the correction of the date. Confirm these
 * against the paper before use in a trial.
 *
 * For the charter and not for the engine: after IR1 imaging within 12 weeks, earlier if clinically indicated; after IR2 and IR3 at
 * the next visit, within 12 weeks; a biopsy is encouraged.
 *
 * The rules of Lugano are those of `lugano-2014.ts`; the table from PD to IR is in `lyric-table.ts`, what it is asked in
 * `lyric-judge.ts`, and the set of lesions that the follow-up looks at in `lyric-set.ts`.
 */
import { bestByOrder, bestTableByOrder, type Dated, type WordOrder } from './best-by-order.ts';
import type { Case } from './case.ts';
import { concludeTimepoints } from './conclude-timepoints.ts';
import type { Criterion } from './criterion.ts';
import {
  LUGANO_COMPONENTS,
  LUGANO_INPUTS,
  LUGANO_LESION_RULES,
  LUGANO_SUM_SOURCE,
  LUGANO_TABLES,
} from './lugano-2014.ts';
import { luganoCaseOf } from './lugano-judge.ts';
import { LUGANO_SETTINGS } from './lugano-setting.ts';
import { inLuganoWords } from './lugano-word.ts';
import { judgeLyric, type LyricAnswer } from './lyric-judge.ts';
import { lyricResponse } from './lyric-table.ts';
import { printLines } from './printed-table.ts';
import type { Result, TimepointResponse } from './result.ts';
import { days, defaultsOf, settle, type SettingSchema } from './setting.ts';
import { walkSpdCourse } from './spd-course.ts';
import { LYRIC_RESPONSES, NON_TARGET_RESPONSES, TARGET_RESPONSES } from './term.ts';

// Charter settings: those of Lugano, and

export const LYRIC_SETTINGS = {
  ir1WindowDays: days(84, 'Days after the start of treatment that belong to the first 12 weeks'),
  maxTargets: {
    type: 'number',
    default: 6,
    meaning: 'Lesions whose burden is followed after an indeterminate response, new ones included',
    unit: 'lesions',
    min: 1,
    isWhole: true,
  },
  stableBreaksBackdating: {
    type: 'boolean',
    default: false,
    meaning:
      'Stable disease between an indeterminate response and a progression keeps the date of the progression',
  },
  ...LUGANO_SETTINGS,
} as const satisfies SettingSchema;

const DEFAULTS = defaultsOf(LYRIC_SETTINGS);

// Best response. ours: an indeterminate response that no progression followed may be best; one that was corrected to progression is
// not, for the date moves to it.

const ORDER: WordOrder = {
  source: 'Cheson 2016; Cheson 2014, Table 3',
  words: ['CR', 'PR', 'SD', 'IR1', 'IR2a', 'IR2b', 'IR3'],
  responses: ['CR', 'PR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};

const BEST = bestTableByOrder(ORDER);

export const lyric: Criterion = {
  id: 'lyric',
  name: 'LYRIC',
  citations: [{ text: 'Cheson BD et al. Blood 2016;128:2489-2496', doi: '10.1182/blood-2016-05-718528' }],
  burden: { name: 'Sum of products of diameters', unit: 'mm²' },
  burdenBy: () => ({ responsePercent: 50 }),
  settings: LYRIC_SETTINGS,
  words: {
    timepoint: LYRIC_RESPONSES,
    best: LYRIC_RESPONSES,
    target: TARGET_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ['CR', 'PR'],
    diseaseControl: ['CR', 'PR', 'SD'],
    progression: ['PD'],
  },
  lesionRules: LUGANO_LESION_RULES,
  inputs: {
    ...LUGANO_INPUTS,
    lesion: [...LUGANO_INPUTS.lesion, 'measurable'],
    timepoint: [...LUGANO_INPUTS.timepoint, 'clinical'],
  },
  components: LUGANO_COMPONENTS,
  tables: [
    ...LUGANO_TABLES,
    printLines('From progression to an indeterminate response', 'Cheson 2016', lyricResponse),
    printLines('Best overall response', ORDER.source, BEST),
  ],
  assess: assessLyric,
  best: (responses, chosen, subject) => {
    const settings = settle(LYRIC_SETTINGS, DEFAULTS, chosen);
    return bestByOrder(ORDER, BEST, settings, inLuganoWords(responses), subject, (counted) =>
      dateProgressionBack(counted, settings.stableBreaksBackdating),
    );
  },
};

function assessLyric(subjectCase: Case): Result {
  const settings = settle(LYRIC_SETTINGS, DEFAULTS, subjectCase.settings);
  const lugano = luganoCaseOf(subjectCase, settings);
  // ours: without a start of treatment the 12 weeks begin at baseline.
  const startDate = subjectCase.subject?.treatmentStart ?? subjectCase.timepoints[0]?.date ?? '';
  const judged = walkSpdCourse<LyricAnswer>(lugano.course, LUGANO_SUM_SOURCE, (timepoint, at, earlier) =>
    judgeLyric(lugano, settings, startDate, timepoint, at, earlier),
  );
  return concludeTimepoints(subjectCase, judged, ORDER, BEST, settings, (counted) =>
    dateProgressionBack(counted, settings.stableBreaksBackdating),
  );
}

/**
 * The date of progression: that of the first PD, or of the earliest indeterminate response before it with neither CR nor PR between.
 *
 * ours: stable disease neither confirms nor ends an indeterminate response for dating, unless the charter says so; NE does not either.
 */
function dateProgressionBack(counted: readonly TimepointResponse[], stableBreaks: boolean): Dated {
  const at = counted.findIndex(({ overall }) => overall === 'PD');
  const progression = counted[at];
  if (progression === undefined) return { date: null, trace: [] };
  let earliest: TimepointResponse | null = null;
  for (const row of counted.slice(0, at).reverse()) {
    const { overall } = row;
    if (overall === 'CR' || overall === 'PR' || (stableBreaks && overall === 'SD')) break;
    if (overall.startsWith('IR')) earliest = row;
  }
  const name = progression.id ?? progression.date;
  if (earliest === null) {
    const rule = `${name} is the first timepoint with overall PD: progression on ${progression.date}.`;
    return {
      date: progression.date,
      trace: [{ step: 'date', rule, source: 'Cheson 2016, date of progression' }],
    };
  }
  const rule = `${name} is PD after ${earliest.overall} at ${earliest.id ?? earliest.date}, without a response between: progression is dated back to ${earliest.date}.`;
  return { date: earliest.date, trace: [{ step: 'date', rule, source: 'Cheson 2016, date of progression' }] };
}
