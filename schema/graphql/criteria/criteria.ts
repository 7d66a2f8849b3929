import { CRITERIA, type Citation, type Criterion } from '@readout/criteria';
import { builder } from '../builder.ts';
import { CriteriaInputs } from './criteria-inputs.ts';
import { CriteriaSetting } from './criteria-setting.ts';
import { CriteriaTable } from './criteria-table.ts';
import { LesionRules } from './lesion-rules.ts';
import { ResponseWord } from './response-word.ts';

const CitationRef = builder.objectRef<Citation>('Citation').implement({
  description: 'A publication.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'Authors, journal, year, volume and pages.' }),
    doi: t.exposeString('doi', {
      description: 'Digital object identifier, e.g. 10.1016/j.ejca.2008.10.026.',
    }),
  }),
});

interface ComponentOfCriteria {
  readonly key: string;
  readonly name: string;
  readonly unit: string | null;
}

const CriteriaComponent = builder.objectRef<ComponentOfCriteria>('CriteriaComponent').implement({
  description: 'What criteria answer beside the burden and the responses.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Its key, as in the components of a response.' }),
    name: t.exposeString('name', { description: 'Name as people say it.' }),
    unit: t.exposeString('unit', { nullable: true, description: 'null for a word, a date, yes and no.' }),
  }),
});

const wordsOf = (list: 'timepoint' | 'best' | 'target' | 'nonTarget') => (criterion: Criterion) =>
  criterion.words[list].map((word) => ({ word, words: criterion.words }));

export const Criteria = builder.objectRef<Criterion>('Criteria').implement({
  description: 'A published way to judge how disease responds.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Id, e.g. recist-1.1.' }),
    name: t.exposeString('name', { description: 'Name as people say it.' }),
    citation: t.string({
      description: 'Where it is published, in one line.',
      resolve: ({ citations }) => citations.map(({ text }) => text).join(' '),
    }),
    citations: t.field({
      type: [CitationRef],
      description: 'Where it is published, the first the one it is named by.',
      resolve: ({ citations }) => citations,
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
    bestWords: t.field({
      type: [ResponseWord],
      description: 'The words of a best response with what they mean, in order of display.',
      resolve: wordsOf('best'),
    }),
    timepointWords: t.field({
      type: [ResponseWord],
      description: 'The words of the response of a timepoint, in order of display.',
      resolve: wordsOf('timepoint'),
    }),
    targetWords: t.field({
      type: [ResponseWord],
      description: 'The words of the response of target lesions, in order of display.',
      resolve: wordsOf('target'),
    }),
    nonTargetWords: t.field({
      type: [ResponseWord],
      description: 'The words of the response of non-target lesions, in order of display.',
      resolve: wordsOf('nonTarget'),
    }),
    lesionRules: t.field({
      type: LesionRules,
      description: 'What a reader may choose as a target.',
      resolve: ({ lesionRules }) => lesionRules,
    }),
    settings: t.field({
      type: [CriteriaSetting],
      description: 'What a charter may choose, in order of display.',
      resolve: ({ settings }) => Object.entries(settings).map(([name, setting]) => ({ name, setting })),
    }),
    inputs: t.field({
      type: CriteriaInputs,
      description: 'What the criteria ask of a read beside the states of its lesions.',
      resolve: ({ inputs }) => inputs,
    }),
    timepointComponents: t.field({
      type: [CriteriaComponent],
      description:
        'What they answer of a timepoint beside the burden and the responses, in order of display.',
      resolve: ({ components }) => components.timepoint,
    }),
    resultComponents: t.field({
      type: [CriteriaComponent],
      description:
        'What they answer of a review beside the best response and its dates, in order of display.',
      resolve: ({ components }) => components.result,
    }),
    tables: t.field({
      type: [CriteriaTable],
      description: 'Their tables, in the order in which they are applied.',
      resolve: ({ tables }) => tables,
    }),
  }),
});

builder.queryField('criteria', (t) =>
  t.field({
    type: [Criteria],
    description: 'The criteria that a trial can choose, in order of display.',
    args: { id: t.arg.string({ description: 'Id of criteria; null: all of them.' }) },
    resolve: (_root, { id }) =>
      Object.values<Criterion>(CRITERIA).filter((each) => id == null || each.id === id),
  }),
);
