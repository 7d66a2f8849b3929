import { CRITERIA, isCriteriaId, meaningOf } from '@readout/criteria';
import { builder } from '../builder.ts';
import { answeredComponents, Component } from './component.ts';
import { ResponseMeaning } from './response-meaning.ts';
import { TraceEntry } from './trace-entry.ts';

export const BestResponse = builder.drizzleNode('bestResponse', {
  name: 'BestResponse',
  description: 'The best overall response of a review by one criteria, without and with confirmation.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    criteria: t.exposeString('criteria', { description: 'Id of the criteria, e.g. recist-1.1.' }),
    basis: t.exposeString('basis', {
      description: 'MEASUREMENTS: from derived responses. STATED: the source gave responses alone.',
    }),
    best: t.exposeString('best', { description: 'Best overall response, confirmation not asked for.' }),
    bestMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What that response says of the disease.',
      resolve: ({ best }) => meaningOf(best),
    }),
    bestOn: t.expose('bestOn', {
      type: 'Date',
      nullable: true,
      description: 'First date of that response, where it is one.',
    }),
    confirmedBest: t.exposeString('confirmedBest', {
      description: 'Best overall response, confirmation asked for.',
    }),
    confirmedBestMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What that response says of the disease.',
      resolve: ({ confirmedBest }) => meaningOf(confirmedBest),
    }),
    confirmedBestOn: t.expose('confirmedBestOn', {
      type: 'Date',
      nullable: true,
      description: 'First date of that response, where it is one.',
    }),
    progressionOn: t.expose('progressionOn', {
      type: 'Date',
      nullable: true,
      description: 'Date of progression by the criteria; null without one.',
    }),
    bestChangePercent: t.exposeFloat('bestChangePercent', {
      nullable: true,
      description:
        'Smallest change of the tumour burden from baseline up to progression, percent; null when none can be told.',
    }),
    lastEvaluableOn: t.expose('lastEvaluableOn', {
      type: 'Date',
      nullable: true,
      description: 'Date of the last timepoint with an evaluable response; null without one.',
    }),
    components: t.field({
      type: [Component],
      description:
        'What only these criteria answer of a review, in order of display; empty where they answer nothing more.',
      resolve: ({ criteria, components }) =>
        isCriteriaId(criteria) ? answeredComponents(CRITERIA[criteria].components.result, components) : [],
    }),
    trace: t.field({
      type: [TraceEntry],
      description: 'Sentences that led to the best response without confirmation.',
      resolve: ({ trace }) => trace.unconfirmed,
    }),
    confirmedTrace: t.field({
      type: [TraceEntry],
      description: 'Sentences that led to the best response with confirmation.',
      resolve: ({ trace }) => trace.confirmed,
    }),
    engineVersion: t.exposeString('engineVersion', { description: 'Version of the criteria engine.' }),
  }),
});
