import { meaningOf, type Component as Described } from '@readout/criteria';
import type { ComponentValues } from '@readout/db/table/response.ts';
import { builder } from '../builder.ts';
import { ResponseMeaning } from './response-meaning.ts';

interface Answered {
  readonly described: Described<string>;
  readonly value: ComponentValues[string];
}

/** What criteria answer beside the rest, in their order; keys they do not name are left out. */
export const answeredComponents = (
  described: readonly Described<string>[],
  values: ComponentValues,
): readonly Answered[] =>
  described
    .filter(({ key }) => Object.hasOwn(values, key))
    .map((each) => ({ described: each, value: values[each.key] ?? null }));

export const Component = builder.objectRef<Answered>('Component').implement({
  description:
    'What only some criteria answer, e.g. the response by PET, or the date of progression in bone.',
  fields: (t) => ({
    key: t.string({ description: 'Its key, e.g. petResponse.', resolve: ({ described }) => described.key }),
    name: t.string({ description: 'Name as people say it.', resolve: ({ described }) => described.name }),
    value: t.string({
      nullable: true,
      description: 'The answer: a word, a number, a date, yes or no; null where it cannot be told.',
      resolve: ({ value }) =>
        value === null ? null : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value),
    }),
    number: t.float({
      nullable: true,
      description: 'The answer where it is a number, in `unit`; else null.',
      resolve: ({ value }) => (typeof value === 'number' ? value : null),
    }),
    unit: t.string({
      nullable: true,
      description: 'Unit of the number; null for a word, a date, yes and no.',
      resolve: ({ described }) => described.unit,
    }),
    meaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What the word says of the disease, where it is the word of a response; else null.',
      resolve: ({ value }) => (typeof value === 'string' ? meaningOf(value) : null),
    }),
  }),
});
