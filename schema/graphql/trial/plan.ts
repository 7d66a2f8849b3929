import { builder } from '../builder.ts';

export const Sponsor = builder.drizzleObject('sponsor', {
  name: 'Sponsor',
  description: 'Who runs trials and judges the drug by them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Never reused.' }),
    name: t.exposeString('name', { description: 'Name of the organisation.' }),
  }),
});

export const Arm = builder.drizzleObject('arm', {
  name: 'Arm',
  description:
    'A treatment arm as the protocol plans it. Who is in it is told only to those who may see arms.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Never reused.' }),
    code: t.exposeString('code', { description: 'Short code (SDTM ARMCD).' }),
    name: t.exposeString('name', { description: 'Description (SDTM ARM).' }),
    position: t.exposeInt('position', { description: 'Order of display, from 1.' }),
  }),
});

export const ScheduledTimepoint = builder.drizzleObject('schedule', {
  name: 'ScheduledTimepoint',
  description: 'A timepoint that the protocol plans for every subject.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Never reused.' }),
    code: t.exposeString('code', { description: 'Short code, e.g. BL, W6.' }),
    label: t.exposeString('label', { description: 'Name as people say it.' }),
    day: t.exposeInt('day', {
      nullable: true,
      description: 'Planned study day, first dose being day 1; null when not told.',
    }),
    isBaseline: t.exposeBoolean('isBaseline', { description: 'Whether it is the baseline.' }),
  }),
});
