import { FINDING_STATES, LESION_ROLES } from '@readout/criteria';
import { Refusal } from '@readout/db/refusal.ts';
import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { Read } from './read.ts';
import { submitReads } from './submit-reads.ts';

const LesionInput = builder.inputType('IdentifiedLesionInput', {
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
  }),
});

const FindingInput = builder.inputType('FindingInput', {
  description: 'What was found of one lesion.',
  fields: (t) => ({
    lesion: t.string({ required: true, description: 'Code of the lesion.' }),
    state: t.string({ required: true, description: `One of ${FINDING_STATES.join(', ')}.` }),
    longestDiameterMm: t.float({ description: 'mm.' }),
    shortAxisMm: t.float({ description: 'mm; the size of a node.' }),
    perpendicularMm: t.float({ description: 'mm, at a right angle to the longest diameter.' }),
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

const SubmitReadInput = builder.inputType('SubmitReadInput', {
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
    comment: t.string({ description: 'For whoever looks at the read.' }),
    correctionReason: t.string({ description: 'Why it replaces a version that was locked; needed then.' }),
    lesions: t.field({
      type: [LesionInput],
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

builder.mutationField('submitRead', (t) =>
  t.drizzleField({
    type: Read,
    description:
      'Submits a read: lesions, findings and what the reader states; the engine derives the response. For the person to whom the review is assigned. NOT_FOUND, READ_LOCKED, BAD_INPUT, CONFLICT, REASON_MISSING.',
    args: { input: t.arg({ type: SubmitReadInput, required: true, description: 'The read.' }) },
    resolve: async (query, _root, { input }, { db, database, viewer }) => {
      const { trialId, id: reviewId } = decodeNodeId('Review', input.reviewId);
      const timepoint = decodeNodeId('Timepoint', input.timepointId);
      if (timepoint.trialId !== trialId)
        throw new Refusal('NOT_FOUND', 'This timepoint belongs to another trial.');
      const read = {
        reviewId,
        timepointId: timepoint.id,
        isEvaluable: input.isEvaluable,
        reasonNotEvaluable: input.reasonNotEvaluable ?? null,
        comment: input.comment ?? null,
        correctionReason: input.correctionReason ?? null,
        lesions: input.lesions.map((each) => ({
          code: each.code,
          role: wordOf(LESION_ROLES, each.role),
          kind: each.kind,
          organ: each.organ ?? null,
          location: each.location ?? null,
          laterality: each.laterality ?? null,
          method: each.method ?? null,
          isMeasurable: each.isMeasurable,
          splitFromCode: each.splitFrom ?? null,
        })),
        findings: input.findings.map((each) => ({
          lesionCode: each.lesion,
          state: wordOf(FINDING_STATES, each.state),
          longestDiameterMm: lengthOf(each.longestDiameterMm),
          shortAxisMm: lengthOf(each.shortAxisMm),
          perpendicularMm: lengthOf(each.perpendicularMm),
          mergedIntoCode: each.mergedInto ?? null,
          reasonNotEvaluable: each.reasonNotEvaluable ?? null,
          method: each.method ?? null,
          seriesId: each.seriesId == null ? null : decodeNodeId('Series', each.seriesId).id,
          imageNumber: each.imageNumber ?? null,
        })),
        stated: input.stated.map((each) => ({
          criteria: each.criteria,
          target: each.target ?? null,
          nonTarget: each.nonTarget ?? null,
          hasNewLesion: each.hasNewLesion ?? null,
          overall: each.overall ?? null,
          sum: each.sum ?? null,
        })),
      };
      const [id] = await transact(database, { viewer, reason: input.reason }, (tx) =>
        submitReads(tx, { trialId, reads: [read] }),
      );
      const submitted = await db.query.read.findFirst(query({ where: { trialId, id: id ?? '' } })).execute();
      if (submitted === undefined) throw new Error('The read that was submitted is not there.');
      return submitted;
    },
  }),
);

function wordOf<Word extends string>(words: readonly Word[], given: string): Word {
  const word = words.find((each) => each === given);
  if (word === undefined) throw new Refusal('BAD_INPUT', `"${given}" is none of ${words.join(', ')}.`);
  return word;
}

function lengthOf(given: number | null | undefined): number | null {
  if (given == null) return null;
  if (given < 0) throw new Refusal('BAD_INPUT', `A length is not ${given} mm.`);
  return given;
}
