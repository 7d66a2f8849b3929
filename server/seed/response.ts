import { CRITERIA, isCriteriaId } from '@readout/criteria';
import { deriveReview, type DerivedResponse } from '@readout/graphql/response/derive-review.ts';
import type { StatedResponse } from '@readout/graphql/response/stated-response.ts';
import type { NewTrial } from '@readout/graphql/trial/open-trial.ts';
import { addDays } from './calendar.ts';
import type { Random } from './random.ts';
import type { DemoRead } from './read.ts';
import type { Story } from './story.ts';
import { LAST_DAY, type DatedLook, type DemoEvaluator } from './subject.ts';

export interface StatedRead extends DemoRead {
  readonly stated: readonly StatedResponse[];
  readonly isLocked: boolean;
}

/** What a subject's reads are judged by. */
export interface Judge {
  readonly story: Pick<Story, 'trial' | 'isFdgAvid'>;
  readonly firstDoseOn: string;
  readonly radiotherapyEndedOn: string | null;
}

/** What the engine answers to reads by the primary criteria, one for each; undefined where it answers nothing. */
export function deriveDemo(
  { story, firstDoseOn, radiotherapyEndedOn }: Judge,
  reads: readonly DemoRead[],
  looks: readonly DatedLook[],
): readonly (DerivedResponse | undefined)[] {
  const { criteria, settings } = primaryOf(story.trial);
  const { responses } = deriveReview({
    criteria,
    settings,
    subject: { firstDoseOn, radiotherapyEndedOn, isFdgAvid: story.isFdgAvid, newTherapyOn: null },
    lesions: reads.flatMap(({ lesions }) => lesions),
    reads: reads.map((read, at) => ({
      ...read,
      readId: read.timepointCode,
      assessedOn: looks[at]?.date ?? '',
      isBaseline: at === 0,
      isLocked: true,
      statedOverall: null,
    })),
  });
  return reads.map(({ timepointCode }) => responses.find(({ readId }) => readId === timepointCode));
}

/** Whether a response is progression by the primary criteria of a trial. */
export function hasProgressed(trial: NewTrial): (response: DerivedResponse | undefined) => boolean {
  const { criteria } = primaryOf(trial);
  const words: readonly string[] = isCriteriaId(criteria) ? CRITERIA[criteria].words.progression : [];
  return (response) => words.includes(response?.overall ?? '');
}

function primaryOf({ protocol, charter }: NewTrial): NewTrial['charter']['criteria'][number] {
  const [primary] = charter.criteria;
  if (primary === undefined) throw new Error(`The charter of ${protocol} names no criteria.`);
  return primary;
}

/** What the reader states, as a rule what the findings give; and how far the newest reads have come. */
export function stateReads(
  random: Random,
  evaluator: DemoEvaluator,
  judge: Judge,
  reads: readonly DemoRead[],
  looks: readonly DatedLook[],
): readonly StatedRead[] {
  const derived = deriveDemo(judge, reads, looks);
  const { criteria } = primaryOf(judge.story.trial);
  return reads.flatMap((read, at) => {
    const isFresh = evaluator !== 'INVESTIGATOR' && (looks[at]?.date ?? '') > addDays(LAST_DAY, -18);
    if (isFresh && random.isLucky(evaluator === 'READER_1' ? 0.1 : 0.25)) return [];
    const response = derived[at];
    const isLocked = !isFresh || random.isLucky(evaluator === 'READER_1' ? 0.6 : 0.25);
    const share = evaluator === 'INVESTIGATOR' ? 0.035 : 0.015;
    return [
      {
        ...read,
        isLocked,
        stated: response?.overall == null ? [] : [stateOne(criteria, response, random.isLucky(share))],
      },
    ];
  });
}

/** A slip: the answer beside the one that the findings give. */
const BESIDE: Readonly<Record<string, string>> = {
  CR: 'PR',
  PR: 'SD',
  SD: 'PR',
  PD: 'SD',
  NE: 'SD',
  'NON-CR/NON-PD': 'CR',
  MR: 'SD',
  PPD: 'PD',
};

function stateOne(
  criteria: string,
  { target, nonTarget, hasNewLesion, overall, sum }: DerivedResponse,
  isSlip: boolean,
): StatedResponse {
  const stated = {
    criteria,
    target,
    nonTarget,
    hasNewLesion,
    overall,
    sum: sum === null ? null : Math.round(sum * 10) / 10,
  };
  if (!isSlip || overall === null) return stated;
  return {
    ...stated,
    overall: BESIDE[overall] ?? overall,
    target: overall === 'PD' && hasNewLesion !== true && target === 'PD' ? 'SD' : target,
  };
}
