import { ANALYSIS_EVALUATORS, EVALUATORS, SDTM_EXPORT_STATES, SDTM_FORMATS } from '@readout/db/term.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { isUnblinded, showArms } from '../permission.ts';
import { Person } from '../person/person.ts';
import { Evaluator } from '../review/evaluator.ts';
import { EXPORTED_DOMAINS } from './exported-domain.ts';
import { ExportManifest } from './export-manifest.ts';
import { ExportReport } from './export-report.ts';
import { FindingConnection, FindingSort, pageFindings, Severity } from './export-finding.ts';
import { Direction } from '../subject/trial-subjects.ts';
import type { StoredManifest, StoredReport } from './stored-export.ts';

export const SdtmExportState = builder.enumType('SdtmExportState', {
  description: 'Where an export stands.',
  values: {
    QUEUED: { description: 'Waits for the exports before it.' },
    RUNNING: { description: 'Is being made.' },
    DONE: { description: 'Made and checked; may be released.' },
    BLOCKED: {
      description:
        'Its check found errors: they are accepted by a data manager, with a reason, or it is not released.',
    },
    RELEASED: { description: 'May leave: its file is downloaded and signed.' },
    REFUSED: { description: 'Cannot be written; `refusal` says why.' },
    CANCELLED: { description: 'Cancelled by a person; no file is kept.' },
    FAILED: { description: 'Ended by our fault.' },
  } satisfies Record<(typeof SDTM_EXPORT_STATES)[number], object>,
});

export const SdtmFormat = builder.enumType('SdtmFormat', {
  description: 'A format in which datasets leave.',
  values: {
    XPT: { description: 'SAS Transport, version 5.' },
    DATASET_JSON: { description: 'CDISC Dataset-JSON 1.1.' },
    NDJSON: { description: 'CDISC Dataset-JSON 1.1 in its line form, a record a line.' },
    CSV: { description: 'Comma separated values, UTF-8.' },
  } satisfies Record<(typeof SDTM_FORMATS)[number], object>,
});

export const SdtmDomain = builder.enumType('SdtmDomain', {
  description:
    'A domain of SDTMIG 3.4 that can be asked for. Supplemental qualifiers leave with their domain, RELREC with the domains that it relates.',
  values: Object.fromEntries(
    EXPORTED_DOMAINS.map(({ code, label }) => [code, { description: label }]),
  ) as Record<(typeof EXPORTED_DOMAINS)[number]['code'], { readonly description: string }>,
});

interface Analysis {
  readonly evaluator: (typeof ANALYSIS_EVALUATORS)[number];
  readonly criteria: string | null;
  readonly isConfirmed: boolean | null;
}

const AnalysisChoice = builder.objectRef<Analysis>('SdtmExportAnalysis').implement({
  description: 'What the analysis datasets (ADaM) of an export are of.',
  fields: (t) => ({
    evaluator: t.field({
      type: Evaluator,
      description: 'Whose reviews.',
      resolve: ({ evaluator }) => evaluator,
    }),
    criteria: t.exposeString('criteria', {
      nullable: true,
      description: 'Id of the criteria; null: the primary ones of the charter.',
    }),
    isConfirmed: t.exposeBoolean('isConfirmed', {
      nullable: true,
      description: 'Whether responses must be confirmed; null: as the charter says.',
    }),
  }),
});

interface Told {
  readonly trialId: string;
  readonly isUnblinded: boolean;
}

/** Whether the viewer may see values of an export: one that tells arms is for those who may see arms, and is noted as looked at. */
async function mayShow(context: Context, { trialId, isUnblinded: tellsArms }: Told): Promise<boolean> {
  if (!tellsArms) return true;
  if (!(await isUnblinded(context, trialId))) return false;
  return showArms(context, trialId, true);
}

