import type { BoneScan, Case, Timepoint } from './case.ts';
import { exampleCase, type Story } from './example-case.ts';

/** What an example says of bone scans and PSA, baseline first; null: none. A number of a scan is that of its new lesions. */
export interface ProstateStory {
  /** Soft tissue, and bone lesions by names with `bone` in them. */
  readonly lesions?: Story;
  readonly bone?: readonly (number | BoneScan | null)[];
  /** ng/mL. */
  readonly psa?: readonly (number | null)[];
}

/** A case of PCWG2 or PCWG3 for a test, short to write. */
export function prostateCase(
  criteria: 'pcwg2' | 'pcwg3',
  { lesions = {}, bone = [], psa = [] }: ProstateStory,
  options: Parameters<typeof exampleCase>[1] = {},
): Case {
  const length = Math.max(bone.length, psa.length, options.days?.length ?? 0);
  const days = options.days ?? Array.from({ length }, (_, at) => at * 56);
  const example = exampleCase(lesions, length === 0 ? options : { ...options, days });
  return {
    ...example,
    criteria,
    lesions: example.lesions.map((lesion) =>
      lesion.id.includes('bone') ? { ...lesion, kind: 'bone' } : lesion,
    ),
    timepoints: example.timepoints.map((timepoint, at): Timepoint => {
      const scan = bone[at] ?? null;
      const level = psa[at] ?? null;
      return {
        ...timepoint,
        ...(scan !== null && { boneScan: typeof scan === 'number' ? { newLesions: scan } : scan }),
        ...(level !== null && { psa: level }),
      };
    }),
  };
}
