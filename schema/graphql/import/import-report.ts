import { builder } from '../builder.ts';

/** The report as it is stored with the import. */
export interface StoredReport {
  readonly domains: readonly Domain[];
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly differencesTotal: number;
}

interface Domain {
  readonly domain: string;
  readonly file: string;
  readonly rowsRead: number;
  readonly rowsStored: number;
  readonly rowsReported: number;
  readonly rowsFlagged: number;
}

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
  readonly count: number;
  readonly examples: readonly string[];
}

interface Change {
  readonly record: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
}

const ImportDomain = builder.objectRef<Domain>('ImportDomain').implement({
  description: 'What became of the rows of one file.',
  fields: (t) => ({
    domain: t.exposeString('domain', { description: 'SDTM domain.' }),
    file: t.exposeString('file', { description: 'Name of the file.' }),
    rowsRead: t.exposeInt('rowsRead', { description: 'Rows of the file.' }),
    rowsStored: t.exposeInt('rowsStored', { description: 'Rows that were stored.' }),
    rowsReported: t.exposeInt('rowsReported', { description: 'Rows that were not stored, but reported.' }),
    rowsFlagged: t.exposeInt('rowsFlagged', { description: 'Rows that were stored and reported.' }),
  }),
});

const ImportFinding = builder.objectRef<Finding>('ImportFinding').implement({
  description: 'Something odd about the files.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'What it is, as a code.' }),
    severity: t.exposeString('severity', { description: 'KEPT, FLAGGED or REFUSED.' }),
    sentence: t.exposeString('sentence', { description: 'What it is, in a sentence.' }),
    count: t.exposeInt('count', { description: 'How often.' }),
    examples: t.exposeStringList('examples', { description: 'Where, for some of them.' }),
  }),
});

const ImportChange = builder.objectRef<Change>('ImportChange').implement({
  description: 'What the import did to the rows of a table.',
  fields: (t) => ({
    record: t.exposeString('record', { description: 'The table.' }),
    inserted: t.exposeInt('inserted', { description: 'Rows added.' }),
    updated: t.exposeInt('updated', { description: 'Rows changed.' }),
    deleted: t.exposeInt('deleted', { description: 'Rows deleted.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Rows that were there already.' }),
  }),
});

export const ImportReport = builder.objectRef<StoredReport>('ImportReport').implement({
  description: 'What was read, stored, flagged and refused.',
  fields: (t) => ({
    domains: t.field({
      type: [ImportDomain],
      description: 'File by file.',
      resolve: ({ domains }) => domains ?? [],
    }),
    findings: t.field({
      type: [ImportFinding],
      description: 'What is odd.',
      resolve: ({ findings }) => findings ?? [],
    }),
    changes: t.field({
      type: [ImportChange],
      description: 'Table by table.',
      resolve: ({ changes }) => changes ?? [],
    }),
    differencesTotal: t.int({
      description: 'Stated responses that differ from the derived ones.',
      resolve: ({ differencesTotal }) => differencesTotal ?? 0,
    }),
  }),
});
