import { builder } from '../builder.ts';
import { Severity } from './export-finding.ts';
import type { StoredDataset, StoredReport, StoredRule } from './stored-export.ts';

const ExportDataset = builder.objectRef<StoredDataset>('ExportDataset').implement({
  description: 'A dataset of an export.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, e.g. TU, SUPPTU, ADRS.' }),
    label: t.exposeString('label', { description: 'Its label.' }),
    standard: t.exposeString('standard', { description: 'SDTM or ADAM.' }),
    records: t.exposeInt('records', { description: 'Its records.' }),
  }),
});

const ExportRule = builder.objectRef<StoredRule>('ExportRule').implement({
  description: 'A rule of the conformance check that found something.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Its id.' }),
    severity: t.field({
      type: Severity,
      description: 'How grave it is.',
      resolve: ({ severity }) => severity,
    }),
    sentence: t.exposeString('sentence', { description: 'What it asks for.' }),
    source: t.exposeString('source', { description: 'Where it stands.' }),
    count: t.exposeInt('count', {
      description: 'Findings by it, also those that are not listed one by one.',
    }),
  }),
});

const countOf = ({ rules = [] }: StoredReport, severity: StoredRule['severity']) =>
  rules.filter((rule) => rule.severity === severity).reduce((sum, { count }) => sum + count, 0);

export const ExportReport = builder.objectRef<StoredReport>('ExportReport').implement({
  description: 'What the conformance check of an export found, and what it holds.',
  fields: (t) => ({
    errors: t.int({
      description: 'Findings that block the release until they are accepted.',
      resolve: (report) => countOf(report, 'ERROR'),
    }),
    warnings: t.int({
      description: 'Findings that somebody should look at.',
      resolve: (report) => countOf(report, 'WARNING'),
    }),
    records: t.int({
      description: 'Records of all datasets.',
      resolve: ({ datasets = [] }) => datasets.reduce((sum, { records }) => sum + records, 0),
    }),
    datasets: t.field({
      type: [ExportDataset],
      description: 'The datasets, in submission order.',
      resolve: ({ datasets = [] }) => datasets,
    }),
    rules: t.field({
      type: [ExportRule],
      description: 'The rules that found something, errors first.',
      resolve: ({ rules = [] }) => rules,
    }),
  }),
});
