import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';

export const Lesion = builder.drizzleNode('lesion', {
  name: 'Lesion',
  description: 'A lesion as one evaluator identified it.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'T01, NT01, NEW01 … within the evaluator.' }),
    role: t.exposeString('role', { description: 'target, non-target or new.' }),
    kind: t.exposeString('kind', { description: 'What changes its rule: extranodal, nodal, bone …' }),
    organ: t.exposeString('organ', {
      nullable: true,
      description: 'Organ (SDTM TULOC); null when not told.',
    }),
    location: t.exposeString('location', {
      nullable: true,
      description: 'Where in the organ; null when not told.',
    }),
    laterality: t.exposeString('laterality', {
      nullable: true,
      description: 'SDTM TULAT; null when not told.',
    }),
    method: t.exposeString('method', {
      nullable: true,
      description: 'How it was identified (SDTM TUMETHOD); null when not told.',
    }),
    isMeasurable: t.exposeBoolean('isMeasurable', {
      description: 'Whether it is large enough to be measured by its criteria.',
    }),
    isOutsideRadiationField: t.exposeBoolean('isOutsideRadiationField', {
      nullable: true,
      description: 'Whether it lies wholly outside the radiation field (RANO); null when not told.',
    }),
    isCytologyPositive: t.exposeBoolean('isCytologyPositive', {
      nullable: true,
      description: 'Whether an effusion is malignant by cytology (mRECIST); null when not told.',
    }),
    flags: t.exposeStringList('flags', { description: 'What is odd about it, as codes, e.g. SMALL_TARGET.' }),
    firstTimepoint: t.relation('firstTimepoint', { description: 'Where it was identified.' }),
    splitFrom: t.relation('splitFrom', {
      nullable: true,
      description: 'The target it is a fragment of; null when it is none.',
    }),
    findings: t.relation('findings', {
      query: {
        where: {
          RAW: (f) =>
            sql`exists (select from read r where r.trial_id = ${f.trialId} and r.id = ${f.readId} and r.is_current)`,
        },
        orderBy: { readId: 'asc' },
      },
      description: 'What the current reads found, one for each read that looked at it.',
    }),
  }),
});

export const Finding = builder.drizzleNode('finding', {
  name: 'Finding',
  description: 'A lesion at a read.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    lesion: t.relation('lesion', { description: 'The lesion.' }),
    state: t.exposeString('state', {
      description: 'measured, present, absent, too-small, progressed, not-evaluable or equivocal.',
    }),
    longestDiameterMm: t.exposeFloat('longestDiameterMm', {
      nullable: true,
      description: 'Longest diameter, mm; null when not measured.',
    }),
    shortAxisMm: t.exposeFloat('shortAxisMm', {
      nullable: true,
      description: 'Short axis of a node, mm; null when not measured.',
    }),
    perpendicularMm: t.exposeFloat('perpendicularMm', {
      nullable: true,
      description: 'Longest diameter at a right angle to the longest diameter, mm; null when not measured.',
    }),
    attenuationHu: t.exposeFloat('attenuationHu', {
      nullable: true,
      description: 'Mean attenuation on CT, HU (Choi); null when not measured.',
    }),
    sulPeak: t.exposeFloat('sulPeak', {
      nullable: true,
      description: 'SULpeak, uptake by lean body mass, g/mL (PERCIST); null when not measured.',
    }),
    volumeMl: t.exposeFloat('volumeMl', {
      nullable: true,
      description: 'Volume, mL (RANO 2.0); null when not measured.',
    }),
    change: t.exposeString('change', {
      nullable: true,
      description:
        'Against the assessment before: increased, unchanged or decreased (iRECIST); null when not told.',
    }),
    mergedInto: t.relation('mergedInto', {
      nullable: true,
      description: 'The lesion it has coalesced with; else null.',
    }),
    reasonNotEvaluable: t.exposeString('reasonNotEvaluable', {
      nullable: true,
      description: 'Why it could not be evaluated; null when it was.',
    }),
    method: t.exposeString('method', {
      nullable: true,
      description: 'How it was measured (SDTM TRMETHOD); null when not told.',
    }),
    series: t.relation('series', {
      nullable: true,
      description: 'The series it was measured on; null when not told.',
    }),
    imageNumber: t.exposeInt('imageNumber', {
      nullable: true,
      description: 'DICOM Instance Number of the image; null when not told.',
    }),
  }),
});
