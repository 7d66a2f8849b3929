import { resolveOffsetConnection } from '@pothos/plugin-relay';
import { sdtmExport } from '@readout/db/table/sdtm-export.ts';
import { and, eq, inArray } from 'drizzle-orm';
import { builder, LIST_ROWS } from '../builder.ts';
import { Direction } from '../subject/trial-subjects.ts';
import { Trial } from '../trial/trial.ts';
import { SdtmExport, SdtmExportState } from './sdtm-export.ts';

const SdtmExportSort = builder.enumType('SdtmExportSort', {
  description:
    'What exports are ordered by: when they were asked for, when they ended, where they stand, or their size.',
  values: ['REQUESTED', 'FINISHED', 'STATE', 'BYTES'] as const,
});

const SORTED = { REQUESTED: 'requestedAt', FINISHED: 'finishedAt', STATE: 'state', BYTES: 'bytes' } as const;

/** Of a row: each field asks for what else it shows, so that a list does not carry all reports and manifests. */
const COLUMNS = { trialId: true, id: true, requestedById: true, state: true } as const;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

builder.drizzleObjectFields(Trial, (t) => ({
  sdtmExport: t.drizzleField({
    type: SdtmExport,
    nullable: true,
    description: 'An export of the trial by its key; null when it is not there or not readable.',
    args: { key: t.arg.id({ required: true, description: 'Its key, as addresses name it.' }) },
    select: { columns: { id: true } },
    resolve: async (query, { id: trialId }, { key }, { db }) =>
      UUID.test(key)
        ? ((await db.query.sdtmExport.findFirst(query({ where: { trialId, id: key } })).execute()) ?? null)
        : null,
  }),
  sdtmExports: t.connection(
    {
      type: SdtmExport,
      description:
        'Exports of SDTM datasets, page by page; those that were not released are for who keeps the trial.',
      args: {
        states: t.arg({ type: [SdtmExportState], description: 'Only those that stand there.' }),
        sort: t.arg({ type: SdtmExportSort, defaultValue: 'REQUESTED', description: 'What to order by.' }),
        direction: t.arg({ type: Direction, defaultValue: 'DESCENDING', description: 'Which way round.' }),
      },
      complexity: ({ first, last }) => ({
        field: 5,
        multiplier: Math.ceil((first ?? last ?? 20) / LIST_ROWS),
      }),
      resolve: async ({ id: trialId }, args, context, info) => {
        const states = args.states ?? null;
        const totalCount = await context.db.$count(
          sdtmExport,
          and(
            eq(sdtmExport.trialId, trialId),
            states === null ? undefined : inArray(sdtmExport.state, states),
          ),
        );
        const way = args.direction === 'ASCENDING' ? 'asc' : 'desc';
        const page = await resolveOffsetConnection(
          { args, totalCount, maxSize: 100 },
          async ({ limit, offset }) => {
            const rows: unknown = await context.db.query.sdtmExport
              .findMany(
                t.drizzleQueryFromInfo('sdtmExport', {
                  context,
                  info,
                  path: ['edges', 'node'],
                  columns: COLUMNS,
                  where: states === null ? { trialId } : { trialId, state: { in: [...states] } },
                  orderBy: { [SORTED[args.sort ?? 'REQUESTED']]: way, id: way },
                  limit,
                  offset,
                }),
              )
              .execute();
            return rows as readonly (typeof sdtmExport.$inferSelect)[];
          },
        );
        return { ...page, totalCount };
      },
    },
    {
      description: 'A page of exports.',
      fields: (c) => ({
        totalCount: c.int({
          description: 'Exports on all pages.',
          resolve: (page) => ('totalCount' in page ? Number(page.totalCount) : 0),
        }),
      }),
    },
    { description: 'An export and its place.' },
  ),
}));
