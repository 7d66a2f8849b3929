import { DEAUVILLE_SCORES, type Case, type Finding, type Subject, type Timepoint } from '@readout/criteria';
import type { FindingToDerive, ReadToDerive, ReviewToDerive } from './review-to-derive.ts';

/** The columns of reads as the engine asks for them. What was not told is left out, so that the criteria's own default holds. */
export function caseOfReview(review: ReviewToDerive, reads: readonly ReadToDerive[]): Case {
  const mentioned = new Set(reads.flatMap((read) => read.findings.map((finding) => finding.lesionCode)));
  return {
    name: '',
    criteria: review.criteria,
    settings: review.settings,
    subject: subjectOfReview(review),
    lesions: review.lesions
      .filter(({ role, code }) => role === 'target' || role === 'non-target' || mentioned.has(code))
      .map((lesion) => ({
        id: lesion.code,
        role: lesion.role,
        kind: lesion.kind,
        measurable: lesion.isMeasurable,
        ...told({
          site: lesion.organ,
          splitFrom: lesion.splitFromCode,
          outsideRadiationField: lesion.isOutsideRadiationField,
          cytologyPositive: lesion.isCytologyPositive,
        }),
      })),
    timepoints: reads.map((read) => ({
      id: read.timepointCode,
      date: read.assessedOn,
      evaluable: read.isEvaluable,
      findings: read.findings.map(findingOf),
      ...timepointInputs(read),
    })),
  };
}

export const subjectOfReview = ({ subject }: ReviewToDerive): Subject =>
  told({
    treatmentStart: subject.firstDoseOn,
    radiotherapyEnd: subject.radiotherapyEndedOn,
    deathDate: subject.diedOn,
    newTherapyDate: subject.newTherapyOn,
    fdgAvid: subject.isFdgAvid,
  });

/** Whether a read says anything that criteria can judge. */
export const isTold = (read: ReadToDerive): boolean =>
  read.findings.length > 0 || Object.keys(timepointInputs(read)).length > 0;

const timepointInputs = (read: ReadToDerive): Partial<Timepoint> =>
  told({
    clinical: read.clinicalStatus,
    corticosteroid: read.corticosteroidMgPerDay,
    t2flair: read.t2flair,
    boneMarrow: read.boneMarrow,
    spleen: read.spleenMm,
    organEnlarged: read.isOrganEnlarged,
    deauville: DEAUVILLE_SCORES.find((score) => String(score) === read.deauville),
    fdg: read.fdg,
    newFdgFoci: read.hasNewFdgFoci,
    boneScan:
      read.boneScanNewLesions == null
        ? null
        : { newLesions: read.boneScanNewLesions, ...told({ persistent: read.boneScanPersistentLesions }) },
    psa: read.psaNgPerMl,
  });

const findingOf = (finding: FindingToDerive): Finding => ({
  lesion: finding.lesionCode,
  state: finding.state,
  ...told({
    longestDiameter: finding.longestDiameterMm,
    shortAxis: finding.shortAxisMm,
    perpendicular: finding.perpendicularMm,
    attenuation: finding.attenuationHu,
    sul: finding.sulPeak,
    volume: finding.volumeMl,
    mergedInto: finding.mergedIntoCode,
    change: finding.change,
  }),
});

/** Without the fields that are null or left out. */
function told<Fields extends object>(fields: Fields) {
  const kept: Partial<Fields> = {};
  // A loop, because an amendment comes by here half a million times.
  for (const key in fields) if (fields[key] != null) kept[key] = fields[key];
  return kept as { readonly [Key in keyof Fields]?: NonNullable<Fields[Key]> };
}
