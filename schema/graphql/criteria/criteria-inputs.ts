import type { Inputs } from '@readout/criteria';
import { builder } from '../builder.ts';

/** Fields of our types by the keys of a case. */
const SUBJECT_FIELDS: Readonly<Record<Inputs['subject'][number], string>> = {
  treatmentStart: 'course.firstDoseOn',
  radiotherapyEnd: 'course.radiotherapyEndedOn',
  deathDate: 'course.diedOn',
  newTherapyDate: 'course.newTherapyOn',
  fdgAvid: 'isFdgAvid',
};
const LESION_FIELDS: Readonly<Record<Inputs['lesion'][number], string>> = {
  measurable: 'isMeasurable',
  outsideRadiationField: 'isOutsideRadiationField',
  splitFrom: 'splitFrom',
  cytologyPositive: 'isCytologyPositive',
};
const READ_FIELDS: Readonly<Record<Inputs['timepoint'][number], readonly string[]>> = {
  clinical: ['clinicalStatus'],
  corticosteroid: ['corticosteroidMgPerDay'],
  t2flair: ['t2flair'],
  boneMarrow: ['boneMarrow'],
  spleen: ['spleenMm'],
  organEnlarged: ['isOrganEnlarged'],
  deauville: ['deauville'],
  fdg: ['fdg'],
  newFdgFoci: ['hasNewFdgFoci'],
  boneScan: ['boneScanNewLesions', 'boneScanPersistentLesions'],
  psa: ['psaNgPerMl'],
};
const FINDING_FIELDS: Readonly<Record<Inputs['finding'][number], string>> = {
  longestDiameter: 'longestDiameterMm',
  shortAxis: 'shortAxisMm',
  perpendicular: 'perpendicularMm',
  attenuation: 'attenuationHu',
  sul: 'sulPeak',
  volume: 'volumeMl',
  mergedInto: 'mergedInto',
  change: 'change',
};

export const CriteriaInputs = builder.objectRef<Inputs>('CriteriaInputs').implement({
  description: 'What criteria ask of a read beside the states of its lesions, as the names of our fields.',
  fields: (t) => ({
    subject: t.stringList({
      description: 'Fields of Subject.',
      resolve: ({ subject }) => subject.map((key) => SUBJECT_FIELDS[key]),
    }),
    lesion: t.stringList({
      description: 'Fields of Lesion.',
      resolve: ({ lesion }) => lesion.map((key) => LESION_FIELDS[key]),
    }),
    read: t.stringList({
      description: 'Fields of Read.',
      resolve: ({ timepoint }) => timepoint.flatMap((key) => READ_FIELDS[key]),
    }),
    finding: t.stringList({
      description: 'Fields of Finding.',
      resolve: ({ finding }) => finding.map((key) => FINDING_FIELDS[key]),
    }),
  }),
});
