import { IMAGE_QUALITIES } from '@readout/db/term.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';

export const ImageQuality = builder.enumType('ImageQuality', {
  description: 'Verdicts of the quality control on the images of a timepoint.',
  values: IMAGE_QUALITIES,
});

export const Timepoint = builder.drizzleNode('timepoint', {
  name: 'Timepoint',
  description: 'One assessment of one subject.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Short code, unique for the subject, e.g. BL, W6.' }),
    label: t.exposeString('label', { description: 'Name as the source gives it.' }),
    assessedOn: t.expose('assessedOn', { type: 'Date', description: 'Date of the assessment.' }),
    assessedOnGiven: t.exposeString('assessedOnGiven', {
      nullable: true,
      description: 'The date as the source gives it, where that is partial.',
    }),
    assessedOnRule: t.exposeString('assessedOnRule', {
      nullable: true,
      description: 'The rule that completed a partial date.',
    }),
    studyDay: t.int({
      nullable: true,
      description:
        'Day of the study: the reference start is day 1, the day before is -1, there is no day 0; null without a reference start or where dates of treatment are withheld.',
      select: {
        extras: {
          studyDay: (table) =>
            sql<
              number | null
            >`(select ${table.assessedOn} - c.reference_start_on + case when ${table.assessedOn} >= c.reference_start_on then 1 else 0 end from subject_course c where c.trial_id = ${table.trialId} and c.subject_id = ${table.subjectId})`,
        },
      },
      resolve: (timepoint) => timepoint.studyDay,
    }),
    isBaseline: t.exposeBoolean('isBaseline', { description: 'Whether it is the baseline.' }),
    isScheduled: t.exposeBoolean('isScheduled', { description: 'Whether the protocol plans it.' }),
    visitNumber: t.exposeFloat('visitNumber', {
      nullable: true,
      description: 'SDTM VISITNUM; null when not told.',
    }),
    imageQuality: t.expose('imageQuality', {
      type: ImageQuality,
      nullable: true,
      description:
        'Quality control of its images; a read waits for PASSED, and after FAILED says that nothing is evaluable. Null: controlled elsewhere.',
    }),
    exams: t.relation('exams', {
      query: { orderBy: { acquiredOn: 'asc', id: 'asc' } },
      description: 'The imaging studies, by date.',
    }),
  }),
});

export const Exam = builder.drizzleNode('exam', {
  name: 'Exam',
  description: 'An imaging study: one visit to a scanner.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    modality: t.exposeString('modality', { description: 'DICOM modality, e.g. CT, MR, PT.' }),
    acquiredOn: t.expose('acquiredOn', { type: 'Date', description: 'Date of the scan.' }),
    studyInstanceUid: t.exposeString('studyInstanceUid', {
      nullable: true,
      description: 'DICOM Study Instance UID after de-identification; null when not told.',
    }),
    series: t.relation('series', {
      query: { orderBy: { number: 'asc', id: 'asc' } },
      description: 'The series, by number.',
    }),
  }),
});

export const Series = builder.drizzleNode('series', {
  name: 'Series',
  description: 'A series of images of an exam.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    seriesInstanceUid: t.exposeString('seriesInstanceUid', {
      description: 'DICOM Series Instance UID after de-identification.',
    }),
    number: t.exposeInt('number', {
      nullable: true,
      description: 'DICOM Series Number; null when not told.',
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'DICOM Series Description; null when not told.',
    }),
    sliceThicknessMm: t.exposeFloat('sliceThicknessMm', {
      nullable: true,
      description: 'Slice thickness, mm; null when not told.',
    }),
  }),
});
