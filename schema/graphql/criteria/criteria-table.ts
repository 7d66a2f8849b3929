import type { PrintedTable } from '@readout/criteria';
import { builder } from '../builder.ts';

export const CriteriaTable = builder.objectRef<PrintedTable>('CriteriaTable').implement({
  description: 'A table of criteria: what is asked, row by row, and the answer in the last column.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What it answers.' }),
    source: t.exposeString('source', { description: 'Publication and table, or section.' }),
    columns: t.exposeStringList('columns', { description: 'Heads of the columns.' }),
    rows: t.field({
      type: t.listRef(t.listRef('String')),
      description: 'Rows from the top, a cell for each column.',
      resolve: ({ rows }) => rows,
    }),
    rowSources: t.stringList({
      description:
        'What an answer cites when a row gave it, for each row; empty for a table that is for reading alone.',
      resolve: ({ rowSources }) => rowSources ?? [],
    }),
  }),
});
