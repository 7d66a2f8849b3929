import { builder } from '../builder.ts';
import { showArms } from '../permission.ts';

export const SubjectCourse = builder.drizzleObject('subjectCourse', {
  name: 'SubjectCourse',
  description: 'The dates of a subject that endpoints count from and to. Withheld from those who read.',
  fields: (t) => ({
    isScreenFailure: t.exposeBoolean('isScreenFailure', {
      description: 'Whether the subject failed screening.',
    }),
    consentedOn: t.expose('consentedOn', {
      type: 'Date',
      nullable: true,
      description: 'Informed consent; null when not told.',
    }),
    randomisedOn: t.expose('randomisedOn', {
      type: 'Date',
      nullable: true,
      description: 'Randomisation; null when not randomised.',
    }),
    referenceStartOn: t.expose('referenceStartOn', {
      type: 'Date',
      nullable: true,
      description: 'Day 1 of the study days (SDTM RFSTDTC); null when not treated.',
    }),
    firstDoseOn: t.expose('firstDoseOn', {
      type: 'Date',
      nullable: true,
      description: 'First dose; null when not treated.',
    }),
    lastDoseOn: t.expose('lastDoseOn', {
      type: 'Date',
      nullable: true,
      description: 'Last dose known; null when not treated.',
    }),
    offTreatmentOn: t.expose('offTreatmentOn', {
      type: 'Date',
      nullable: true,
      description: 'Treatment ended for good; null while it goes on.',
    }),
    radiotherapyEndedOn: t.expose('radiotherapyEndedOn', {
      type: 'Date',
      nullable: true,
      description: 'End of the first radiotherapy told (RANO); null when none.',
    }),
    newTherapyOn: t.expose('newTherapyOn', {
      type: 'Date',
      nullable: true,
      description: 'First new anti-cancer therapy; null when none.',
    }),
    lastContactOn: t.expose('lastContactOn', {
      type: 'Date',
      nullable: true,
      description: 'Last date known to be alive; null when not told.',
    }),
    diedOn: t.expose('diedOn', { type: 'Date', nullable: true, description: 'Death; null when not dead.' }),
  }),
});

export const ExposureDrug = builder.drizzleObject('exposureDrug', {
  name: 'ExposureDrug',
  description: 'What was given in an interval of treatment.',
  fields: (t) => ({
    treatment: t.exposeString('treatment', { description: 'SDTM EXTRT.' }),
    dose: t.exposeFloat('dose', {
      nullable: true,
      description: 'SDTM EXDOSE, in doseUnit; null when not told.',
    }),
    doseUnit: t.exposeString('doseUnit', { nullable: true, description: 'SDTM EXDOSU; null when not told.' }),
    frequency: t.exposeString('frequency', {
      nullable: true,
      description: 'SDTM EXDOSFRQ; null when not told.',
    }),
    route: t.exposeString('route', { nullable: true, description: 'SDTM EXROUTE; null when not told.' }),
  }),
});

export const Exposure = builder.drizzleNode('exposure', {
  name: 'Exposure',
  description: 'An interval of treatment.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    startedOn: t.expose('startedOn', { type: 'Date', description: 'First day.' }),
    startedOnGiven: t.exposeString('startedOnGiven', {
      nullable: true,
      description: 'The date as the source gives it, where that is partial.',
    }),
    endedOn: t.expose('endedOn', {
      type: 'Date',
      nullable: true,
      description: 'Last day; null while it goes on.',
    }),
    endedOnGiven: t.exposeString('endedOnGiven', {
      nullable: true,
      description: 'The date as the source gives it, where that is partial.',
    }),
    drug: t.field({
      type: ExposureDrug,
      nullable: true,
      description: 'What was given; null where arms are withheld, because it may give the arm away.',
      select: (_args, _context, nested) => ({ with: { drug: nested() } }),
      resolve: ({ trialId, drug }, _args, context) => showArms(context, trialId, drug),
    }),
  }),
});

export const SubjectEvent = builder.drizzleNode('subjectEvent', {
  name: 'SubjectEvent',
  description: 'Something that happened to a subject beside exposure and assessments.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    kind: t.exposeString('kind', {
      description: 'What kind of event it is, e.g. DEATH, END_OF_RADIOTHERAPY.',
    }),
    term: t.exposeString('term', { description: 'As reported (SDTM DSTERM).' }),
    decodedTerm: t.exposeString('decodedTerm', {
      nullable: true,
      description: 'Controlled term (SDTM DSDECOD); null when not told.',
    }),
    category: t.exposeString('category', { nullable: true, description: 'SDTM DSCAT; null when not told.' }),
    occurredOn: t.expose('occurredOn', {
      type: 'Date',
      nullable: true,
      description: 'When; null when not told.',
    }),
    occurredOnGiven: t.exposeString('occurredOnGiven', {
      nullable: true,
      description: 'The date as the source gives it, where that is partial.',
    }),
  }),
});