export const SdtmExport = builder.drizzleNode('sdtmExport', {
  name: 'SdtmExport',
  description:
    'A request for the SDTM (and ADaM) datasets of a trial, its progress, what the check found, and its files. Shown to those who keep the trial; once released to all who see its figures.',
  id: { column: (t) => [t.trialId, t.id] },
  // Reports and manifests are large: each field asks for what it shows.
  select: { columns: { trialId: true, id: true } },
  fields: (t) => ({
    key: t.string({
      description: 'The same without its trial, as addresses and the audit trail name it.',
      resolve: ({ id }) => id,
    }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When it was asked for.' }),
    requestedBy: t.field({
      type: Person,
      nullable: true,
      description: 'Who asked; null where that is not shown.',
      select: (_args, _context, nested) => ({ with: { requestedBy: nested() } }),
      resolve: ({ requestedBy }) => requestedBy,
    }),
    isMine: t.boolean({
      description: 'Whether the viewer asked for it.',
      select: { columns: { requestedById: true } },
      resolve: ({ requestedById }, _args, { viewer }) => requestedById === viewer.userId,
    }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    dataCut: t.relation('dataCut', {
      nullable: true,
      description: 'The data cut that is exported; null: the data as they were when it ran.',
    }),
    evaluators: t.field({
      type: [Evaluator],
      description: 'Evaluators whose reviews are sent.',
      select: { columns: { evaluators: true } },
      resolve: ({ evaluators }) => EVALUATORS.filter((each) => evaluators.includes(each)),
    }),
    domains: t.field({
      type: [SdtmDomain],
      nullable: true,
      description: 'Domains asked for; null: all.',
      select: { columns: { domains: true } },
      resolve: ({ domains }) =>
        domains === null
          ? null
          : EXPORTED_DOMAINS.map(({ code }) => code).filter((code) => domains.includes(code)),
    }),
    formats: t.field({
      type: [SdtmFormat],
      description: 'Formats asked for.',
      select: { columns: { formats: true } },
      resolve: ({ formats }) => SDTM_FORMATS.filter((each) => formats.includes(each)),
    }),
    analysis: t.field({
      type: AnalysisChoice,
      nullable: true,
      description: 'What the analysis datasets (ADaM) are of; null: none are asked for.',
      select: { columns: { adamEvaluator: true, adamCriteria: true, adamIsConfirmed: true } },
      resolve: ({ adamEvaluator, adamCriteria, adamIsConfirmed }) => {
        const evaluator = ANALYSIS_EVALUATORS.find((each) => each === adamEvaluator);
        return evaluator === undefined
          ? null
          : { evaluator, criteria: adamCriteria, isConfirmed: adamIsConfirmed };
      },
    }),
    isUnblinded: t.exposeBoolean('isUnblinded', { description: 'Whether it tells arms and treatments.' }),
    state: t.field({
      type: SdtmExportState,
      description: 'Where it stands.',
      select: { columns: { state: true } },
      resolve: ({ state }) => state,
    }),
    subjectsDone: t.exposeInt('subjectsDone', { description: 'Subjects worked off so far.' }),
    subjectsTotal: t.exposeInt('subjectsTotal', {
      nullable: true,
      description: 'Subjects of the trial; null until they are counted.',
    }),
    step: t.exposeString('step', {
      nullable: true,
      description: 'What is being done, in words; null before it begins and when it has ended.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended, whichever way; null until then.',
    }),
    refusal: t.exposeString('refusal', {
      nullable: true,
      description: 'Why it was refused, cancelled or failed, in sentences; null otherwise.',
    }),
    report: t.field({
      type: ExportReport,
      nullable: true,
      description: 'Datasets with their records, and what the check found by rule; null until it is made.',
      select: { columns: { report: true } },
      resolve: ({ report }) => report as StoredReport | null,
    }),
    findings: t.field({
      type: FindingConnection,
      description:
        'What the check found, one by one, errors first; where there are very many the first of each severity. Empty where the export tells arms that the viewer may not see.',
      args: {
        severity: t.arg({ type: Severity, description: 'Only those as grave.' }),
        dataset: t.arg.string({ description: 'Only those of a dataset, by name.' }),
        rule: t.arg.string({ description: 'Only those by a rule, by its id.' }),
        search: t.arg.string({ description: 'Part of the row, variable, value or sentence, in any case.' }),
        sort: t.arg({ type: FindingSort, defaultValue: 'SEVERITY', description: 'What to order by.' }),
        direction: t.arg({ type: Direction, defaultValue: 'ASCENDING', description: 'Which way round.' }),
        ...t.arg.connectionArgs(),
      },
      complexity: ({ first, last }) => ({ field: 5, multiplier: first ?? last ?? 50 }),
      select: { columns: { trialId: true, isUnblinded: true, report: true } },
      resolve: async (row, args, context) =>
        pageFindings(
          (await mayShow(context, row)) ? ((row.report as StoredReport | null)?.findings ?? []) : [],
          args,
        ),
    }),
    manifest: t.field({
      type: ExportManifest,
      nullable: true,
      description: 'What is in the package, as in its manifest.json; null until it is made.',
      select: { columns: { manifest: true } },
      resolve: ({ manifest }) => manifest as StoredManifest | null,
    }),
    fileName: t.exposeString('fileName', {
      nullable: true,
      description: 'Name of the ZIP file; null without one.',
    }),
    sha256: t.exposeString('sha256', {
      nullable: true,
      description: 'SHA-256 of the ZIP file, hexadecimal; null without one.',
    }),
    bytes: t.exposeFloat('bytes', {
      nullable: true,
      description: 'Size of the ZIP file, bytes; null without one.',
    }),
    acceptedBy: t.field({
      type: Person,
      nullable: true,
      description: 'The data manager who accepted errors; null when nobody did, or where that is not shown.',
      select: (_args, _context, nested) => ({ with: { acceptedBy: nested() } }),
      resolve: ({ acceptedBy }) => acceptedBy,
    }),
    acceptedAt: t.expose('acceptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When errors were accepted; null when they were not.',
    }),
    acceptedReason: t.exposeString('acceptedReason', {
      nullable: true,
      description: 'Why they are acceptable; null when they were not accepted.',
    }),
    file: t.relation('fileExport', {
      nullable: true,
      description: 'The file as it was released, which is signed; null until then.',
    }),
  }),
});
