import { firstLineThatHolds } from './decision-table.ts';
import {
  IRECIST_TABLE,
  type Categories,
  type ImmuneNonTargetResponse,
  type ImmuneTargetResponse,
  type ImmuneTimepoint,
} from './irecist-timepoint.ts';
import { lengthText, listText } from './sentence.ts';
import { isAtLeast } from './threshold.ts';

export interface RunSettings {
  /** Window of confirmation, from the date of the iUPD. */
  readonly confirmMinDays: number;
  readonly confirmMaxDays: number;
  /** Later than confirmMaxDays cannot confirm. */
  readonly enforceConfirmMax: boolean;
  /** Further increase of a sum that confirms, mm. */
  readonly furtherIncreaseMm: number;
}

/** An iUPD that is open: neither confirmed nor superseded. */
export interface Run {
  readonly id: string;
  readonly date: string;
  readonly categories: Categories;
  /** The responses at the iUPD. */
  readonly target: ImmuneTargetResponse | null;
  readonly nonTarget: ImmuneNonTargetResponse | null;
  /** The references: they are renewed from `confirmMinDays` after the iUPD on, never at an earlier timepoint. */
  readonly lowestTargetSum: number | null;
  readonly lowestNewSum: number | null;
  readonly known: readonly string[];
  readonly progressed: readonly string[];
}

/** What is known of a timepoint while an iUPD is open. */
export interface RunFacts {
  readonly run: Run;
  readonly now: ImmuneTimepoint;
  readonly settings: RunSettings;
}

/**
 * What confirms an open iUPD, if its time has come: more of what progressed at the iUPD (Table 2, right column), or progression of what
 * did not. The first line that holds.
 */
export const confirmingEvidence = firstLineThatHolds<RunFacts, boolean>(
  'Evidence that confirms an open iUPD',
  [
    {
      condition:
        'the targets progressed at the iUPD, still do, and their sum is at least 5 mm above its lowest since',
      answer: true,
      holds: ({ run, now, settings }) =>
        run.categories.target &&
        now.target === 'iUPD' &&
        hasIncreased(now.targetSum, run.lowestTargetSum, settings),
      says: ({ run, now }) =>
        `Target sum ${lengthText(now.targetSum ?? 0)} mm is ${lengthText((now.targetSum ?? 0) - (run.lowestTargetSum ?? 0))} mm above the lowest since the iUPD of ${run.id} (${lengthText(run.lowestTargetSum ?? 0)} mm)`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'the non-targets progressed at the iUPD, and a further one has',
      answer: true,
      holds: (f) => f.run.categories.nonTarget && furtherProgressed(f).length > 0,
      says: (f) =>
        `${listText(furtherProgressed(f))} ${have(furtherProgressed(f))} progressed too since the iUPD of ${f.run.id}`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'the non-targets progressed at the iUPD, and one has increased, unequivocally or not',
      answer: true,
      holds: ({ run, now }) => run.categories.nonTarget && now.increased.length > 0,
      says: ({ run, now }) =>
        `After the iUPD of ${run.id} ${listText(now.increased)} ${have(now.increased)} increased further`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'a new lesion was progression at the iUPD, and there is a further one',
      answer: true,
      holds: (f) => f.run.categories.newLesion && furtherNew(f).length > 0,
      says: (f) =>
        `${listText(furtherNew(f))} ${furtherNew(f).length === 1 ? 'is' : 'are'} new since the iUPD of ${f.run.id}`,
      source: IRECIST_TABLE,
    },
    {
      condition:
        'a new lesion was progression at the iUPD, and the sum of the new lesions is at least 5 mm above its lowest since',
      answer: true,
      holds: ({ run, now, settings }) =>
        run.categories.newLesion && hasIncreased(now.newLesions.sum, run.lowestNewSum, settings),
      says: ({ run, now: { newLesions } }) =>
        `New lesions, ${lengthText(newLesions.sum ?? 0)} mm, are ${lengthText((newLesions.sum ?? 0) - (run.lowestNewSum ?? 0))} mm above their lowest sum since the iUPD of ${run.id} (${lengthText(run.lowestNewSum ?? 0)} mm)`,
      source: IRECIST_TABLE,
    },
    {
      condition:
        'a new lesion was progression at the iUPD, and one that is not measured and still seen has increased or progressed',
      answer: true,
      holds: ({ run, now }) => run.categories.newLesion && now.newLesions.increased.length > 0,
      says: ({ run, now }) =>
        `After the iUPD of ${run.id} ${listText(now.newLesions.increased)} ${have(now.newLesions.increased)} increased further`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'the targets did not progress at the iUPD, and do now',
      answer: true,
      holds: ({ run, now }) => !run.categories.target && now.target === 'iUPD',
      says: ({ run }) => `The targets, no progression at the iUPD of ${run.id}, now progress`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'the non-targets did not progress at the iUPD, and do now',
      answer: true,
      holds: ({ run, now }) => !run.categories.nonTarget && now.nonTarget === 'iUPD',
      says: ({ run }) => `The non-targets, no progression at the iUPD of ${run.id}, now progress`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'no new lesion was progression at the iUPD, and there is one that was not known then',
      answer: true,
      holds: (f) => !f.run.categories.newLesion && furtherNew(f).length > 0,
      says: (f) =>
        `${listText(furtherNew(f))} ${furtherNew(f).length === 1 ? 'is' : 'are'} new since the iUPD of ${f.run.id}`,
      source: IRECIST_TABLE,
    },
    {
      condition: 'no new lesion was progression at the iUPD, and an old one is progressing again',
      answer: true,
      holds: ({ run, now }) => !run.categories.newLesion && now.newLesions.regrown !== null,
      says: ({ run, now }) => `After the iUPD of ${run.id} ${now.newLesions.regrown ?? ''}`,
      source: 'ours: an old new lesion that progresses again',
    },
    {
      condition: 'otherwise',
      answer: false,
      holds: () => true,
      says: ({ run }) => `Nothing confirms the iUPD of ${run.id}`,
      source: IRECIST_TABLE,
    },
  ],
);

function hasIncreased(
  sum: number | null,
  lowest: number | null,
  { furtherIncreaseMm }: RunSettings,
): boolean {
  return sum !== null && lowest !== null && isAtLeast(sum - lowest, furtherIncreaseMm);
}

function furtherProgressed({ run, now }: RunFacts): readonly string[] {
  return now.progressed.filter((id) => !run.progressed.includes(id));
}

function furtherNew({ run, now }: RunFacts): readonly string[] {
  return now.newLesions.seen.filter((id) => !run.known.includes(id));
}

function have(lesions: readonly string[]): string {
  return lesions.length === 1 ? 'has' : 'have';
}
