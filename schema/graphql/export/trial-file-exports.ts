import { resolveOffsetConnection } from '@pothos/plugin-relay';
import { fileExport } from '@readout/db/table/file-export.ts';
import { and, eq, inArray } from 'drizzle-orm';
import { builder, LIST_ROWS } from '../builder.ts';
import { Direction } from '../subject/trial-subjects.ts';
import { Trial } from '../trial/trial.ts';
import { FileExport } from './file-export.ts';

const FileExportSort = builder.enumType('FileExportSort', {
  description: 'What files that left are ordered by: when, their name, their kind, or their size.',
  values: ['REQUESTED', 'NAME', 'KIND', 'BYTES'] as const,
});

const SORTED = { REQUESTED: 'requestedAt', NAME: 'fileName', KIND: 'kind', BYTES: 'bytes' } as const;

const COLUMNS = {
  trialId: true,
  id: true,
  subjectId: true,
  kind: true,
  fileName: true,
  sha256: true,
  bytes: true,
  treeSize: true,
  rows: true,
  filter: true,
  requestedById: true,
  requestedAt: true,
} as const;

builder.drizzleObjectField(Trial, 'fileExports', (t) =>
  t.connection(
    {
      type: FileExport,
      description: "The viewer's exports, and those of all for who keeps the trail, page by page.",
      args: {
        kinds: t.arg.stringList({ description: 'Only files of these kinds, e.g. AUDIT_CSV.' }),
        sort: t.arg({ type: FileExportSort, defaultValue: 'REQUESTED', description: 'What to order by.' }),
        direction: t.arg({ type: Direction, defaultValue: 'DESCENDING', description: 'Which way round.' }),
      },
      complexity: ({ first, last }) => ({
        field: 5,
        multiplier: Math.ceil((first ?? last ?? 20) / LIST_ROWS),
      }),
      resolve: async ({ id: trialId }, args, context, info) => {
        const kinds = args.kinds ?? null;
        const totalCount = await context.db.$count(
          fileExport,
          and(eq(fileExport.trialId, trialId), kinds === null ? undefined : inArray(fileExport.kind, kinds)),
        );
        const way = args.direction === 'ASCENDING' ? 'asc' : 'desc';
        const page = await resolveOffsetConnection(
          { args, totalCount, maxSize: 200 },
          async ({ limit, offset }) =>
            context.db.query.fileExport
              .findMany(
                t.drizzleQueryFromInfo('fileExport', {
                  context,
                  info,
                  path: ['edges', 'node'],
                  columns: COLUMNS,
                  where: kinds === null ? { trialId } : { trialId, kind: { in: [...kinds] } },
                  orderBy: { [SORTED[args.sort ?? 'REQUESTED']]: way, id: way },
                  limit,
                  offset,
                }),
              )
              .execute(),
        );
        return { ...page, totalCount };
      },
    },
    {
      description: 'A page of files that left.',
      fields: (c) => ({
        totalCount: c.int({
          description: 'Files on all pages.',
          resolve: (page) => ('totalCount' in page ? Number(page.totalCount) : 0),
        }),
      }),
    },
    { description: 'A file that left and its place.' },
  ),
);
