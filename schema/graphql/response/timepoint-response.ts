import { CRITERIA, isCriteriaId, type Components, meaningOf } from '@readout/criteria';
import { builder } from '../builder.ts';
import { answeredComponents, Component } from './component.ts';
import { ResponseMeaning } from './response-meaning.ts';
import { TraceEntry } from './trace-entry.ts';

export const TimepointResponse = builder.drizzleNode('timepointResponse', {
  name: 'TimepointResponse',
  description: 'The response at one read by one criteria: as stated, and as derived from the measurements.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    criteria: t.exposeString('criteria', { description: 'Id of the criteria, e.g. recist-1.1.' }),
    statedTarget: t.exposeString('statedTarget', {
      nullable: true,
      description: 'Target response as stated; null when not stated.',
    }),
    statedNonTarget: t.exposeString('statedNonTarget', {
      nullable: true,
      description: 'Non-target response as stated; null when not stated.',
    }),
    statedNewLesion: t.exposeBoolean('statedNewLesion', {
      nullable: true,
      description: 'Whether new lesions were stated; null when not stated.',
    }),
    statedOverall: t.exposeString('statedOverall', {
      nullable: true,
      description: 'Overall response as stated; null when not stated.',
    }),
    statedSum: t.exposeFloat('statedSum', {
      nullable: true,
      description: 'Tumour burden as stated, in the unit of the criteria; null when not stated.',
    }),
    statedComponents: t.field({
      type: [Component],
      description: 'What only these criteria answer, as stated; empty when nothing was.',
      resolve: ({ criteria, statedComponents }) =>
        answeredComponents(componentsOf(criteria), statedComponents ?? {}),
    }),
    sum: t.exposeFloat('sum', {
      nullable: true,
      description: 'Tumour burden derived, in the unit of the criteria; null when it cannot be told.',
    }),
    changeFromBaselinePercent: t.exposeFloat('changeFromBaselinePercent', {
      nullable: true,
      description: 'Change of the burden from baseline, percent; null when it cannot be told.',
    }),
    changeFromNadirPercent: t.exposeFloat('changeFromNadirPercent', {
      nullable: true,
      description: 'Change of the burden from the smallest before, percent; null when it cannot be told.',
    }),
    target: t.exposeString('target', {
      nullable: true,
      description: 'Target response derived; null when there is none.',
    }),
    nonTarget: t.exposeString('nonTarget', {
      nullable: true,
      description: 'Non-target response derived; null when there is none.',
    }),
    hasNewLesion: t.exposeBoolean('hasNewLesion', {
      nullable: true,
      description: 'Whether there is a new lesion, derived; null when nothing was derived.',
    }),
    overall: t.exposeString('overall', {
      nullable: true,
      description: 'Overall response derived; null at baseline or when nothing was derived.',
    }),
    overallMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What the derived overall response says of the disease; null where there is none.',
      resolve: ({ overall }) => meaningOf(overall),
    }),
    statedOverallMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description:
        'What the stated overall response says of the disease; null where there is none, or it is no word of any criteria.',
      resolve: ({ statedOverall }) => meaningOf(statedOverall),
    }),
    components: t.field({
      type: [Component],
      description:
        'What only these criteria answer of a timepoint, in order of display; empty where they answer nothing more.',
      resolve: ({ criteria, components }) => answeredComponents(componentsOf(criteria), components),
    }),
    isDifferent: t.boolean({
      description: 'Whether something stated differs from what was derived.',
      resolve: (row) => row.isDifferent ?? false,
    }),
    trace: t.field({
      type: [TraceEntry],
      description: 'Sentences that led to the derived response; empty when nothing was derived.',
      resolve: ({ trace }) => trace ?? [],
    }),
    engineVersion: t.exposeString('engineVersion', {
      nullable: true,
      description: 'Version of the criteria engine; null when nothing was derived.',
    }),
  }),
});

const componentsOf = (criteria: string): Components['timepoint'] =>
  isCriteriaId(criteria) ? CRITERIA[criteria].components.timepoint : [];
