import type { IdentifiedLesion, SubmittedFinding } from '@readout/graphql/read/submitted-read.ts';
import type { Random } from '../random.ts';
import { plainFinding, plainLesion, readMm, type DemoRead } from '../read.ts';
import type { Look } from '../story.ts';
import { sizeMm, type Tumour } from '../tumour.ts';
import type { Disease } from './disease.ts';

interface Chosen {
  readonly lesion: IdentifiedLesion;
  readonly tumour: Tumour | null;
  readonly seenFromWeek: number;
}

/** What one reader sees of a disease at the timepoints: targets chosen at baseline, measured with a hand that strays a little. */
export function inventReads(random: Random, disease: Disease, looks: readonly Look[]): readonly DemoRead[] {
  const targets = chooseTargets(random, disease.tumours);
  const leftOver = disease.tumours.filter((tumour) => !targets.includes(tumour)).slice(0, 2);
  const chosen: Chosen[] = [
    ...targets.map((tumour, at) => ({
      lesion: lesionOf(`T0${at + 1}`, 'target', tumour),
      tumour,
      seenFromWeek: -Infinity,
    })),
    ...[...disease.others, ...leftOver].map((place, at) => ({
      lesion: lesionOf(`NT0${at + 1}`, 'non-target', place),
      tumour: leftOver.find((tumour) => tumour === place) ?? null,
      seenFromWeek: -Infinity,
    })),
    ...disease.newTumours.map((place, at) => ({
      lesion: lesionOf(`NEW0${at + 1}`, 'new', place),
      tumour: null,
      // Not every reader sees it as soon as it is there.
      seenFromWeek: Math.max(1, place.week) + (random.isLucky(0.15) ? 7 : 0),
    })),
  ];
  const identified = new Set<string>();
  return looks.map((look, at) => {
    const isEvaluable = at === 0 || !random.isLucky(0.012);
    if (!isEvaluable)
      return {
        timepointCode: look.code,
        isEvaluable,
        reasonNotEvaluable: 'Motion artefacts on all series',
        lesions: [],
        findings: [],
      };
    const seen = chosen.filter(({ seenFromWeek }) => seenFromWeek <= look.week);
    const fresh = seen.filter(({ lesion }) => !identified.has(lesion.code)).map(({ lesion }) => lesion);
    for (const { code } of fresh) identified.add(code);
    return {
      timepointCode: look.code,
      isEvaluable,
      reasonNotEvaluable: null,
      lesions: fresh,
      findings: seen.map((each) => findingOf(random, each, look, disease, at === 0)),
    };
  });
}

/** Up to five, two in an organ, as a rule the largest; some readers prefer others. */
function chooseTargets(random: Random, tumours: readonly Tumour[]): readonly Tumour[] {
  const inOrder = random.isLucky(0.25) ? random.shuffle(tumours) : tumours;
  const chosen: Tumour[] = [];
  for (const tumour of inOrder) {
    if (chosen.length < 5 && chosen.filter(({ organ }) => organ === tumour.organ).length < 2)
      chosen.push(tumour);
  }
  return chosen;
}

const lesionOf = (
  code: string,
  role: IdentifiedLesion['role'],
  place: { readonly organ: string; readonly location: string; readonly kind: string },
): IdentifiedLesion => ({
  ...plainLesion(code, role, place, place.organ === 'BRAIN' ? 'MRI' : 'CT SCAN'),
  isMeasurable: role === 'target' || (role === 'new' && place.kind !== 'bone'),
});

function findingOf(
  random: Random,
  { lesion, tumour }: Chosen,
  { week }: Look,
  disease: Disease,
  isBaseline: boolean,
): SubmittedFinding {
  const finding = plainFinding(lesion.code, lesion.method);
  if (!isBaseline && random.isLucky(0.006))
    return { ...finding, state: 'not-evaluable', reasonNotEvaluable: 'Outside the field of view' };
  if (lesion.role === 'target' && tumour !== null) {
    const trueMm = sizeMm(tumour, isBaseline ? 0 : week);
    const sizeReadMm = readMm(random, trueMm);
    if (tumour.kind === 'nodal')
      return {
        ...finding,
        state: 'measured',
        shortAxisMm: Math.max(isBaseline ? 15 : 3, sizeReadMm),
        imageNumber: random.whole(20, 260),
      };
    if (isBaseline)
      return {
        ...finding,
        state: 'measured',
        longestDiameterMm: Math.max(10, sizeReadMm),
        imageNumber: random.whole(20, 260),
      };
    if (trueMm < 2.5) return { ...finding, state: 'absent' };
    if (sizeReadMm < 5) return { ...finding, state: 'too-small' };
    return {
      ...finding,
      state: 'measured',
      longestDiameterMm: sizeReadMm,
      imageNumber: random.whole(20, 260),
    };
  }
  if (isBaseline || lesion.role === 'new') return finding;
  const isGone =
    tumour === null
      ? week >= disease.othersGoneWeek
      : sizeMm(tumour, week) < (tumour.kind === 'nodal' ? 10 : 3);
  if (isGone) return { ...finding, state: 'absent' };
  if (tumour === null && week >= disease.othersProgressWeek) return { ...finding, state: 'progressed' };
  if (tumour !== null && sizeMm(tumour, week) > tumour.baselineMm * 1.9)
    return { ...finding, state: 'progressed' };
  return finding;
}
