import { firstLineThatHolds } from './decision-table.ts';
import type { NewLesionBurden } from './new-lesion-burden.ts';
import { listText } from './sentence.ts';

/** Timepoint responses of iRECIST, in order of display. */
export const IMMUNE_RESPONSES = [
  'iCR',
  'iPR',
  'iSD',
  'NON-iCR/NON-iUPD',
  'iUPD',
  'iCPD',
  'NE',
  'NED',
] as const;
export type ImmuneResponse = (typeof IMMUNE_RESPONSES)[number];

/** Responses of the target lesions. They never say iCPD. */
export const IMMUNE_TARGET_RESPONSES = ['iCR', 'iPR', 'iSD', 'iUPD', 'NE'] as const;
export type ImmuneTargetResponse = (typeof IMMUNE_TARGET_RESPONSES)[number];

/** Responses of the non-target lesions. They never say iCPD. */
export const IMMUNE_NON_TARGET_RESPONSES = ['iCR', 'NON-iCR/NON-iUPD', 'iUPD', 'NE'] as const;
export type ImmuneNonTargetResponse = (typeof IMMUNE_NON_TARGET_RESPONSES)[number];

/** What is known of a timepoint. */
export interface ImmuneTimepoint {
  readonly id: string;
  readonly date: string;
  /** false: nothing could be evaluated. */
  readonly isEvaluable: boolean;
  /** null: no target lesion. */
  readonly target: ImmuneTargetResponse | null;
  /** null: no non-target lesion. */
  readonly nonTarget: ImmuneNonTargetResponse | null;
  /** The complete sum of the targets or, where they progress, of those measured; mm. */
  readonly targetSum: number | null;
  /** The non-targets that the reader marks progressed, and those marked increased since the assessment before. */
  readonly progressed: readonly string[];
  readonly increased: readonly string[];
  readonly newLesions: NewLesionBurden;
}

/** A category that was progression at an iUPD: the targets, the non-targets, the new lesions. */
export interface Categories {
  readonly target: boolean;
  readonly nonTarget: boolean;
  readonly newLesion: boolean;
}

/** Seymour L et al. Lancet Oncol 2017;18:e143-e152: responses of a timepoint without and with an earlier iUPD. */
export const IRECIST_TABLE = 'Seymour 2017, Table 2';

/** Where Table 2 has no row, the response is that of RECIST 1.1, written with i. */
const BY_RECIST_WITH_TARGETS = 'Eisenhauer 2009, Table 1, written with i';
const BY_RECIST_WITHOUT_TARGETS = 'Eisenhauer 2009, Table 2, written with i';

/**
 * The timepoint without an open iUPD: the left column of Table 2, "no previous iUPD in any category". The first line that holds.
 *
 * ours: a new lesion that is old and progresses again, once its iUPD was superseded, is an iUPD anew. By the working group's answers a
 * new lesion that is still seen bars iCR, not iPR.
 */
export const responseWithoutRun = firstLineThatHolds<ImmuneTimepoint, ImmuneResponse>(
  'Timepoint without an open iUPD',
  [
    {
      condition:
        'the targets or the non-targets progress, a new lesion is seen for the first time, or an old one is progressing again',
      answer: 'iUPD',
      holds: (f) => {
        const { target, nonTarget, newLesion } = categoriesOf(f);
        return target || nonTarget || newLesion;
      },
      says: (f) => `Progression (${sayCategories(f)}): iUPD, which waits for its confirmation.`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'the targets are iCR, the non-targets iCR or none, no new lesion is seen',
      answer: 'iCR',
      holds: (f) => f.target === 'iCR' && (f.nonTarget === 'iCR' || f.nonTarget === null) && !isNewSeen(f),
      says: () => 'All lesions are gone: iCR.',
      source: IRECIST_TABLE,
    },
    {
      condition: 'the targets are iCR, but not the non-targets, or a new lesion is still seen',
      answer: 'iPR',
      holds: (f) => f.target === 'iCR',
      says: (f) =>
        `The targets are gone, but ${isNewSeen(f) ? `${listText(f.newLesions.seen)} is still seen` : `the non-targets are ${f.nonTarget ?? ''}`}: iPR.`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'the targets are iPR',
      answer: 'iPR',
      holds: (f) => f.target === 'iPR',
      says: () => 'The targets are iPR, and nothing progresses: iPR.',
      source: IRECIST_TABLE,
    },
    {
      condition: 'the targets are iSD',
      answer: 'iSD',
      holds: (f) => f.target === 'iSD',
      says: () => 'The targets are iSD, and nothing progresses: iSD.',
      source: IRECIST_TABLE,
    },
    {
      condition: 'the targets are not evaluable',
      answer: 'NE',
      holds: (f) => f.target === 'NE',
      says: () => 'The targets are not evaluable, and nothing progresses: NE.',
      source: BY_RECIST_WITH_TARGETS,
    },
    {
      condition: 'no targets, the non-targets are iCR, no new lesion is seen',
      answer: 'iCR',
      holds: (f) => f.nonTarget === 'iCR' && !isNewSeen(f),
      says: () => 'There are no targets, and all lesions are gone: iCR.',
      source: BY_RECIST_WITHOUT_TARGETS,
    },
    {
      // ours: without disease at baseline too, nothing can be said where nothing could be evaluated.
      condition: 'no targets, and the non-targets are not evaluable, or nothing is',
      answer: 'NE',
      holds: isNotEvaluable,
      says: () => 'There are no targets, and what there is could not be evaluated: NE.',
      source: BY_RECIST_WITHOUT_TARGETS,
    },
    {
      condition: 'no disease at baseline, no new lesion is seen',
      answer: 'NED',
      holds: (f) => f.nonTarget === null && !isNewSeen(f),
      says: () => 'No disease at baseline and none now: NED.',
      source: 'ours: no disease at baseline',
    },
    {
      condition: 'otherwise',
      answer: 'NON-iCR/NON-iUPD',
      holds: () => true,
      says: () => 'There are no targets; what there is neither progresses nor is gone: NON-iCR/NON-iUPD.',
      source: BY_RECIST_WITHOUT_TARGETS,
    },
  ],
);

/** The categories that are progression at a timepoint without an open iUPD. */
export function categoriesOf({ target, nonTarget, newLesions }: ImmuneTimepoint): Categories {
  return {
    target: target === 'iUPD',
    nonTarget: nonTarget === 'iUPD',
    newLesion: newLesions.first.length > 0 || newLesions.regrown !== null,
  };
}

/** Whether the targets could not be evaluated; without targets the non-targets; without disease at baseline the timepoint. */
export function isNotEvaluable({ target, nonTarget, isEvaluable }: ImmuneTimepoint): boolean {
  if (target !== null) return target === 'NE';
  return nonTarget === null ? !isEvaluable : nonTarget === 'NE';
}

/** Whether a new lesion is seen at this timepoint, known before or not. Seymour 2017, new lesions. */
export function isNewSeen({ newLesions }: ImmuneTimepoint): boolean {
  return newLesions.seen.length > 0;
}

function sayCategories(now: ImmuneTimepoint): string {
  const { target, nonTarget } = categoriesOf(now);
  const { first, regrown } = now.newLesions;
  return [
    ...(target ? ['the targets progress'] : []),
    ...(nonTarget ? ['the non-targets progress'] : []),
    ...(first.length > 0 ? [`${listText(first)} ${first.length === 1 ? 'is' : 'are'} new`] : []),
    ...(regrown === null ? [] : [regrown]),
  ].join('; ');
}
