import { firstLineThatHolds, type FirstLine } from './decision-table.ts';
import type { BoneResponse } from './term.ts';

/** New lesions that make a bone scan suspicious, and that must follow to prove it. Both papers. */
export const LEAST_NEW_BONE_LESIONS = 2;

/** Settings of the 2+2 rule. */
export interface BoneSettings {
  /** Whether the first scan after treatment may show flare and only sets the reference. */
  readonly flareRule: boolean;
  /** Latest day, from the start of treatment, on which a first scan may show flare; null: whatever its date. */
  readonly flareWindowDays: number | null;
  /** Least days to the scan that confirms. */
  readonly boneConfirmDays: number;
  /** Whether progression after the first scan must be seen again on a later one. */
  readonly bonePersistence: boolean;
}

/**
 * What the scans so far leave open: `first` none yet; `flare` the first showed enough new lesions to be progression or flare;
 * `counting` new lesions are counted from the reference; `unconfirmed` the count was enough and must persist; `progressed`.
 */
export type BonePhase = 'first' | 'flare' | 'counting' | 'unconfirmed' | 'progressed';

/** What is known at one scan. */
export interface BoneFacts {
  readonly phase: BonePhase;
  readonly settings: BoneSettings;
  /** This scan, and the one that waits for confirmation or is the reference. */
  readonly scan: string;
  readonly since: string;
  /** Days from that scan. */
  readonly days: number;
  readonly newLesions: number;
  /** Of the lesions counted before this scan, those that still count. */
  readonly kept: number;
  /** Lesions that count with this scan. */
  readonly count: number;
}

