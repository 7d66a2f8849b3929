import { DEMO_TRIAL, SUBJECT_COUNT } from './demo-protocol.ts';
import { inventSubject, type DemoSubject } from './demo-subject.ts';
import { makeRandom } from './random.ts';

/**
 * The subjects of the demonstration's trial, in order of enrolment: who they are, what happened, what each reader saw and stated.
 *
 * Invented whole, and the same in every run.
 */
export function tellDemoTrial(): readonly DemoSubject[] {
  const random = makeRandom(`${DEMO_TRIAL.protocol} enrolment`);
  const sites = DEMO_TRIAL.sites.map((site) => ({ ...site, weight: random.logNormal(1, 0.5), enrolled: 0 }));
  const total = sites.reduce((sum, { weight }) => sum + weight, 0);
  const arms = Array.from({ length: SUBJECT_COUNT / 4 }, () =>
    random.shuffle(['A', 'A', 'B', 'B'] as const),
  ).flat();
  return arms.map((arm, at) => {
    let left = random.next() * total;
    // Each site enrols at least one.
    const site = sites[at] ?? sites.find(({ weight }) => (left -= weight) < 0) ?? random.pick(sites);
    site.enrolled += 1;
    return inventSubject({
      number: `${site.code}-${String(site.enrolled).padStart(3, '0')}`,
      siteCode: site.code,
      country: site.country,
      arm,
      // Slow at first, while sites open.
      randomisedDay: Math.round(630 * ((at + random.next()) / SUBJECT_COUNT) ** 0.75),
    });
  });
}
