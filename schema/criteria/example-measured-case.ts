import type { Case, Finding } from './case.ts';
import { exampleCase, type Story } from './example-case.ts';
import { assess } from './index.ts';
import type { TimepointResult } from './result.ts';

export type ExampleOptions = Parameters<typeof exampleCase>[1];

/** A finding measured in two diameters, mm. */
export function by(longestDiameter: number, perpendicular: number): Omit<Finding, 'lesion'> {
  return { longestDiameter, perpendicular };
}

/** How a test of some criteria writes a case, and its answers in one line. */
export function examplesOf(criteria: string) {
  const caseOf = (story: Story, options: ExampleOptions = {}): Case => ({
    ...exampleCase(story, options),
    criteria,
  });
  return {
    caseOf,
    /** The words after baseline: `PR PD`. */
    wordsOf: (
      story: Story,
      options: ExampleOptions = {},
      key: 'target' | 'nonTarget' | 'overall' = 'overall',
    ): string =>
      assess(caseOf(story, options))
        .timepoints.map((timepoint) => timepoint[key] ?? 'none')
        .join(' '),
    /** The first timepoint after baseline. */
    firstOf: (story: Story, options: ExampleOptions = {}): TimepointResult | undefined =>
      assess(caseOf(story, options)).timepoints[0],
  };
}
