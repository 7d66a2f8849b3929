import { builder } from '../builder.ts';

export const Site = builder.drizzleNode('site', {
  name: 'Site',
  description: 'A hospital that takes part.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Site number (SDTM SITEID).' }),
    name: t.exposeString('name', { nullable: true, description: 'Name or town; null when not told.' }),
    country: t.exposeString('country', {
      nullable: true,
      description: 'ISO 3166-1 alpha-3; null when not told.',
    }),
  }),
});
