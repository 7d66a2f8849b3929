import fc from 'fast-check';
import type { Case, Finding, Lesion, Timepoint } from './case.ts';
import { dayAfterBaseline } from './example-case.ts';
import type { LymphomaId } from './example-lymphoma-case.ts';
import { BONE_MARROW_STATUSES, DEAUVILLE_SCORES, FDG_STATUSES, FINDING_STATES } from './term.ts';

/** The criteria for lymphomas. */
export const LYMPHOMA_IDS = [
  'cheson-1999',
  'cheson-2007',
  'lugano-2014',
  'lyric',
] as const satisfies readonly LymphomaId[];

/** The lesions of every case: as many as the set of LYRIC holds, so that their order does not matter. */
export const LYMPHOMA_LESIONS: readonly Lesion[] = [
  { id: 'T01', role: 'target', kind: 'nodal' },
  { id: 'T02', role: 'target', kind: 'spleen' },
  { id: 'T03', role: 'target', kind: 'nodal', splitFrom: 'T01' },
  { id: 'T04', role: 'target' },
  { id: 'NT01', role: 'non-target' },
  { id: 'NT02', role: 'non-target', kind: 'nodal' },
  { id: 'NEW01', role: 'new' },
  { id: 'NEW02', role: 'new', kind: 'nodal' },
];

const lugano = {
  combination: fc.constantFrom('petPrecedence', 'worse', 'ctOnly', 'petOnly'),
  diameterNadir: fc.constantFrom('atPpdNadir', 'ownNadir'),
  carryForwardCmr: fc.boolean(),
  minSdDays: fc.constantFrom(0, 42),
};
const SETTINGS: Readonly<Record<LymphomaId, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  'cheson-1999': { newLesionMm: fc.constantFrom(0, 10), minSdDays: fc.constantFrom(0, 42) },
  'cheson-2007': {
    petNegativeMaxDeauville: fc.constantFrom(2, 3),
    carryForwardPetNegative: fc.boolean(),
    minSdDays: fc.constantFrom(0, 42),
  },
  'lugano-2014': lugano,
  lyric: { ...lugano, stableBreaksBackdating: fc.boolean() },
};

/** A size that is often near another, so that thresholds are met and missed. */
const side = fc.constantFrom(0, 5, 8, 10, 12, 14, 15, 16, 20, 22, 25, 30);

function measuredOf(lesion: string): fc.Arbitrary<readonly Finding[]> {
  return fc
    .tuple(side, side)
    .map(([a, b]) => [{ lesion, longestDiameter: Math.max(a, b), perpendicular: Math.min(a, b) }]);
}

function findingOf({ id, role }: Lesion): fc.Arbitrary<readonly Finding[]> {
  const none = fc.constant<readonly Finding[]>([]);
  const marked = fc.constantFrom(...FINDING_STATES).map((state) => [{ lesion: id, state }]);
  const absent = fc.constant<readonly Finding[]>([{ lesion: id, state: 'absent' }]);
  const merged = fc.constant<readonly Finding[]>([{ lesion: id, mergedInto: id === 'T01' ? 'T04' : 'T01' }]);
  if (id === 'T03') return fc.oneof({ weight: 4, arbitrary: none }, measuredOf(id), merged);
  if (role === 'target')
    return fc.oneof(
      { weight: 14, arbitrary: measuredOf(id) },
      { weight: 2, arbitrary: absent },
      merged,
      marked,
      none,
    );
  const present = fc.constant<readonly Finding[]>([{ lesion: id, state: 'present' }]);
  return role === 'non-target'
    ? fc.oneof({ weight: 3, arbitrary: present }, { weight: 3, arbitrary: absent }, measuredOf(id), marked)
    : fc.oneof({ weight: 8, arbitrary: none }, marked, measuredOf(id));
}

/** Cases of one to seven timepoints of each criteria, with PET, marrow, spleen and a new therapy, or without. */
export function anyLymphomaCase(ids: readonly LymphomaId[] = LYMPHOMA_IDS): fc.Arbitrary<Case> {
  const findings = fc.tuple(...LYMPHOMA_LESIONS.map(findingOf)).map((parts) => parts.flat());
  const visit = fc.record(
    {
      findings,
      gap: fc.constantFrom(28, 42, 56),
      evaluable: fc.oneof({ weight: 12, arbitrary: fc.constant(true) }, fc.constant(false)),
      boneMarrow: fc.constantFrom(...BONE_MARROW_STATUSES),
      spleen: fc.constantFrom(110, 128, 130, 135, 140, 150, 160, 161),
      organEnlarged: fc.boolean(),
      deauville: fc.constantFrom(...DEAUVILLE_SCORES),
      fdg: fc.constantFrom(...FDG_STATUSES),
      newFdgFoci: fc.boolean(),
      clinical: fc.constantFrom('worse' as const, 'stable' as const),
    },
    { requiredKeys: ['findings', 'gap'] },
  );
  return fc.constantFrom(...ids).chain((criteria) =>
    fc
      .record({
        visits: fc.array(visit, { minLength: 1, maxLength: 7 }),
        settings: fc.record(SETTINGS[criteria], { requiredKeys: [] }),
        subject: fc.record(
          { fdgAvid: fc.boolean(), newTherapyDate: fc.constant(dayAfterBaseline(150)) },
          { requiredKeys: [] },
        ),
      })
      .map(({ visits, settings, subject }) => {
        let day = 0;
        const timepoints = visits.map(({ gap, ...seen }, at): Timepoint => {
          day += at === 0 ? 0 : gap;
          return { id: `V${at}`, date: dayAfterBaseline(day), ...seen };
        });
        return { name: 'any', criteria, settings, subject, lesions: LYMPHOMA_LESIONS, timepoints };
      }),
  );
}
