import { meaningOf, type Criterion } from '@readout/criteria';
import { builder } from '../builder.ts';
import { ResponseMeaning } from '../response/response-meaning.ts';

/** A word with the lists of its criteria. */
interface Word {
  readonly word: string;
  readonly words: Criterion['words'];
}

export const ResponseWord = builder.objectRef<Word>('ResponseWord').implement({
  description: 'A word by which criteria answer.',
  fields: (t) => ({
    word: t.exposeString('word', { description: 'The word, e.g. iUPD.' }),
    meaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease; null for a word that has no place among responses.',
      resolve: ({ word }) => meaningOf(word),
    }),
    isResponse: t.boolean({
      description: 'Whether it counts for the response rate, as a best response.',
      resolve: ({ word, words }) => words.response.includes(word),
    }),
    isDiseaseControl: t.boolean({
      description: 'Whether it counts as disease control, as a best response.',
      resolve: ({ word, words }) => words.diseaseControl.includes(word),
    }),
    isProgression: t.boolean({
      description: 'Whether it is progression, as the response of a timepoint.',
      resolve: ({ word, words }) => words.progression.includes(word),
    }),
  }),
});