/** The table of the 2+2 rule, in the paper that is cited. */
export function boneScanTable(paper: string): FirstLine<BoneFacts, BoneResponse> {
  const source = `${paper}, bone`;
  return firstLineThatHolds<BoneFacts, BoneResponse>('Bone scan', [
    {
      condition: 'the first scan after treatment, fewer than 2 new lesions: it becomes the reference',
      answer: 'NON-PD',
      holds: (f) => f.phase === 'first' && f.newLesions < LEAST_NEW_BONE_LESIONS,
      says: (f) =>
        `Bone scan of ${f.scan}, the first after treatment: ${lesionText(f.newLesions, 'new')}, fewer than 2. New lesions are counted from this scan on.`,
      source,
    },
    {
      condition:
        'the first scan after treatment, at least 2 new lesions: perhaps flare; it becomes the reference',
      answer: 'PDu',
      holds: (f) => f.phase === 'first',
      says: (f) =>
        `Bone scan of ${f.scan}, the first after treatment: ${lesionText(f.newLesions, 'new')}, at least 2. It may be flare: progression needs at least 2 more, at least ${f.settings.boneConfirmDays} days later.`,
      source,
    },
    {
      condition: 'after such a first scan, sooner than boneConfirmDays',
      answer: 'PDu',
      holds: (f) => f.phase === 'flare' && f.days < f.settings.boneConfirmDays,
      says: (f) =>
        `Bone scan of ${f.scan}: ${f.days} days after ${f.since}, sooner than ${f.settings.boneConfirmDays}; ${lesionText(f.count, 'new')} since then. Progression stays unconfirmed.`,
      source,
    },
    {
      condition: 'after such a first scan, at least 2 new lesions since it, scans in between included',
      answer: 'PD',
      holds: (f) => f.phase === 'flare' && f.count >= LEAST_NEW_BONE_LESIONS,
      says: (f) =>
        `Bone scan of ${f.scan}: ${lesionText(f.count, 'new')} since ${f.since}, at least 2, ${f.days} days after it. At least ${f.settings.boneConfirmDays} days: the progression of ${f.since} is confirmed.`,
      source,
    },
    {
      condition: 'after such a first scan, fewer than 2 new lesions since it: flare',
      answer: 'NON-PD',
      holds: (f) => f.phase === 'flare',
      says: (f) =>
        `Bone scan of ${f.scan}: ${lesionText(f.count, 'new')} since ${f.since}, fewer than 2, ${f.days} days after it: the new lesions of ${f.since} were flare.`,
      source,
    },
    {
      condition: 'unconfirmed progression on a later scan, sooner than boneConfirmDays after it',
      answer: 'PDu',
      holds: (f) => f.phase === 'unconfirmed' && f.days < f.settings.boneConfirmDays,
      says: (f) =>
        `Bone scan of ${f.scan}: ${f.days} days after ${f.since}, sooner than ${f.settings.boneConfirmDays}; ${lesionText(f.newLesions, 'new')}, ${f.count} counted. Progression stays unconfirmed.`,
      source,
    },
    {
      condition: 'unconfirmed progression on a later scan, at least 2 of the lesions counted then persist',
      answer: 'PD',
      holds: (f) => f.phase === 'unconfirmed' && f.kept >= LEAST_NEW_BONE_LESIONS,
      says: (f) =>
        `Bone scan of ${f.scan}: ${f.kept} of the new lesions counted before persist, at least 2, ${f.days} days after ${f.since}. At least ${f.settings.boneConfirmDays} days: the progression of ${f.since} is confirmed.`,
      source,
    },
    {
      condition:
        'unconfirmed progression on a later scan, fewer than 2 persist, at least 2 with the new ones',
      answer: 'PDu',
      holds: (f) => f.phase === 'unconfirmed' && f.count >= LEAST_NEW_BONE_LESIONS,
      says: (f) =>
        `Bone scan of ${f.scan}: ${f.kept} of the new lesions counted before persist, fewer than 2: the progression of ${f.since} is refuted. With ${lesionText(f.newLesions, 'new')} ${f.count} count, at least 2: unconfirmed progression anew.`,
      source,
    },
    {
      condition: 'unconfirmed progression on a later scan, fewer than 2 persist, the new ones included',
      answer: 'NON-PD',
      holds: (f) => f.phase === 'unconfirmed',
      says: (f) =>
        `Bone scan of ${f.scan}: ${f.kept} of the new lesions counted before persist, fewer than 2: the progression of ${f.since} is refuted. With ${lesionText(f.newLesions, 'new')} ${f.count} count.`,
      source,
    },
    {
      condition: 'after progression',
      answer: 'PD',
      holds: (f) => f.phase === 'progressed',
      says: (f) => `Bone has progressed at ${f.since}.`,
      source,
    },
    {
      condition: 'a later scan, at least 2 new lesions since the reference, where progression must persist',
      answer: 'PDu',
      holds: (f) => f.count >= LEAST_NEW_BONE_LESIONS && f.settings.bonePersistence,
      says: (f) =>
        `Bone scan of ${f.scan}: ${countText(f)}, at least 2. They must persist at least ${f.settings.boneConfirmDays} days later: progression is unconfirmed.`,
      source,
    },
    {
      condition: 'a later scan, at least 2 new lesions since the reference',
      answer: 'PD',
      holds: (f) => f.count >= LEAST_NEW_BONE_LESIONS,
      says: (f) => `Bone scan of ${f.scan}: ${countText(f)}, at least 2: progression.`,
      source,
    },
    {
      condition: 'otherwise',
      answer: 'NON-PD',
      holds: () => true,
      says: (f) => `Bone scan of ${f.scan}: ${countText(f)}, fewer than 2.`,
      source,
    },
  ]);
}

function countText({ kept, newLesions, count }: BoneFacts): string {
  return kept === 0
    ? `${lesionText(newLesions, 'new')} counted`
    : `${lesionText(newLesions, 'new')}, ${count} counted with the ${kept} before`;
}

/** `1 new lesion`, `2 new lesions`. */
function lesionText(count: number, word: string): string {
  return `${count} ${word} ${count === 1 ? 'lesion' : 'lesions'}`;
}
