import fc from 'fast-check';
import type { Case, Finding, Lesion, Timepoint } from './case.ts';
import { dayAfterBaseline } from './example-case.ts';
import { CLINICAL_STATUSES, FINDING_STATES, T2FLAIR_STATUSES } from './term.ts';

/** The criteria for gliomas. */
export const GLIOMA_IDS = ['macdonald', 'rano-2010', 'rano-2.0'] as const;
export type GliomaId = (typeof GLIOMA_IDS)[number];

/** The lesions of every case. */
export const GLIOMA_LESIONS: readonly Lesion[] = [
  { id: 'T01', role: 'target' },
  { id: 'T02', role: 'target', kind: 'non-enhancing' },
  { id: 'T03', role: 'target', splitFrom: 'T01' },
  { id: 'NT01', role: 'non-target' },
  { id: 'NT02', role: 'non-target', kind: 'non-enhancing' },
  { id: 'NEW01', role: 'new' },
  { id: 'NEW02', role: 'new', outsideRadiationField: true },
  { id: 'NEW03', role: 'new', measurable: false },
];

const common = {
  missingComponents: fc.constantFrom('lenient', 'strict'),
  confirmation: fc.boolean(),
  confirmationDays: fc.constantFrom(28, 42),
  minSdDays: fc.constantFrom(0, 42),
};
const category = fc.constantFrom('NE', 'SD');
const SETTINGS = {
  macdonald: {
    ...common,
    progressionReference: fc.constantFrom('nadir', 'baseline'),
    newLesionIgnoresSteroids: fc.boolean(),
  },
  'rano-2010': {
    ...common,
    pseudoprogressionCategory: category,
    steroidIncreaseCategory: category,
    steroidBackdate: fc.boolean(),
    evaluateT2Flair: fc.boolean(),
  },
  'rano-2.0': {
    ...common,
    measurement: fc.constantFrom('2d', 'volume'),
    tumorType: fc.constantFrom('ce', 'nce', 'mixed'),
    minorResponse: fc.constantFrom(true, false, null),
    baselineRule: fc.constantFrom('postRadiotherapy', 'first'),
    confirmProgression: fc.constantFrom('within12Weeks', 'always', 'never'),
    confirmationReference: fc.constantFrom('nadir', 'preliminary'),
    outOfFieldIsImmediate: fc.boolean(),
    steroidIncreaseCategory: category,
    evaluateT2Flair: fc.boolean(),
  },
} as const satisfies Record<GliomaId, Readonly<Record<string, fc.Arbitrary<unknown>>>>;

/** A size of a target that is often near another, so that thresholds are met and missed. */
const side = fc.constantFrom(0, 8, 10, 14, 16, 20, 22, 25, 28, 30);

function measuredOf(lesion: string): fc.Arbitrary<readonly Finding[]> {
  return fc
    .tuple(side, fc.constantFrom(10, 20))
    .map(([long, short]) => [
      { lesion, longestDiameter: long, perpendicular: short, volume: (long * short) / 50 },
    ]);
}

function findingOf({ id, role }: Lesion): fc.Arbitrary<readonly Finding[]> {
  const none = fc.constant<readonly Finding[]>([]);
  const marked = fc.constantFrom(...FINDING_STATES).map((state) => [{ lesion: id, state }]);
  const absent = fc.constant<readonly Finding[]>([{ lesion: id, state: 'absent' }]);
  if (role === 'target')
    return fc.oneof(
      { weight: 12, arbitrary: measuredOf(id) },
      { weight: 2, arbitrary: absent },
      marked,
      none,
    );
  return role === 'non-target'
    ? fc.oneof(
        { weight: 3, arbitrary: fc.constant([{ lesion: id, state: 'present' as const }]) },
        absent,
        marked,
      )
    : fc.oneof({ weight: 8, arbitrary: none }, marked, measuredOf(id));
}

/** Cases of one to seven timepoints of each criteria, with and without radiotherapy and a new therapy. */
export function anyGliomaCase(ids: readonly GliomaId[] = GLIOMA_IDS): fc.Arbitrary<Case> {
  const visit = fc.record(
    {
      findings: fc.tuple(...GLIOMA_LESIONS.map(findingOf)).map((parts) => parts.flat()),
      gap: fc.constantFrom(14, 27, 28, 42, 56),
      evaluable: fc.oneof({ weight: 12, arbitrary: fc.constant(true) }, fc.constant(false)),
      clinical: fc.constantFrom(...CLINICAL_STATUSES, 'stable' as const, 'stable' as const),
      t2flair: fc.constantFrom(...T2FLAIR_STATUSES, 'stable' as const, 'stable' as const),
      corticosteroid: fc.constantFrom(0, 0.75, 2, 2, 2, 4, 8),
    },
    { requiredKeys: ['findings', 'gap'] },
  );
  return fc.constantFrom(...ids).chain((criteria) => {
    const chosen: Readonly<Record<string, fc.Arbitrary<unknown>>> = SETTINGS[criteria];
    return fc
      .record({
        visits: fc.array(visit, { minLength: 1, maxLength: 7 }),
        settings: fc.record(chosen, { requiredKeys: [] }),
        radiotherapyEnd: fc.option(fc.integer({ min: -90, max: 120 }), { nil: undefined }),
        newTherapy: fc.option(fc.integer({ min: 30, max: 250 }), { nil: undefined, freq: 4 }),
      })
      .map(({ visits, settings, radiotherapyEnd, newTherapy }) => {
        let day = 0;
        const timepoints = visits.map(({ gap, ...visited }, index): Timepoint => {
          day += index === 0 ? 0 : gap;
          return { id: `V${index}`, date: dayAfterBaseline(day), ...visited };
        });
        return {
          name: 'any',
          criteria,
          settings,
          subject: {
            ...(radiotherapyEnd !== undefined && { radiotherapyEnd: dayAfterBaseline(radiotherapyEnd) }),
            ...(newTherapy !== undefined && { newTherapyDate: dayAfterBaseline(newTherapy) }),
          },
          lesions: GLIOMA_LESIONS,
          timepoints,
        };
      });
  });
}
