import { sql } from 'drizzle-orm';
import { Refusal } from '@readout/db/refusal.ts';
import type { person } from '@readout/db/table/person.ts';
import { ROLES } from '@readout/db/term.ts';
import { builder } from '../builder.ts';

export const Role = builder.enumType('Role', {
  description: 'What a person may do in one trial.',
  values: ROLES,
});

export const Person = builder.drizzleObject('person', {
  name: 'Person',
  description: 'Somebody who may act in Readout, or a program that acts under a name of its own.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id under which the person signs in; never reused.' }),
    name: t.exposeString('name', { description: 'Printed name.' }),
    email: t.exposeString('email', { description: 'Address under which the person signs in.' }),
    kind: t.exposeString('kind', { description: 'PERSON, or SYSTEM for a program.' }),
  }),
});

interface ViewerRow {
  readonly person: typeof person.$inferSelect;
}

const ViewerRef = builder.objectRef<ViewerRow>('Viewer').implement({
  description: 'Who asks.',
  fields: (t) => ({
    person: t.field({ type: Person, description: 'The person.', resolve: ({ person }) => person }),
    mayOpenTrials: t.boolean({
      description: 'Whether the person may set up a new trial.',
      resolve: ({ person }) => person.mayOpenTrials,
    }),
    mayKeepPeople: t.boolean({
      description: 'Whether the person adds, deactivates and proves people of the whole hub.',
      resolve: ({ person }) => person.mayKeepPeople,
    }),
    isDemo: t.boolean({
      description: 'Whether the person belongs to the demonstration.',
      resolve: ({ person }) => person.isDemo,
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    description: 'Who asks.',
    resolve: async (_root, _args, { db }) => {
      const person = await db.query.person
        .findFirst({ where: { RAW: (each) => sql`${each.id} = private.viewer_id()` } })
        .execute();
      if (person === undefined)
        throw new Refusal('UNAUTHENTICATED', 'This account is not there any more; sign in again.');
      return { person };
    },
  }),
);
