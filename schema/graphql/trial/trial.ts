import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { isUnblinded } from '../permission.ts';
import { Role } from '../person/person.ts';
import { Charter } from './charter.ts';

export const Trial = builder.drizzleNode('trial', {
  name: 'Trial',
  description: 'A clinical trial whose images are read here.',
  id: { column: (t) => t.id },
  fields: (t) => ({
    protocol: t.exposeString('protocol', { description: 'Protocol number (SDTM STUDYID), unique.' }),
    title: t.exposeString('title', { description: 'Title as the protocol gives it.' }),
    phase: t.exposeString('phase', {
      nullable: true,
      description: 'Phase of the trial; null when not told.',
    }),
    indication: t.exposeString('indication', {
      nullable: true,
      description: 'Disease under study; null when not told.',
    }),
    sponsor: t.relation('sponsor', { description: 'Whose trial it is.' }),
    isBlinded: t.exposeBoolean('isBlinded', {
      description: 'Whether arms are withheld from those without an unblinding grant.',
    }),
    isRandomised: t.exposeBoolean('isRandomised', {
      description: 'Whether subjects are randomised to arms.',
    }),
    state: t.exposeString('state', { description: 'SET_UP, ONGOING or CLOSED.' }),
    origin: t.exposeString('origin', { description: 'HUB: read here. IMPORT: taken over from a source.' }),
    plannedSubjects: t.exposeInt('plannedSubjects', {
      nullable: true,
      description: 'Planned number of subjects; null when not told.',
    }),
    firstPlannedOn: t.expose('firstPlannedOn', {
      type: 'Date',
      nullable: true,
      description: 'Planned first enrolment; null when not told.',
    }),
    lastPlannedOn: t.expose('lastPlannedOn', {
      type: 'Date',
      nullable: true,
      description: 'Planned last enrolment; null when not told.',
    }),
    myRoles: t.field({
      type: [Role],
      description: 'What the viewer may do here.',
      select: {
        with: {
          memberships: {
            where: { RAW: (m) => sql`${m.personId} = private.viewer_id()` },
            orderBy: { role: 'asc' },
          },
        },
      },
      resolve: ({ memberships }) => memberships.map(({ role }) => role),
    }),
    isUnblinded: t.boolean({
      description: 'Whether the viewer may see the arms of subjects here.',
      resolve: (trial, _args, context) => isUnblinded(context, trial.id),
    }),
    version: t.int({
      description: 'Number of the newest audit entry: another number, and something has changed.',
      select: { extras: { version: (trial) => sql<string>`private.trial_version(${trial.id})` } },
      resolve: ({ version }) => Number(version),
    }),
    charter: t.field({
      type: Charter,
      description: 'The version of the charter that holds.',
      select: (_args, _context, nested) => ({
        with: { charters: nested({ orderBy: { version: 'desc' }, limit: 1 }) },
      }),
      resolve: ({ charters }) => {
        const charter = charters[0];
        if (charter === undefined) throw new Error('A trial has no charter.');
        return charter;
      },
    }),
    charters: t.relation('charters', {
      query: { orderBy: { version: 'desc' } },
      description: 'All versions of the charter, the newest first.',
    }),
    arms: t.relation('arms', {
      query: { orderBy: { position: 'asc' } },
      description: 'The arms, in order of display.',
    }),
    schedule: t.relation('schedule', {
      query: { orderBy: { day: 'asc', code: 'asc' } },
      description: 'The timepoints that the protocol plans, by day.',
    }),
  }),
});

builder.queryFields((t) => ({
  trials: t.drizzleField({
    type: [Trial],
    description: 'The trials one may see, by protocol.',
    resolve: (query, _root, _args, { db }) =>
      db.query.trial.findMany(query({ orderBy: { protocol: 'asc' } })).execute(),
  }),
  trial: t.drizzleField({
    type: Trial,
    nullable: true,
    description: 'The trial of a protocol; null when it is not there or not readable.',
    args: { protocol: t.arg.string({ required: true, description: 'Protocol number.' }) },
    resolve: async (query, _root, { protocol }, { db }) =>
      (await db.query.trial.findFirst(query({ where: { protocol } })).execute()) ?? null,
  }),
}));
