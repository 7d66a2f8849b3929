import type { Case, ChosenSettings, Finding, Lesion, Subject, Timepoint } from './case.ts';

/** What an example says of a lesion: its size in mm, or a state, or a whole finding. */
export type Said = number | NonNullable<Finding['state']> | Omit<Finding, 'lesion'>;

/** One lesion of an example: its role by its name (T, NT, NEW), and what is said of it, baseline first; null: no finding. */
export type Story = Readonly<Record<string, readonly (Said | null)[]>>;

const DAY_MS = 86_400_000;

/**
 * A case for a test, short to write: `exampleCase({ T01: [30, 21], N1: … })`.
 *
 * Names begin with T (target), NT (non-target) or NEW; a name with `node` in it is nodal.
 *
 * @param days days of the timepoints since baseline; left out: every 8 weeks
 */
export function exampleCase(
  story: Story,
  options: {
    readonly settings?: ChosenSettings;
    readonly subject?: Subject;
    readonly days?: readonly number[];
    readonly notEvaluable?: readonly number[];
    readonly splitFrom?: Readonly<Record<string, string>>;
    /** Left out: RECIST 1.1. */
    readonly criteria?: string;
    /** What else is known of a lesion, by name: its kind, its site … */
    readonly lesion?: Readonly<Record<string, Partial<Lesion>>>;
    /** What else is known of a timepoint, baseline first: the clinical status … */
    readonly timepoint?: readonly Partial<Timepoint>[];
  } = {},
): Case {
  const names = Object.keys(story);
  const length = Math.max(1, ...names.map((name) => story[name]?.length ?? 0), options.days?.length ?? 0);
  const timepoints = Array.from({ length }, (_, at): Timepoint => {
    const day = options.days?.[at] ?? at * 56;
    return {
      id: at === 0 ? 'BL' : `W${day / 7}`,
      date: dayAfterBaseline(day),
      evaluable: !options.notEvaluable?.includes(at),
      findings: names.flatMap((name) => findingOf(name, story[name]?.[at] ?? null)),
      ...options.timepoint?.[at],
    };
  });
  return {
    name: 'example',
    criteria: options.criteria ?? 'recist-1.1',
    lesions: names.map((name) => ({
      ...lesionOf(name, options.splitFrom?.[name]),
      ...options.lesion?.[name],
    })),
    timepoints,
    ...(options.settings && { settings: options.settings }),
    ...(options.subject && { subject: options.subject }),
  };
}

/** The date some days after the baseline of an example, 2025-01-06. */
export function dayAfterBaseline(days: number): string {
  return new Date(Date.UTC(2025, 0, 6) + days * DAY_MS).toISOString().slice(0, 10);
}

function lesionOf(name: string, splitFrom: string | undefined): Lesion {
  const role = name.startsWith('NEW') ? 'new' : name.startsWith('NT') ? 'non-target' : 'target';
  return {
    id: name,
    role,
    ...(isNode(name) && { kind: 'nodal' }),
    ...(splitFrom !== undefined && { splitFrom }),
  };
}

function findingOf(name: string, said: Said | null): readonly Finding[] {
  if (said === null) return [];
  if (typeof said === 'string') return [{ lesion: name, state: said }];
  if (typeof said === 'number')
    return [{ lesion: name, [isNode(name) ? 'shortAxis' : 'longestDiameter']: said }];
  return [{ lesion: name, ...said }];
}

function isNode(name: string): boolean {
  return name.includes('node');
}
