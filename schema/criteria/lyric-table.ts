/** From a progression by Lugano to an indeterminate response: the table of LYRIC. Cheson 2016. */
import { firstLineThatHolds } from './decision-table.ts';
import type { LuganoReason } from './lugano-judge.ts';
import { listText } from './sentence.ts';
import type { TargetResponse } from './term.ts';

/** Why a timepoint is progression before LYRIC looks at it: by Lugano, or by the burden of the targets alone. */
export type LyricReason = LuganoReason | 'burden';

/** An indeterminate response that is still open, with the place of the timepoint that opened it. */
export interface Episode {
  readonly kind: 'IR1' | 'IR2' | 'IR3';
  readonly at: number;
}

/** What the follow-up of an open IR1 or IR2 says. */
export interface FollowUp {
  readonly isProgression: boolean;
  readonly rule: string;
}

export interface LyricFacts {
  /** By Lugano, with the burden added. */
  readonly word: TargetResponse;
  readonly reasons: readonly LyricReason[];
  /** The first timepoint with overall PD. */
  readonly progressedAt: string | null;
  /** The SPD is at least 50 % above a nadir above 0. */
  readonly isHalf: boolean;
  /** Days since the start of treatment, and how many of them belong to the first 12 weeks. */
  readonly days: number;
  readonly windowDays: number;
  readonly isClinicallyWorse: boolean;
  readonly episode: Episode['kind'] | null;
  /** null unless IR1 or IR2 is open and there was no PD before. */
  readonly followUp: FollowUp | null;
}

const NEW_LESIONS: readonly LyricReason[] = ['new', 'newFdg'];
const GROWTH: readonly LyricReason[] = ['node', 'regrowth', 'nontarget'];

/**
 * Overall response of a timepoint. The first line that holds.
 *
 * ours: day 84 belongs to the first 12 weeks; only IR1 asks that there is no clinical deterioration; a non-target that progresses and
 * a target that is back count as growth, new foci as new lesions; spleen and marrow are progression at once; after a progression
 * there is no indeterminate response any more.
 */
export const lyricResponse = firstLineThatHolds<
  LyricFacts,
  'Lugano' | 'PD' | 'IR1' | 'IR2a' | 'IR2b' | 'IR3'
>('LYRIC', [
  {
    condition: 'no progression by Lugano, nor by the burden',
    answer: 'Lugano',
    holds: (f) => f.word !== 'PD',
    says: (f) => `No progression: ${f.word}, as by Lugano.`,
    source: 'Cheson 2016',
  },
  {
    condition: 'PD was called at an earlier timepoint',
    answer: 'PD',
    holds: (f) => f.progressedAt !== null,
    says: (f) => `PD was called at ${f.progressedAt ?? ''}, and nothing is indeterminate after it: PD.`,
    source: 'ours: after progression',
  },
  {
    condition: 'the spleen or the marrow has progressed',
    answer: 'PD',
    holds: (f) => f.reasons.includes('spleen') || f.reasons.includes('marrow'),
    says: (f) => `${reasonsText(f)}, which is progression at once: PD.`,
    source: 'ours: spleen and marrow',
  },
  {
    condition: 'increased uptake is the only reason, and the burden not up by half',
    answer: 'IR3',
    holds: (f) => f.reasons.every((reason) => reason === 'fdg') && !f.isHalf,
    says: () => 'More uptake without new lesions, growth or a burden up by 50 %: IR3.',
    source: 'Cheson 2016, IR3',
  },
  {
    condition: 'IR1 is open: its follow-up shows progression',
    answer: 'PD',
    holds: (f) => f.episode === 'IR1' && f.followUp?.isProgression === true,
    says: (f) => `${f.followUp?.rule ?? ''}: PD.`,
    source: 'Cheson 2016, follow-up of IR1',
  },
  {
    condition: 'IR1 is open',
    answer: 'IR1',
    holds: (f) => f.episode === 'IR1',
    says: (f) => `${f.followUp?.rule ?? ''}: IR1 again.`,
    source: 'Cheson 2016, follow-up of IR1',
  },
  {
    condition: 'IR2 is open: its follow-up shows progression',
    answer: 'PD',
    holds: (f) => f.episode === 'IR2' && f.followUp?.isProgression === true,
    says: (f) => `${f.followUp?.rule ?? ''}: PD.`,
    source: 'Cheson 2016, follow-up of IR2',
  },
  {
    condition: 'IR2 is open: new lesions or foci',
    answer: 'IR2a',
    holds: (f) => f.episode === 'IR2' && hasAny(f, NEW_LESIONS),
    says: (f) => `${f.followUp?.rule ?? ''}. ${reasonsText(f)}: IR2a again.`,
    source: 'Cheson 2016, follow-up of IR2',
  },
  {
    condition: 'IR2 is open',
    answer: 'IR2b',
    holds: (f) => f.episode === 'IR2',
    says: (f) => `${f.followUp?.rule ?? ''}. ${reasonsText(f)}: IR2b.`,
    source: 'Cheson 2016, follow-up of IR2',
  },
  {
    condition: 'the burden is up by half in the first 12 weeks, without clinical deterioration',
    answer: 'IR1',
    holds: (f) => f.isHalf && f.days <= f.windowDays && !f.isClinicallyWorse,
    says: (f) =>
      `The burden is up by at least 50 % on day ${f.days} since the start of treatment (up to ${f.windowDays}), without clinical deterioration: IR1.`,
    source: 'Cheson 2016, IR1',
  },
  {
    condition: 'the burden is up by half otherwise',
    answer: 'PD',
    holds: (f) => f.isHalf,
    says: (f) =>
      `The burden is up by at least 50 % on day ${f.days} since the start of treatment${f.days > f.windowDays ? ` (after ${f.windowDays})` : ', with clinical deterioration'}: PD.`,
    source: 'Cheson 2016, progressive disease',
  },
  {
    condition: 'new lesions or foci',
    answer: 'IR2a',
    holds: (f) => hasAny(f, NEW_LESIONS),
    says: (f) => `${reasonsText(f)}, and the burden is not up by 50 %: IR2a.`,
    source: 'Cheson 2016, IR2(a)',
  },
  {
    condition: 'growth of a target, a target that is back, or progression of a non-target',
    answer: 'IR2b',
    holds: (f) => hasAny(f, GROWTH),
    says: (f) => `${reasonsText(f)}, and the burden is not up by 50 %: IR2b.`,
    source: 'Cheson 2016, IR2(b)',
  },
  {
    condition: 'otherwise',
    answer: 'IR3',
    holds: () => true,
    says: (f) => `${reasonsText(f)}: IR3.`,
    source: 'Cheson 2016, IR3',
  },
]);

const TEXT_OF_REASON: Readonly<Record<LyricReason, string>> = {
  node: 'growth of a target',
  regrowth: 'a target that is back',
  nontarget: 'a non-target that has progressed',
  new: 'a new lesion',
  newFdg: 'new FDG-avid foci',
  fdg: 'increased uptake',
  spleen: 'the spleen',
  marrow: 'the marrow',
  burden: 'the burden of the targets',
};

function reasonsText({ reasons }: LyricFacts): string {
  return `Progression by ${listText([...new Set(reasons)].map((reason) => TEXT_OF_REASON[reason]))}`;
}

function hasAny({ reasons }: LyricFacts, wanted: readonly LyricReason[]): boolean {
  return reasons.some((reason) => wanted.includes(reason));
}
