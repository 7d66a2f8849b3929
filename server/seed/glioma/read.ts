import type { ReadInputs } from '@readout/graphql/read/read-inputs.ts';
import type { IdentifiedLesion, SubmittedFinding } from '@readout/graphql/read/submitted-read.ts';
import type { Random } from '../random.ts';
import { plainFinding, plainLesion, readMm, type DemoRead } from '../read.ts';
import type { Look } from '../story.ts';
import { sizeMm } from '../tumour.ts';
import type { EnhancingTumour, Glioma } from './disease.ts';

const METHOD = 'MRI';
/** Under this a reader takes it for a rim of scar. */
const LEAST_MM = 4;

/** What one reader sees of a glioma: products of enhancing tumour, T2/FLAIR, and what is told of steroids and of the subject. */
export function inventReads(random: Random, disease: Glioma, looks: readonly Look[]): readonly DemoRead[] {
  const targets = disease.enhancing.map((tumour, at) => ({
    tumour,
    lesion: plainLesion(`T0${at + 1}`, 'target', tumour, METHOD),
  }));
  const others = disease.others.map((place, at) => plainLesion(`NT0${at + 1}`, 'non-target', place, METHOD));
  const newLesion: IdentifiedLesion = {
    ...plainLesion(
      'NEW01',
      'new',
      { organ: 'BRAIN', location: 'right cerebellar hemisphere', kind: 'enhancing' },
      METHOD,
    ),
    isMeasurable: true,
    isOutsideRadiationField: disease.isNewOutsideField,
  };
  // Not every reader sees it as soon as it is there.
  const seenFromWeek = Math.max(1, disease.newWeek) + (random.isLucky(0.15) ? 8 : 0);
  const identified = new Set<string>();
  return looks.map((look, at): DemoRead => {
    if (at > 0 && random.isLucky(0.012))
      return {
        timepointCode: look.code,
        isEvaluable: false,
        reasonNotEvaluable: 'Motion artefacts on the series with contrast',
        lesions: [],
        findings: [],
      };
    const isNewSeen = look.week >= seenFromWeek;
    const seen = [...targets.map(({ lesion }) => lesion), ...others, ...(isNewSeen ? [newLesion] : [])];
    const fresh = seen.filter(({ code }) => !identified.has(code));
    for (const { code } of fresh) identified.add(code);
    return {
      timepointCode: look.code,
      isEvaluable: true,
      reasonNotEvaluable: null,
      ...observe(random, disease, look),
      lesions: fresh,
      findings: [
        ...targets.map(({ lesion, tumour }) => measure(random, lesion, tumour, disease, look)),
        ...others.map(({ code }) => plainFinding(code, METHOD)),
        ...(isNewSeen ? [measureNew(random, newLesion, look.week - seenFromWeek)] : []),
      ],
    };
  });
}

/** Longest diameter, mm, of what a scan shows: the tumour, and for some weeks what radiotherapy adds to it. */
function shownMm(tumour: EnhancingTumour, { pseudoprogression }: Glioma, week: number): number {
  const swelling = week > 0 ? pseudoprogression * Math.exp(-((week - 4) ** 2) / 40) : 0;
  return sizeMm(tumour, week) * (1 + swelling);
}

function measure(
  random: Random,
  lesion: IdentifiedLesion,
  tumour: EnhancingTumour,
  disease: Glioma,
  { week }: Look,
): SubmittedFinding {
  const finding = plainFinding(lesion.code, METHOD);
  const trueMm = shownMm(tumour, disease, week);
  if (trueMm < LEAST_MM) return { ...finding, state: 'absent' };
  const longestDiameterMm = readMm(random, trueMm);
  return {
    ...finding,
    state: 'measured',
    longestDiameterMm,
    perpendicularMm: Math.min(longestDiameterMm, readMm(random, trueMm * tumour.slimness)),
    imageNumber: random.whole(30, 150),
  };
}

function measureNew(random: Random, lesion: IdentifiedLesion, weeksSince: number): SubmittedFinding {
  const longestDiameterMm = readMm(random, Math.min(50, 11 + 0.7 * weeksSince));
  return {
    ...plainFinding(lesion.code, METHOD),
    state: 'measured',
    longestDiameterMm,
    perpendicularMm: Math.round(longestDiameterMm * 9.3) / 10,
    imageNumber: random.whole(30, 150),
  };
}

/** The subject gets worse, and gets more steroids, where the tumour has grown beyond what is borne. */
function observe(random: Random, disease: Glioma, { week }: Look): Partial<ReadInputs> {
  const baseline = disease.enhancing.reduce((sum, { baselineMm }) => sum + baselineMm, 0);
  const now = disease.enhancing.reduce((sum, tumour) => sum + shownMm(tumour, disease, week), 0);
  const growth = baseline === 0 ? 1 : now / baseline;
  const isWorse = growth > disease.tolerance;
  const tapered = disease.corticosteroidMgPerDay * Math.max(0, 1 - week / 30);
  const dose = isWorse
    ? disease.corticosteroidMgPerDay + 4
    : growth > 1.25
      ? disease.corticosteroidMgPerDay + 2
      : tapered;
  return {
    corticosteroidMgPerDay: Math.round(dose * 2) / 2,
    clinicalStatus:
      week === 0 ? null : isWorse ? 'worse' : growth < 0.6 && random.isLucky(0.4) ? 'improved' : 'stable',
    t2flair: week === 0 ? null : growth > 1.3 ? 'increased' : growth < 0.7 ? 'decreased' : 'stable',
  };
}
