import type { Case } from './case.ts';
import { exampleCase, type Story } from './example-case.ts';
import { assess } from './index.ts';
import type { Result } from './result.ts';

type Options = Parameters<typeof exampleCase>[1];

/** Weeks 0, 8, 12, 16, 20 and 24: after the first scan four weeks, 28 days, from one to the next. */
const DAYS = [0, 56, 84, 112, 140, 168];

/** The dates of the first three scans after baseline of an example. */
export const W8 = '2025-03-03';
export const W12 = '2025-03-31';
export const W16 = '2025-04-28';

/** A new lesion NEW01 that is too small to be measured. */
export const NOT_MEASURED: Options = { lesion: { NEW01: { measurable: false } } };

function immuneCase(story: Story, options: Options): Case {
  const length = Math.max(1, ...Object.values(story).map((said) => said.length));
  return exampleCase(story, { days: DAYS.slice(0, length), ...options, criteria: 'irecist' });
}

/** What iRECIST answers for an example. */
export function judge(story: Story, options: Options = {}): Result {
  return assess(immuneCase(story, options));
}

/** The responses of an example after baseline, in one line. */
export function wordsOf(story: Story, options: Options = {}): string {
  return judge(story, options)
    .timepoints.map(({ overall }) => overall)
    .join(' ');
}

/** The sentences of each timepoint after baseline. */
export function rulesOf(story: Story, options: Options = {}): readonly (readonly string[])[] {
  return judge(story, options).timepoints.map(({ trace }) => trace.map(({ rule }) => rule));
}
