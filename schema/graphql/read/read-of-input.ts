import {
  BONE_MARROW_STATUSES,
  CLINICAL_STATUSES,
  FDG_STATUSES,
  FINDING_STATES,
  LESION_CHANGES,
  LESION_ROLES,
  T2FLAIR_STATUSES,
} from '@readout/criteria';
import { Refusal } from '@readout/db/refusal.ts';
import { ATTENUATION_HU, DEAUVILLE_WORDS } from '@readout/db/term.ts';
import { decodeNodeId } from '../node-id.ts';
import { numberOf, wordOf } from './check-value.ts';
import type { ReadInputs } from './read-inputs.ts';
import type { FindingInput, IdentifiedLesionInput, SubmitReadInput } from './submit-read-input.ts';
import type { IdentifiedLesion, SubmittedFinding, SubmittedRead } from './submitted-read.ts';

/**
 * The read that a client hands in.
 *
 * @throws Refusal BAD_INPUT with the field, its value and what is wanted; NOT_FOUND for a series that is none
 */
export function readOfInput(
  input: typeof SubmitReadInput.$inferInput,
  { reviewId, timepointId }: Pick<SubmittedRead, 'reviewId' | 'timepointId'>,
): SubmittedRead {
  return {
    reviewId,
    timepointId,
    isEvaluable: input.isEvaluable,
    reasonNotEvaluable: input.reasonNotEvaluable ?? null,
    ...inputsOf(input),
    comment: input.comment ?? null,
    correctionReason: input.correctionReason ?? null,
    lesions: input.lesions.map(lesionOf),
    findings: input.findings.map(findingOf),
    stated: input.stated.map((each) => ({
      criteria: each.criteria,
      target: each.target ?? null,
      nonTarget: each.nonTarget ?? null,
      hasNewLesion: each.hasNewLesion ?? null,
      overall: each.overall ?? null,
      sum: each.sum ?? null,
    })),
  };
}

function inputsOf(input: typeof SubmitReadInput.$inferInput): ReadInputs {
  const boneScanNewLesions = numberOf('boneScanNewLesions', 'lesions', input.boneScanNewLesions);
  const boneScanPersistentLesions = numberOf(
    'boneScanPersistentLesions',
    'lesions',
    input.boneScanPersistentLesions,
  );
  if (boneScanPersistentLesions !== null && boneScanNewLesions === null)
    throw new Refusal(
      'BAD_INPUT',
      `boneScanPersistentLesions is ${boneScanPersistentLesions} without boneScanNewLesions: a bone scan tells its new lesions too, 0 where there are none.`,
    );
  return {
    clinicalStatus: wordOf('clinicalStatus', CLINICAL_STATUSES, input.clinicalStatus),
    corticosteroidMgPerDay: numberOf('corticosteroidMgPerDay', 'mg a day', input.corticosteroidMgPerDay),
    t2flair: wordOf('t2flair', T2FLAIR_STATUSES, input.t2flair),
    boneMarrow: wordOf('boneMarrow', BONE_MARROW_STATUSES, input.boneMarrow),
    spleenMm: numberOf('spleenMm', 'mm', input.spleenMm),
    isOrganEnlarged: input.isOrganEnlarged ?? null,
    deauville: wordOf('deauville', DEAUVILLE_WORDS, input.deauville),
    fdg: wordOf('fdg', FDG_STATUSES, input.fdg),
    hasNewFdgFoci: input.hasNewFdgFoci ?? null,
    boneScanNewLesions,
    boneScanPersistentLesions,
    psaNgPerMl: numberOf('psaNgPerMl', 'ng/mL', input.psaNgPerMl),
  };
}

const lesionOf = (each: typeof IdentifiedLesionInput.$inferInput): IdentifiedLesion => ({
  code: each.code,
  role: wanted(`lesions[${each.code}].role`, LESION_ROLES, each.role),
  kind: each.kind,
  organ: each.organ ?? null,
  location: each.location ?? null,
  laterality: each.laterality ?? null,
  method: each.method ?? null,
  isMeasurable: each.isMeasurable,
  splitFromCode: each.splitFrom ?? null,
  isOutsideRadiationField: each.isOutsideRadiationField ?? null,
  isCytologyPositive: each.isCytologyPositive ?? null,
});

function findingOf(each: typeof FindingInput.$inferInput): SubmittedFinding {
  const field = (name: string) => `findings[${each.lesion}].${name}`;
  return {
    lesionCode: each.lesion,
    state: wanted(field('state'), FINDING_STATES, each.state),
    longestDiameterMm: numberOf(field('longestDiameterMm'), 'mm', each.longestDiameterMm),
    shortAxisMm: numberOf(field('shortAxisMm'), 'mm', each.shortAxisMm),
    perpendicularMm: numberOf(field('perpendicularMm'), 'mm', each.perpendicularMm),
    attenuationHu: numberOf(
      field('attenuationHu'),
      'HU',
      each.attenuationHu,
      ATTENUATION_HU.least,
      ATTENUATION_HU.most,
    ),
    sulPeak: numberOf(field('sulPeak'), 'g/mL', each.sulPeak),
    volumeMl: numberOf(field('volumeMl'), 'mL', each.volumeMl),
    change: wordOf(field('change'), LESION_CHANGES, each.change),
    mergedIntoCode: each.mergedInto ?? null,
    reasonNotEvaluable: each.reasonNotEvaluable ?? null,
    method: each.method ?? null,
    seriesId: each.seriesId == null ? null : decodeNodeId('Series', each.seriesId).id,
    imageNumber: each.imageNumber ?? null,
  };
}

function wanted<Word extends string>(field: string, words: readonly Word[], given: string): Word {
  const word = wordOf(field, words, given);
  if (word === null) throw new Refusal('BAD_INPUT', `${field} is missing.`);
  return word;
}
