import type { NewTrial } from '@readout/graphql/trial/open-trial.ts';
import type { Drug } from './course.ts';
import type { DemoRead } from './read.ts';
import { inventSubject, type DemoSubject } from './subject.ts';
import { makeRandom, type Random } from './random.ts';
import type { Scan } from './timepoint.ts';

/** A timepoint at which a reader looks. */
export interface Look {
  readonly code: string;
  /** Since the start of treatment; the baseline has 0 or less. */
  readonly week: number;
}

/** A trial of the demonstration: how it is set up, and how a subject's disease, scans and reads are invented. */
export interface Story<Disease = unknown> {
  readonly trial: NewTrial;
  readonly subjectCount: number;
  /** Days from the first planned enrolment to the last. */
  readonly enrolmentDays: number;
  /** Weeks of the planned timepoints after baseline. */
  readonly weeks: readonly number[];
  /** What a subject of an arm is given. */
  readonly drugs: Readonly<Record<string, Drug>>;
  readonly ageYears: { readonly mean: number; readonly sigma: number };
  /** Whether the disease takes up FDG; null: not asked. */
  readonly isFdgAvid: boolean | null;
  /** Days from the end of radiotherapy to the baseline scan; null: none was given. */
  readonly radiotherapyEndedDaysBefore: number | null;
  readonly inventDisease: (random: Random, arm: string) => Disease;
  /** What one reader sees of a disease, whoever else looks. */
  readonly inventReads: (random: Random, disease: Disease, looks: readonly Look[]) => readonly DemoRead[];
  readonly scansOf: (random: Random, look: Look) => Iterable<Scan>;
}

/** A trial with its subjects, in order of enrolment: who they are, what happened, what each reader saw and stated. */
export interface ToldStory {
  readonly trial: NewTrial;
  readonly isFdgAvid: boolean | null;
  readonly subjects: readonly DemoSubject[];
}

/** Tells a story. Invented whole, and the same in every run. */
export function tellStory<Disease>(story: Story<Disease>): ToldStory {
  const { trial, subjectCount, enrolmentDays, isFdgAvid } = story;
  const random = makeRandom(`${trial.protocol} enrolment`);
  const sites = trial.sites.map((site) => ({ ...site, weight: random.logNormal(1, 0.5), enrolled: 0 }));
  const total = sites.reduce((sum, { weight }) => sum + weight, 0);
  const codes = trial.arms.map(({ code }) => code);
  const block = [...codes, ...codes].toSorted();
  const arms = Array.from({ length: Math.ceil(subjectCount / block.length) }, () =>
    random.shuffle(block),
  ).flat();
  const subjects = arms.slice(0, subjectCount).map((arm, at) => {
    let left = random.next() * total;
    // Each site enrols at least one.
    const site = sites[at] ?? sites.find(({ weight }) => (left -= weight) < 0) ?? random.pick(sites);
    site.enrolled += 1;
    return inventSubject(story, {
      number: `${site.code}-${String(site.enrolled).padStart(3, '0')}`,
      siteCode: site.code,
      country: site.country,
      arm,
      // Slow at first, while sites open.
      randomisedDay: Math.round(enrolmentDays * ((at + random.next()) / subjectCount) ** 0.75),
    });
  });
  return { trial, isFdgAvid, subjects };
}
