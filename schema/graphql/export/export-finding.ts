import { resolveArrayConnection } from '@pothos/plugin-relay';
import type { PageArgs } from '../audit/entry-connection.ts';
import { builder } from '../builder.ts';
import { FINDING_SEVERITIES, type FindingSeverity, type StoredFinding } from './stored-export.ts';

export const Severity = builder.enumType('ExportFindingSeverity', {
  description: 'How grave a finding of the conformance check is.',
  values: {
    ERROR: { description: 'Blocks the release until a data manager accepts it.' },
    WARNING: { description: 'Somebody should look at it.' },
  } satisfies Record<FindingSeverity, object>,
});

export const FindingSort = builder.enumType('ExportFindingSort', {
  description:
    'What findings are ordered by; those that are alike stand in the order in which they were found.',
  values: ['SEVERITY', 'DATASET', 'VARIABLE', 'RULE'] as const,
});

const ExportFinding = builder.objectRef<StoredFinding>('ExportFinding').implement({
  description: 'Something in a dataset that does not conform.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'Id of the rule.' }),
    severity: t.field({
      type: Severity,
      description: 'How grave it is.',
      resolve: ({ severity }) => severity,
    }),
    dataset: t.exposeString('dataset', { description: 'Name of the dataset.' }),
    row: t.exposeString('row', {
      nullable: true,
      description: 'The row, by its keys; null: the dataset as a whole.',
    }),
    variable: t.exposeString('variable', {
      nullable: true,
      description: 'The variable; null: the whole row.',
    }),
    value: t.string({
      nullable: true,
      description: 'What stands there; null: nothing.',
      resolve: ({ value }) => (value === null ? null : String(value)),
    }),
    sentence: t.exposeString('sentence', { description: 'What is wrong with it.' }),
  }),
});

const FindingEdge = builder.edgeObject({
  name: 'ExportFindingEdge',
  description: 'A finding and its place.',
  type: ExportFinding,
});

export const FindingConnection = builder.connectionObject(
  {
    name: 'ExportFindingConnection',
    description: 'A page of findings.',
    type: ExportFinding,
    fields: (t) => ({
      totalCount: t.int({
        description: 'Findings on all pages.',
        resolve: (page) => ('total' in page && typeof page.total === 'number' ? page.total : 0),
      }),
    }),
  },
  FindingEdge,
);

/** Which findings are asked for, and in which order. */
export interface FindingAsk {
  readonly severity?: FindingSeverity | null | undefined;
  readonly dataset?: string | null | undefined;
  readonly rule?: string | null | undefined;
  readonly search?: string | null | undefined;
  readonly sort?: typeof FindingSort.$inferType | null | undefined;
  readonly direction?: 'ASCENDING' | 'DESCENDING' | null | undefined;
}

const KEY = {
  SEVERITY: ({ severity }) => String(FINDING_SEVERITIES.indexOf(severity)),
  DATASET: ({ dataset }) => dataset,
  VARIABLE: ({ variable }) => variable ?? '',
  RULE: ({ rule }) => rule,
} as const satisfies Record<typeof FindingSort.$inferType, (finding: StoredFinding) => string>;

/** The findings that a filter leaves, in the order asked for. */
export function filterFindings(
  findings: readonly StoredFinding[],
  { severity, dataset, rule, search, sort, direction }: FindingAsk,
): readonly StoredFinding[] {
  const part = search?.trim().toLowerCase() ?? '';
  const keyOf = KEY[sort ?? 'SEVERITY'];
  const way = direction === 'DESCENDING' ? -1 : 1;
  return findings
    .filter(
      (each) =>
        (severity == null || each.severity === severity) &&
        (dataset == null || each.dataset === dataset) &&
        (rule == null || each.rule === rule) &&
        (part === '' ||
          [each.row, each.variable, each.value, each.sentence].some((text) =>
            String(text ?? '')
              .toLowerCase()
              .includes(part),
          )),
    )
    .toSorted((a, b) => way * compare(keyOf(a), keyOf(b)));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A page of them. The cursor is a place in the list, which does not change once it is made. */
export function pageFindings(findings: readonly StoredFinding[], args: FindingAsk & PageArgs) {
  const all = filterFindings(findings, args);
  return { ...resolveArrayConnection({ args, maxSize: 500 }, all), total: all.length };
}
