import { builder } from '../builder.ts';
import { SIGNATURES } from '../signature/signature.ts';

export const Read = builder.drizzleNode('read', {
  name: 'Read',
  description: 'One evaluator at one timepoint; a correction is a new version.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    timepoint: t.relation('timepoint', { description: 'The timepoint.' }),
    version: t.exposeInt('version', { description: 'Counts from 1.' }),
    isCurrent: t.exposeBoolean('isCurrent', { description: 'Whether it is the version that counts.' }),
    state: t.exposeString('state', { description: 'DRAFT, SUBMITTED or LOCKED.' }),
    isEvaluable: t.exposeBoolean('isEvaluable', {
      description: 'Whether anything at this timepoint could be evaluated.',
    }),
    reasonNotEvaluable: t.exposeString('reasonNotEvaluable', {
      nullable: true,
      description: 'Why not; null when evaluable.',
    }),
    clinicalStatus: t.exposeString('clinicalStatus', {
      nullable: true,
      description:
        'Clinical (neurological) status against the reference of the criteria: improved, stable, worse or not-evaluated; null when not told.',
    }),
    corticosteroidMgPerDay: t.exposeFloat('corticosteroidMgPerDay', {
      nullable: true,
      description: 'Corticosteroid, mg a day, dexamethasone-equivalent; null when not told.',
    }),
    t2flair: t.exposeString('t2flair', {
      nullable: true,
      description:
        'Non-enhancing disease on T2/FLAIR: decreased, stable, increased or not-evaluated; null when not told.',
    }),
    boneMarrow: t.exposeString('boneMarrow', {
      nullable: true,
      description: 'involved, not-involved, indeterminate or not-evaluated; null when not told.',
    }),
    spleenMm: t.exposeFloat('spleenMm', {
      nullable: true,
      description: 'Cranio-caudal length of the spleen, mm; null when not measured.',
    }),
    isOrganEnlarged: t.exposeBoolean('isOrganEnlarged', {
      nullable: true,
      description: 'Whether liver or spleen is enlarged, on examination or CT; null when not told.',
    }),
    deauville: t.exposeString('deauville', {
      nullable: true,
      description: 'Five-point score of the PET: 1 to 5, or not-evaluated; null without a PET.',
    }),
    fdg: t.exposeString('fdg', {
      nullable: true,
      description:
        'FDG uptake as a whole against baseline: decreased, unchanged, increased, negative or not-evaluated; null when not told.',
    }),
    hasNewFdgFoci: t.exposeBoolean('hasNewFdgFoci', {
      nullable: true,
      description: 'Whether FDG uptake is seen at a new site; null when not told.',
    }),
    boneScanNewLesions: t.exposeInt('boneScanNewLesions', {
      nullable: true,
      description: 'Lesions on the bone scan that no earlier scan shows, a count; null without a bone scan.',
    }),
    boneScanPersistentLesions: t.exposeInt('boneScanPersistentLesions', {
      nullable: true,
      description:
        'Of the new lesions counted since the reference scan, before this one, those still seen, a count; null: all, or no bone scan.',
    }),
    psaNgPerMl: t.exposeFloat('psaNgPerMl', {
      nullable: true,
      description: 'PSA, ng/mL; null when not told.',
    }),
    comment: t.exposeString('comment', {
      nullable: true,
      description: 'What the reader wrote; null when nothing.',
    }),
    readOn: t.expose('readOn', {
      type: 'Date',
      nullable: true,
      description: 'Date the source gives for this assessment, where it differs from that of the timepoint.',
    }),
    submittedAt: t.expose('submittedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was submitted; null while it is a draft.',
    }),
    lockedAt: t.expose('lockedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was locked; null until then.',
    }),
    correctionReason: t.exposeString('correctionReason', {
      nullable: true,
      description: 'Why this version replaced the one before; null for the first.',
    }),
    signatures: t.relation('signatures', SIGNATURES),
    findings: t.relation('findings', {
      query: { orderBy: { id: 'asc' } },
      description: 'What was found, one for each lesion looked at.',
    }),
    responses: t.relation('responses', {
      args: { criteria: t.arg.string({ description: 'Id of criteria; null: those by every criteria.' }) },
      query: ({ criteria }) => ({
        where: criteria == null ? {} : { criteria },
        orderBy: { criteria: 'asc' },
      }),
      description: 'The response by each criteria.',
    }),
  }),
});
