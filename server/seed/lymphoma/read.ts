import type { IdentifiedLesion, SubmittedFinding } from '@readout/graphql/read/submitted-read.ts';
import type { ReadInputs } from '@readout/graphql/read/read-inputs.ts';
import type { Random } from '../random.ts';
import { plainFinding, plainLesion, readMm, type DemoRead } from '../read.ts';
import type { Look } from '../story.ts';
import { sizeMm } from '../tumour.ts';
import type { Lymphoma, Mass } from './disease.ts';
import { PET_WEEKS } from './protocol.ts';

const METHOD = 'PET/CT SCAN';
const MOST_TARGETS = 6;
/** The flare of an immune response fades over some weeks. */
const FLARE_WEEKS = 9;

/** What one reader sees of a lymphoma: up to six targets with two diameters, spleen, marrow, and the PET where there is one. */
export function inventReads(random: Random, disease: Lymphoma, looks: readonly Look[]): readonly DemoRead[] {
  const inOrder = random.isLucky(0.2) ? random.shuffle(disease.masses) : disease.masses;
  const targets = inOrder.slice(0, MOST_TARGETS).map((mass, at) => ({
    mass,
    lesion: plainLesion(`T0${at + 1}`, 'target', mass, METHOD),
  }));
  const others = disease.others.map((place, at) => plainLesion(`NT0${at + 1}`, 'non-target', place, METHOD));
  const newNode = plainLesion(
    'NEW01',
    'new',
    { organ: 'LYMPH NODE', location: 'right external iliac', kind: 'nodal' },
    METHOD,
  );
  // Not every reader sees it as soon as it is there.
  const seenFromWeek = Math.max(1, disease.newWeek) + (random.isLucky(0.15) ? 8 : 0);
  const identified = new Set<string>();
  return looks.map((look, at): DemoRead => {
    const isBaseline = at === 0;
    if (!isBaseline && random.isLucky(0.012))
      return {
        timepointCode: look.code,
        isEvaluable: false,
        reasonNotEvaluable: 'Contrast medium was not given and the CT is of low dose',
        lesions: [],
        findings: [],
      };
    const isNewSeen = look.week >= seenFromWeek;
    const seen = [...targets.map(({ lesion }) => lesion), ...others, ...(isNewSeen ? [newNode] : [])];
    const fresh = seen.filter(({ code }) => !identified.has(code));
    for (const { code } of fresh) identified.add(code);
    return {
      timepointCode: look.code,
      isEvaluable: true,
      reasonNotEvaluable: null,
      ...observe(random, disease, look, isNewSeen && fresh.includes(newNode)),
      lesions: fresh,
      findings: [
        ...targets.map(({ lesion, mass }) => measure(random, lesion, mass, disease, look)),
        ...others.map((lesion) => findOther(lesion, look, disease)),
        ...(isNewSeen ? [measureNew(random, newNode, look, seenFromWeek)] : []),
      ],
    };
  });
}

function measure(
  random: Random,
  lesion: IdentifiedLesion,
  mass: Mass,
  { flare }: Lymphoma,
  { week }: Look,
): SubmittedFinding {
  const finding = plainFinding(lesion.code, METHOD);
  if (week > 0 && random.isLucky(0.006))
    return { ...finding, state: 'not-evaluable', reasonNotEvaluable: 'Outside the field of view' };
  const swelling = week > 0 ? 1 + flare * Math.max(0, 1 - week / FLARE_WEEKS / 2) : 1;
  const trueMm = sizeMm(mass, week) * swelling;
  if (mass.kind !== 'nodal' && trueMm < 3) return { ...finding, state: 'absent' };
  const longestDiameterMm = readMm(random, trueMm);
  const acrossMm = Math.min(longestDiameterMm, readMm(random, trueMm * mass.slimness));
  return {
    ...finding,
    state: 'measured',
    longestDiameterMm,
    ...(mass.kind === 'nodal' ? { shortAxisMm: acrossMm } : { perpendicularMm: acrossMm }),
    imageNumber: random.whole(20, 260),
  };
}

function findOther(lesion: IdentifiedLesion, { week }: Look, disease: Lymphoma): SubmittedFinding {
  const finding = plainFinding(lesion.code, METHOD);
  return week >= disease.othersGoneWeek ? { ...finding, state: 'absent' } : finding;
}

function measureNew(
  random: Random,
  lesion: IdentifiedLesion,
  { week }: Look,
  seenFromWeek: number,
): SubmittedFinding {
  const longestDiameterMm = readMm(random, Math.min(60, 18 + 0.5 * (week - seenFromWeek)));
  return {
    ...plainFinding(lesion.code, METHOD),
    state: 'measured',
    longestDiameterMm,
    shortAxisMm: Math.round(longestDiameterMm * 7.2) / 10,
    imageNumber: random.whole(20, 260),
  };
}

/** Spleen at every look; the PET where there is one; the marrow at baseline and, where it was involved, half a year later. */
function observe(random: Random, disease: Lymphoma, { week }: Look, isNewNow: boolean): Partial<ReadInputs> {
  const uptake = Math.exp(-disease.fading * week) + Math.exp(disease.glowing * 1.6 * week) - 1;
  const shrunkMm = Math.max(0, disease.spleenMm - 118) * (1 - Math.min(1.25, uptake));
  const observed = {
    spleenMm: Math.round(disease.spleenMm - shrunkMm + 2 * random.normal()),
    boneMarrow: marrowAt(disease, week, uptake),
  };
  if (!PET_WEEKS.includes(week)) return observed;
  if (week === 0) return { ...observed, deauville: '5' };
  const seen = uptake * Math.exp(0.12 * random.normal()) + (isNewNow ? 0.4 : 0);
  const deauville = seen < 0.06 ? '1' : seen < 0.14 ? '2' : seen < 0.24 ? '3' : seen < 0.6 ? '4' : '5';
  return {
    ...observed,
    deauville,
    fdg: seen < 0.14 ? 'negative' : seen < 0.8 ? 'decreased' : seen <= 1.25 ? 'unchanged' : 'increased',
    hasNewFdgFoci: isNewNow,
  };
}

function marrowAt({ isMarrowInvolved }: Lymphoma, week: number, uptake: number): ReadInputs['boneMarrow'] {
  if (week === 0) return isMarrowInvolved ? 'involved' : 'not-involved';
  if (week !== 24 || !isMarrowInvolved) return null;
  return uptake < 0.24 ? 'not-involved' : 'involved';
}
