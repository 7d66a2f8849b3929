import { CRITERIA, isCriteriaId } from '@readout/criteria';
import type { CharterCriteria as ChosenCriteria } from '@readout/db/table/trial.ts';
import { builder } from '../builder.ts';

export const CharterCriteria = builder.objectRef<ChosenCriteria>('CharterCriteria').implement({
  description: 'Criteria of a charter with the settings it chooses.',
  fields: (t) => ({
    id: t.exposeString('criteria', { description: 'Id of the criteria, e.g. recist-1.1.' }),
    name: t.string({
      description: 'Name as people say it.',
      resolve: ({ criteria }) => find(criteria)?.name ?? criteria,
    }),
    settings: t.field({
      type: 'JSON',
      description: "What differs from the criteria's defaults.",
      resolve: ({ settings }) => settings,
    }),
    isConfirmed: t.boolean({
      description: 'Whether a response must be confirmed to count as best response.',
      resolve: ({ settings }) => settings['confirmation'] === true,
    }),
    burdenName: t.string({
      description: 'What is summed up over the targets.',
      resolve: ({ criteria }) => find(criteria)?.burden.name ?? '',
    }),
    burdenUnit: t.string({
      description: 'Unit of that sum.',
      resolve: ({ criteria }) => find(criteria)?.burden.unit ?? '',
    }),
  }),
});

const find = (id: string) => (isCriteriaId(id) ? CRITERIA[id] : undefined);

export const Charter = builder.drizzleObject('charter', {
  name: 'Charter',
  description: 'A version of the imaging charter: what the lab agreed to do.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Never reused.' }),
    version: t.exposeInt('version', { description: 'Counts from 1; the highest holds.' }),
    criteria: t.field({
      type: [CharterCriteria],
      description: 'The criteria, the primary one first.',
      resolve: ({ criteria }) => criteria,
    }),
    readDesign: t.exposeString('readDesign', { description: 'SINGLE, or DOUBLE_WITH_ADJUDICATION.' }),
    adjudicationVariable: t.exposeString('adjudicationVariable', {
      description: 'What two readers must agree on.',
    }),
    isSequential: t.exposeBoolean('isSequential', {
      description: 'Whether a timepoint opens to a reader only when the one before is locked.',
    }),
    requiresConfirmation: t.boolean({
      description: 'Whether the primary criteria ask that a response be confirmed.',
      resolve: ({ criteria }) => criteria[0]?.settings['confirmation'] === true,
    }),
    adoptedAt: t.expose('adoptedAt', { type: 'DateTime', description: 'When this version was adopted.' }),
  }),
});

const Criteria = builder.objectRef<(typeof CRITERIA)[keyof typeof CRITERIA]>('Criteria').implement({
  description: 'A published way to judge how disease responds.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Id, e.g. recist-1.1.' }),
    name: t.exposeString('name', { description: 'Name as people say it.' }),
    citation: t.string({
      description: 'Where it is published.',
      resolve: ({ citations }) => citations.map(({ text }) => text).join(' '),
    }),
    burdenName: t.string({
      description: 'What is summed up over the targets.',
      resolve: ({ burden }) => burden.name,
    }),
    burdenUnit: t.string({ description: 'Unit of that sum.', resolve: ({ burden }) => burden.unit }),
    words: t.stringList({
      description: 'The words of a best response, in order of display.',
      resolve: ({ words }) => words.best,
    }),
  }),
});

builder.queryField('criteria', (t) =>
  t.field({
    type: [Criteria],
    description: 'The criteria that a trial can choose, in order of display.',
    resolve: () => Object.values(CRITERIA),
  }),
);
