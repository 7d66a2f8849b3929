import { resolveOffsetConnection } from '@pothos/plugin-relay';
import { builder, LIST_ROWS } from '../builder.ts';
import { Trial } from '../trial/trial.ts';
import { listSubjectIds, SUBJECT_SORTS } from './list-subjects.ts';
import { Subject } from './subject.ts';

const SubjectSort = builder.enumType('SubjectSort', {
  description:
    'What subjects are ordered by. BEST and BEST_CHANGE are the central ones; DURATION is that of treatment.',
  values: SUBJECT_SORTS,
});
export const Direction = builder.enumType('Direction', {
  description: 'Which way round. Subjects without what is ordered by come last either way.',
  values: ['ASCENDING', 'DESCENDING'] as const,
});

const COLUMNS = {
  trialId: true,
  id: true,
  siteId: true,
  number: true,
  usubjid: true,
  country: true,
  sex: true,
  ageYears: true,
  race: true,
  ethnicity: true,
  isFdgAvid: true,
} as const;

builder.drizzleObjectField(Trial, 'subjects', (t) =>
  t.connection(
    {
      type: Subject,
      description: 'The subjects, page by page.',
      args: {
        search: t.arg.string({ description: 'Part of a number or USUBJID, in any case.' }),
        site: t.arg.string({ description: 'Code of a site.' }),
        best: t.arg.stringList({
          description: 'Central best responses; NE also finds those without a central review.',
        }),
        hasDifference: t.arg.boolean({
          description: 'Whether something stated differs from what was derived.',
        }),
        sort: t.arg({ type: SubjectSort, defaultValue: 'NUMBER', description: 'What to order by.' }),
        direction: t.arg({ type: Direction, defaultValue: 'ASCENDING', description: 'Which way round.' }),
      },
      complexity: ({ first, last }) => ({
        field: 5,
        multiplier: Math.ceil((first ?? last ?? 20) / LIST_ROWS),
      }),
      resolve: async ({ id: trialId }, args, context, info) => {
        const ids = await listSubjectIds(context.db, {
          trialId,
          search: args.search ?? null,
          site: args.site ?? null,
          best: args.best ?? null,
          hasDifference: args.hasDifference ?? null,
          sort: args.sort ?? 'NUMBER',
          isDescending: args.direction === 'DESCENDING',
        });
        const page = await resolveOffsetConnection(
          { args, totalCount: ids.length, maxSize: 500 },
          async ({ limit, offset }) => {
            const wanted = ids.slice(offset, offset + limit);
            if (wanted.length === 0) return [];
            const rows = await context.db.query.subject
              .findMany(
                t.drizzleQueryFromInfo('subject', {
                  context,
                  info,
                  path: ['edges', 'node'],
                  where: { trialId, id: { in: wanted } },
                  columns: COLUMNS,
                }),
              )
              .execute();
            const place = new Map(wanted.map((id, n) => [id, n]));
            return rows.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
          },
        );
        return { ...page, totalCount: ids.length };
      },
    },
    {
      description: 'A page of subjects.',
      fields: (c) => ({
        totalCount: c.int({
          description: 'Subjects on all pages.',
          resolve: (page) => ('totalCount' in page ? Number(page.totalCount) : 0),
        }),
      }),
    },
    { description: 'A subject and its place.' },
  ),
);
