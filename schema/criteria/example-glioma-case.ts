import type { Case, ChosenSettings, Finding, Lesion, Subject, Timepoint } from './case.ts';
import { exampleCase, type Said, type Story } from './example-case.ts';
import type { ClinicalStatus, T2flairStatus } from './term.ts';

/** What an example says of a glioma: its product in mm², its two diameters in mm, or whatever else a finding says. */
export type GliomaSaid = number | readonly [long: number, short: number] | Exclude<Said, number>;

/** An example of a glioma, each list baseline first; null: nothing is said. Names as those of `exampleCase`. */
export interface GliomaStory {
  readonly lesions: Readonly<Record<string, readonly (GliomaSaid | null)[]>>;
  /** Corticosteroids, mg/day. */
  readonly mg?: readonly (number | null)[];
  readonly clinical?: readonly (ClinicalStatus | null)[];
  readonly t2flair?: readonly (T2flairStatus | null)[];
}

export interface GliomaOptions {
  readonly settings?: ChosenSettings;
  readonly subject?: Subject;
  /** Days of the timepoints since baseline; left out: every 8 weeks. */
  readonly days?: readonly number[];
  readonly notEvaluable?: readonly number[];
  readonly splitFrom?: Readonly<Record<string, string>>;
  /** What else is known of a lesion, by name. */
  readonly lesion?: Readonly<Record<string, Partial<Lesion>>>;
}

/** A case of Macdonald, RANO 2010 or RANO 2.0 for a test, short to write: `gliomaCase('macdonald', { lesions: { T01: [1600, 800] } })`. */
export function gliomaCase(
  criteria: 'macdonald' | 'rano-2010' | 'rano-2.0',
  { lesions, mg = [], clinical = [], t2flair = [] }: GliomaStory,
  { lesion = {}, ...options }: GliomaOptions = {},
): Case {
  const story: Story = Object.fromEntries(
    Object.entries(lesions).map(([name, said]) => [
      name,
      said.map((each) => (each === null ? null : saidOf(each))),
    ]),
  );
  const length = Math.max(mg.length, clinical.length, t2flair.length);
  const days = options.days ?? (length > 0 ? Array.from({ length }, (_, at) => at * 56) : undefined);
  const example = exampleCase(story, { ...options, ...(days && { days }) });
  return {
    ...example,
    criteria,
    lesions: example.lesions.map((each) => ({ ...each, ...lesion[each.id] })),
    timepoints: example.timepoints.map((timepoint, at): Timepoint => {
      const [dose, status, t2] = [mg[at] ?? null, clinical[at] ?? null, t2flair[at] ?? null];
      return {
        ...timepoint,
        ...(dose !== null && { corticosteroid: dose }),
        ...(status !== null && { clinical: status }),
        ...(t2 !== null && { t2flair: t2 }),
      };
    }),
  };
}

function saidOf(said: GliomaSaid): Exclude<Said, number> {
  if (typeof said === 'number') return sizeOf(said / 20, 20);
  return isPair(said) ? sizeOf(...said) : said;
}

function isPair(said: GliomaSaid): said is readonly [long: number, short: number] {
  return Array.isArray(said);
}

function sizeOf(longestDiameter: number, perpendicular: number): Omit<Finding, 'lesion'> {
  return { longestDiameter, perpendicular };
}
