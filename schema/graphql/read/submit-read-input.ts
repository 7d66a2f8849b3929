import {
  BONE_MARROW_STATUSES,
  CLINICAL_STATUSES,
  FDG_STATUSES,
  FINDING_STATES,
  LESION_CHANGES,
  T2FLAIR_STATUSES,
} from '@readout/criteria';
import { ATTENUATION_HU, DEAUVILLE_WORDS } from '@readout/db/term.ts';
import { builder } from '../builder.ts';

export const IdentifiedLesionInput = builder.inputType('IdentifiedLesionInput', {
  description: 'A lesion first seen at this read.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'T01, NT01, NEW01 …; unique in the review.' }),
    role: t.string({ required: true, description: 'target, non-target or new.' }),
    kind: t.string({
      defaultValue: 'extranodal',
      required: true,
      description: 'extranodal, nodal, bone, …: what changes its rule.',
    }),
    organ: t.string({ description: 'Organ (SDTM TULOC).' }),
    location: t.string({ description: 'Where in the organ, in words.' }),
    laterality: t.string({ description: 'SDTM TULAT.' }),
    method: t.string({ description: 'How it was identified (SDTM TUMETHOD).' }),
    isMeasurable: t.boolean({
      defaultValue: true,
      required: true,
      description: 'Whether it is large enough to be measured.',
    }),
    splitFrom: t.string({ description: 'Code of the target it is a fragment of.' }),
    isOutsideRadiationField: t.boolean({
      description: 'Whether it lies wholly outside the radiation field (RANO).',
    }),
    isCytologyPositive: t.boolean({
      description: 'Whether an effusion is malignant by cytology (mRECIST).',
    }),
  }),
});

export const FindingInput = builder.inputType('FindingInput', {
  description: 'What was found of one lesion.',
  fields: (t) => ({
    lesion: t.string({ required: true, description: 'Code of the lesion.' }),
    state: t.string({ required: true, description: `One of ${FINDING_STATES.join(', ')}.` }),
    longestDiameterMm: t.float({ description: 'mm.' }),
    shortAxisMm: t.float({ description: 'mm; the size of a node.' }),
    perpendicularMm: t.float({ description: 'mm, at a right angle to the longest diameter.' }),
    attenuationHu: t.float({
      description: `Mean attenuation on CT, HU, from ${ATTENUATION_HU.least} to ${ATTENUATION_HU.most} (Choi).`,
    }),
    sulPeak: t.float({ description: 'SULpeak, g/mL, not negative (PERCIST).' }),
    volumeMl: t.float({ description: 'Volume, mL, not negative (RANO 2.0).' }),
    change: t.string({
      description: `Against the assessment before (iRECIST): one of ${LESION_CHANGES.join(', ')}.`,
    }),
    mergedInto: t.string({ description: 'Code of the lesion it has coalesced with.' }),
    reasonNotEvaluable: t.string({ description: 'Why it could not be evaluated.' }),
    method: t.string({ description: 'SDTM TRMETHOD.' }),
    seriesId: t.id({ description: 'The series it was measured on.' }),
    imageNumber: t.int({ description: 'The image of that series.' }),
  }),
});

const StatedInput = builder.inputType('StatedResponseInput', {
  description: 'What the reader states by one criteria.',
  fields: (t) => ({
    criteria: t.string({ required: true, description: 'Id of the criteria, e.g. recist-1.1.' }),
    target: t.string({ description: 'Target response.' }),
    nonTarget: t.string({ description: 'Non-target response.' }),
    hasNewLesion: t.boolean({ description: 'Whether there is an unequivocal new lesion.' }),
    overall: t.string({ description: 'Overall response.' }),
    sum: t.float({ description: 'Tumour burden in the unit of the criteria.' }),
  }),
});

export const SubmitReadInput = builder.inputType('SubmitReadInput', {
  description: 'A read as its reader hands it in.',
  fields: (t) => ({
    reviewId: t.id({ required: true, description: 'The review, assigned to the viewer.' }),
    timepointId: t.id({ required: true, description: 'The timepoint.' }),
    isEvaluable: t.boolean({
      defaultValue: true,
      required: true,
      description: 'Whether anything could be evaluated.',
    }),
    reasonNotEvaluable: t.string({ description: 'Why not.' }),
    clinicalStatus: t.string({
      description: `Clinical (neurological) status: one of ${CLINICAL_STATUSES.join(', ')}.`,
    }),
    corticosteroidMgPerDay: t.float({
      description: 'Corticosteroid, mg a day, dexamethasone-equivalent, not negative.',
    }),
    t2flair: t.string({
      description: `Non-enhancing disease on T2/FLAIR: one of ${T2FLAIR_STATUSES.join(', ')}.`,
    }),
    boneMarrow: t.string({ description: `One of ${BONE_MARROW_STATUSES.join(', ')}.` }),
    spleenMm: t.float({ description: 'Cranio-caudal length of the spleen, mm, not negative.' }),
    isOrganEnlarged: t.boolean({
      description: 'Whether liver or spleen is enlarged, on examination or CT.',
    }),
    deauville: t.string({
      description: `Five-point score of the PET: one of ${DEAUVILLE_WORDS.join(', ')}.`,
    }),
    fdg: t.string({
      description: `FDG uptake as a whole against baseline: one of ${FDG_STATUSES.join(', ')}.`,
    }),
    hasNewFdgFoci: t.boolean({ description: 'Whether FDG uptake is seen at a new site.' }),
    boneScanNewLesions: t.int({
      description: 'Lesions on the bone scan that no earlier scan shows, a count; left out: no bone scan.',
    }),
    boneScanPersistentLesions: t.int({
      description:
        'Of the new lesions counted since the reference scan, before this one, those still seen, a count; left out: all.',
    }),
    psaNgPerMl: t.float({ description: 'PSA, ng/mL, not negative.' }),
    comment: t.string({ description: 'For whoever looks at the read.' }),
    correctionReason: t.string({ description: 'Why it replaces a version that was locked; needed then.' }),
    lesions: t.field({
      type: [IdentifiedLesionInput],
      defaultValue: [],
      required: true,
      description: 'Those first seen here.',
    }),
    findings: t.field({
      type: [FindingInput],
      required: true,
      description: 'One for each lesion looked at.',
    }),
    stated: t.field({
      type: [StatedInput],
      defaultValue: [],
      required: true,
      description: 'At most one for a criteria.',
    }),
    reason: t.string({ required: true, description: 'Why, for the audit trail.' }),
  }),
});
