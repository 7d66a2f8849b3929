import { builder } from '../builder.ts';

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
    findings: t.relation('findings', {
      query: { orderBy: { id: 'asc' } },
      description: 'What was found, one for each lesion looked at.',
    }),
    responses: t.relation('responses', {
      query: { orderBy: { criteria: 'asc' } },
      description: 'The response by each criteria.',
    }),
  }),
});
