import type { Case, ChosenSettings, Lesion, Subject, Timepoint } from './case.ts';
import { exampleCase, type Said, type Story } from './example-case.ts';
import { assess } from './index.ts';
import type { Result } from './result.ts';
import {
  FINDING_STATES,
  type BoneMarrowStatus,
  type ClinicalStatus,
  type DeauvilleScore,
  type FdgStatus,
} from './term.ts';

/**
 * What an example says of a lesion of a lymphoma, baseline first, in one line: two diameters in mm (`30x20`), a state (`absent`), the
 * lesion it is merged into (`>Tnode`), or nothing (`-`). Anything else is said by a list of findings.
 */
export type LymphomaSaid = string | readonly (Exclude<Said, number> | null)[];

/** An example of a lymphoma, each list baseline first; null: nothing is said. Names as those of `exampleCase`. */
export interface LymphomaStory {
  readonly lesions: Readonly<Record<string, LymphomaSaid>>;
  readonly boneMarrow?: readonly (BoneMarrowStatus | null)[];
  /** mm. */
  readonly spleen?: readonly (number | null)[];
  readonly organEnlarged?: readonly (boolean | null)[];
  readonly deauville?: readonly (DeauvilleScore | null)[];
  readonly fdg?: readonly (FdgStatus | null)[];
  readonly newFdgFoci?: readonly (boolean | null)[];
  readonly clinical?: readonly (ClinicalStatus | null)[];
}

export interface LymphomaOptions {
  readonly settings?: ChosenSettings;
  readonly subject?: Subject;
  /** Days of the timepoints since baseline; left out: every 8 weeks. */
  readonly days?: readonly number[];
  readonly notEvaluable?: readonly number[];
  readonly splitFrom?: Readonly<Record<string, string>>;
  /** What else is known of a lesion, by name. */
  readonly lesion?: Readonly<Record<string, Partial<Lesion>>>;
}

export type LymphomaId = 'cheson-1999' | 'cheson-2007' | 'lugano-2014' | 'lyric';

/** A case of a lymphoma for a test, short to write: `lymphomaCase('lugano-2014', { lesions: { Tnode: '30x20 15x10' } })`. */
export function lymphomaCase(
  criteria: LymphomaId,
  { lesions, ...status }: LymphomaStory,
  { lesion = {}, ...options }: LymphomaOptions = {},
): Case {
  const story: Story = Object.fromEntries(
    Object.entries(lesions).map(([name, said]) => [
      name,
      typeof said === 'string' ? said.split(' ').map((word) => findingOf(name, word)) : said,
    ]),
  );
  const length = Math.max(
    0,
    ...[...Object.values(story), ...Object.values(status)].map((said: readonly unknown[]) => said.length),
  );
  const days = options.days ?? Array.from({ length }, (_, at) => at * 56);
  const example = exampleCase(story, { ...options, days });
  return {
    ...example,
    criteria,
    lesions: example.lesions.map((each) => ({ ...each, ...lesion[each.id] })),
    timepoints: example.timepoints.map((timepoint, at) => ({ ...timepoint, ...statusAt(status, at) })),
  };
}

/** How a test of some lymphoma criteria judges an example, and reads its answers in one line. */
export function judgeLymphoma(criteria: LymphomaId) {
  const judge = (story: LymphomaStory, options: LymphomaOptions = {}): Result =>
    assess(lymphomaCase(criteria, story, options));
  return {
    judge,
    /** The words after baseline: `PR PD`. */
    wordsOf: (
      story: LymphomaStory,
      options: LymphomaOptions = {},
      key: 'target' | 'nonTarget' | 'overall' | 'ctResponse' | 'petResponse' = 'overall',
    ): string =>
      judge(story, options)
        .timepoints.map((timepoint) => timepoint[key] ?? 'none')
        .join(' '),
    /** The sentences of the last timepoint. */
    rulesOf: (story: LymphomaStory, options: LymphomaOptions = {}): readonly string[] =>
      (judge(story, options).timepoints.at(-1)?.trace ?? []).map(({ rule }) => rule),
  };
}

function statusAt(status: Omit<LymphomaStory, 'lesions'>, at: number): Partial<Timepoint> {
  const said: Readonly<Record<string, readonly unknown[]>> = { ...status };
  return Object.fromEntries(
    Object.entries(said).flatMap(([key, values]) => {
      const value = values[at] ?? null;
      return value === null ? [] : [[key, value]];
    }),
  );
}

/** A node is given by its longest diameter and short axis, any other lesion by two diameters at a right angle. */
function findingOf(name: string, word: string): Exclude<Said, number> | null {
  if (word === '-') return null;
  if (word.startsWith('>')) return { mergedInto: word.slice(1) };
  const state = FINDING_STATES.find((each) => each === word);
  if (state !== undefined) return state;
  const [longestDiameter = NaN, short = NaN] = word.split('x').map(Number);
  return { longestDiameter, [name.includes('node') ? 'shortAxis' : 'perpendicular']: short };
}
