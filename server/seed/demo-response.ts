import { deriveReview, type DerivedResponse } from '@readout/graphql/response/derive-review.ts';
import type { StatedResponse } from '@readout/graphql/response/stated-response.ts';
import { addDays } from './calendar.ts';
import { DEMO_TRIAL } from './demo-protocol.ts';
import type { DemoRead } from './demo-read.ts';
import { LAST_DAY, type DatedLook, type DemoEvaluator } from './demo-subject.ts';
import type { Random } from './random.ts';

export interface StatedRead extends DemoRead {
  readonly stated: readonly StatedResponse[];
  readonly isLocked: boolean;
}

type Judge = { readonly firstDoseOn: string | null; readonly newTherapyOn: string | null };

/** What the engine answers to reads, one for each; undefined where it answers nothing. */
export function deriveDemo(
  reads: readonly DemoRead[],
  looks: readonly DatedLook[],
  subject: Judge,
): readonly (DerivedResponse | undefined)[] {
  const criteria = DEMO_TRIAL.charter.criteria[0];
  if (criteria === undefined) return [];
  const { responses } = deriveReview({
    ...criteria,
    subject,
    lesions: reads.flatMap(({ lesions }) => lesions),
    reads: reads.map(({ timepointCode, isEvaluable, findings }, at) => ({
      readId: timepointCode,
      timepointCode,
      assessedOn: looks[at]?.date ?? '',
      isBaseline: at === 0,
      isEvaluable,
      isLocked: true,
      statedOverall: null,
      findings,
    })),
  });
  return reads.map(({ timepointCode }) => responses.find(({ readId }) => readId === timepointCode));
}

/** What the reader states, as a rule what the findings give; and how far the newest reads have come. */
export function stateReads(
  random: Random,
  evaluator: DemoEvaluator,
  reads: readonly DemoRead[],
  looks: readonly DatedLook[],
  subject: Judge,
): readonly StatedRead[] {
  const derived = deriveDemo(reads, looks, subject);
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
        stated: response?.overall == null ? [] : [stateOne(response, random.isLucky(share))],
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
};

function stateOne(
  { target, nonTarget, hasNewLesion, overall, sum }: DerivedResponse,
  isSlip: boolean,
): StatedResponse {
  const stated = {
    criteria: 'recist-1.1',
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
