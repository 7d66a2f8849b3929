import { meaningOf } from '@readout/criteria';
import { builder } from '../builder.ts';
import { encodeNodeId } from '../node-id.ts';
import { ResponseMeaning } from '../response/response-meaning.ts';
import type { ComparedCount, ComparedSubject } from './compare-criteria.ts';

export const ComparedCell = builder.objectRef<ComparedCount>('ComparedCell').implement({
  description: 'How many subjects have a word by the first criteria and a word by the second.',
  fields: (t) => ({
    first: t.exposeString('first', { description: 'Best response by the first criteria.' }),
    firstMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease.',
      resolve: ({ first }) => meaningOf(first),
    }),
    second: t.exposeString('second', { description: 'Best response by the second criteria.' }),
    secondMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease.',
      resolve: ({ second }) => meaningOf(second),
    }),
    count: t.exposeInt('count', { description: 'Subjects.' }),
    isAgreed: t.boolean({
      description: 'Whether the two words mean the same.',
      resolve: ({ first, second }) => meaningOf(first) === meaningOf(second),
    }),
  }),
});

export const ComparedSubjectRef = builder.objectRef<ComparedSubject>('ComparedSubject').implement({
  description: 'A subject with what both criteria say.',
  fields: (t) => ({
    subject: t.exposeString('subject', { description: "The subject's number." }),
    subjectId: t.id({ description: 'Id of the Subject.', resolve: (row) => encodeNodeId('Subject', row) }),
    site: t.exposeString('site', { description: "Code of the subject's site." }),
    first: t.exposeString('first', { description: 'Best response by the first criteria.' }),
    firstMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease.',
      resolve: ({ first }) => meaningOf(first),
    }),
    firstProgressionOn: t.expose('firstProgressionOn', {
      type: 'Date',
      nullable: true,
      description: 'Progression by the first criteria; null without one.',
    }),
    second: t.exposeString('second', { description: 'Best response by the second criteria.' }),
    secondMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease.',
      resolve: ({ second }) => meaningOf(second),
    }),
    secondProgressionOn: t.expose('secondProgressionOn', {
      type: 'Date',
      nullable: true,
      description: 'Progression by the second criteria; null without one.',
    }),
    isResponseDifferent: t.boolean({
      description: 'Whether the best responses mean another thing.',
      resolve: ({ isSameMeaning }) => !isSameMeaning,
    }),
    isProgressionDateDifferent: t.boolean({
      description: 'Whether the dates of progression differ.',
      resolve: ({ isSameProgression }) => !isSameProgression,
    }),
  }),
});
