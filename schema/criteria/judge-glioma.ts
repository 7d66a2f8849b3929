import { dayAfterBaseline } from './example-case.ts';
import { gliomaCase, type GliomaOptions, type GliomaStory } from './example-glioma-case.ts';
import { assess } from './index.ts';
import type { Result } from './result.ts';

/** Judges examples of one criteria for gliomas, for its tests. */
export interface GliomaJudge {
  readonly judge: (story: GliomaStory, options?: GliomaOptions) => Result;
  /** The responses after baseline in one line: overall words, or those of `key`. */
  readonly wordsOf: (
    story: GliomaStory,
    options?: GliomaOptions,
    key?: 'target' | 'nonTarget' | 'overall',
  ) => string;
}

/** How a test of some glioma criteria judges an example, and reads its answers in one line. */
export function judgeGlioma(criteria: Parameters<typeof gliomaCase>[0]): GliomaJudge {
  const judge = (story: GliomaStory, options: GliomaOptions = {}) =>
    assess(gliomaCase(criteria, story, options));
  return {
    judge,
    wordsOf: (story, options = {}, key = 'overall') =>
      judge(story, options)
        .timepoints.map((timepoint) => timepoint[key] ?? 'none')
        .join(' '),
  };
}

/** Options of a subject whose radiotherapy ends some days after baseline. */
export function irradiated(day: number, options: GliomaOptions = {}): GliomaOptions {
  return { ...options, subject: { radiotherapyEnd: dayAfterBaseline(day) } };
}

/** Options of a charter. */
export function charter(
  settings: NonNullable<GliomaOptions['settings']>,
  options: GliomaOptions = {},
): GliomaOptions {
  return { ...options, settings };
}
