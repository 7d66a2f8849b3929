import fc from 'fast-check';
import type { Case, ChosenSettings, Finding, Lesion, Timepoint } from './case.ts';
import { dayAfterBaseline } from './example-case.ts';
import type { Result } from './result.ts';
import { CLINICAL_STATUSES, FINDING_STATES, LESION_CHANGES } from './term.ts';

/** Cases at random for the criteria that sum up diameters; the seed makes them the same in every run. */
export const RUNS = { numRuns: 300, seed: 20_250_106 };

/** Lesions of each role; some are nodes, a fragment, a liver lesion, an effusion, too small to be measured. */
export const ARBITRARY_LESIONS: readonly Lesion[] = [
  { id: 'T01', role: 'target' },
  { id: 'T02', role: 'target', kind: 'nodal' },
  { id: 'T03', role: 'target' },
  { id: 'T04', role: 'target', splitFrom: 'T01' },
  { id: 'NT01', role: 'non-target' },
  { id: 'NT02', role: 'non-target', kind: 'nodal' },
  { id: 'NT03', role: 'non-target', kind: 'effusion' },
  { id: 'NEW01', role: 'new', kind: 'liver' },
  { id: 'NEW02', role: 'new', kind: 'nodal' },
  { id: 'NEW03', role: 'new', measurable: false },
];

const shared = {
  confirmation: fc.boolean(),
  maxNeBetween: fc.integer({ min: 0, max: 2 }),
  acceptSdBetween: fc.boolean(),
  minSdDays: fc.constantFrom(0, 28, 42, 56),
  partialSumPd: fc.boolean(),
  nadirIncludesBaseline: fc.boolean(),
  backdateEquivocal: fc.boolean(),
  reappearanceAfterCr: fc.constantFrom('pd', 'none'),
};
const afterPd = fc.constantFrom('assess', 'carry');
const sustainPr = fc.boolean();

/** Settings at random, by criteria. */
const ARBITRARY_SETTINGS: Readonly<Record<string, fc.Arbitrary<ChosenSettings>>> = {
  'recist-1.1': fc.record({ ...shared, afterPd, sustainPr }, { requiredKeys: [] }),
  mrecist: fc.record(
    { ...shared, afterPd, sustainPr, newLiverLesionMinMm: fc.constantFrom(0, 10, 30) },
    { requiredKeys: [] },
  ),
  choi: fc.record(
    {
      ...shared,
      afterPd,
      pdReference: fc.constantFrom('nadir', 'baseline'),
      clinicalDeteriorationPd: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  irecist: fc.record(
    { ...shared, sustainPr, enforceConfirmMax: fc.boolean(), confirmMinDays: fc.constantFrom(14, 28, 42) },
    { requiredKeys: [] },
  ),
};

/** Sizes to a tenth of a millimetre, as a caliper gives them. */
const size = fc.integer({ min: 0, max: 900 }).map((tenths) => tenths / 10);

/** What a finding may carry beside its size or state. */
const remark: fc.Arbitrary<Partial<Finding>> = fc.record(
  { change: fc.constantFrom(...LESION_CHANGES), attenuation: fc.integer({ min: -20, max: 120 }) },
  { requiredKeys: [] },
);

function findingOf(lesion: Lesion, isMeasuredOnly: boolean): fc.Arbitrary<readonly Finding[]> {
  const key = lesion.kind === 'nodal' ? 'shortAxis' : 'longestDiameter';
  const measured = fc.tuple(size, remark).map(([mm, said]) => [{ lesion: lesion.id, [key]: mm, ...said }]);
  const none = fc.constant<readonly Finding[]>([]);
  if (isMeasuredOnly)
    return lesion.role === 'target' ? fc.oneof({ weight: 8, arbitrary: measured }, none) : none;
  const marked = fc
    .tuple(fc.constantFrom(...FINDING_STATES), remark)
    .map(([state, said]) => [{ lesion: lesion.id, state, ...said }]);
  const merged = fc.constant([{ lesion: lesion.id, mergedInto: lesion.id === 'T01' ? 'T03' : 'T01' }]);
  if (lesion.role === 'target')
    return fc.oneof({ weight: 8, arbitrary: measured }, { weight: 2, arbitrary: marked }, merged, none);
  return lesion.role === 'new'
    ? fc.oneof(measured, { weight: 2, arbitrary: marked }, { weight: 6, arbitrary: none })
    : fc.oneof(measured, { weight: 4, arbitrary: marked }, none);
}

/**
 * Cases of one to eight timepoints, most of them readable. A subset of the lesions takes part in each.
 *
 * @param options.isMeasuredOnly targets with sizes alone
 */
export function arbitraryCase(
  criteria: string,
  options: { readonly isMeasuredOnly?: boolean } = {},
): fc.Arbitrary<Case> {
  const isMeasuredOnly = options.isMeasuredOnly === true;
  const part = isMeasuredOnly
    ? fc.constant(ARBITRARY_LESIONS)
    : fc.subarray([...ARBITRARY_LESIONS], { minLength: 0 });
  const settings = ARBITRARY_SETTINGS[criteria] ?? fc.constant({});
  return fc.record({ lesions: part, settings }).chain((chosen) => {
    // A fragment needs the target that it split from.
    const lesions = chosen.lesions.filter(
      ({ splitFrom }) => splitFrom === undefined || chosen.lesions.some(({ id }) => id === splitFrom),
    );
    const ids = new Set(lesions.map(({ id }) => id));
    const visit = fc.record({
      findings: fc
        .tuple(...lesions.map((lesion) => findingOf(lesion, isMeasuredOnly)))
        .map((parts) =>
          parts.flat().filter(({ mergedInto }) => mergedInto === undefined || ids.has(mergedInto)),
        ),
      evaluable: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
      clinical: fc.constantFrom(...CLINICAL_STATUSES),
      gap: fc.constantFrom(14, 27, 28, 42, 56),
    });
    return fc.array(visit, { minLength: 1, maxLength: 8 }).map((visits): Case => {
      let day = 0;
      const timepoints = visits.map(({ gap, ...visited }, index): Timepoint => {
        day += index === 0 ? 0 : gap;
        return { id: `V${index}`, date: dayAfterBaseline(day), ...visited };
      });
      return { name: 'any', criteria, settings: chosen.settings, lesions, timepoints };
    });
  });
}

/** A list in another order. @param numbers decide the order */
export function shuffle<T>(list: readonly T[], numbers: Iterator<number>): readonly T[] {
  return list
    .map((part) => ({ part, key: numbers.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ part }) => part);
}

/** Words and dates of a result, without sums and sentences. */
export function answersOf({ best, bestDate, progressionDate, timepoints }: Result) {
  const words = timepoints.map(({ target, nonTarget, newLesion, overall }) => [
    target,
    nonTarget,
    newLesion,
    overall,
  ]);
  return { best, bestDate, progressionDate, words };
}
