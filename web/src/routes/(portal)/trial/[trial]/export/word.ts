export const STATE_NAME = {
  QUEUED: { text: 'Waiting', tone: 'info', isOver: false },
  RUNNING: { text: 'Being made', tone: 'info', isOver: false },
  DONE: { text: 'Ready to release', tone: 'ok', isOver: true },
  BLOCKED: { text: 'Blocked by errors', tone: 'bad', isOver: true },
  RELEASED: { text: 'Released', tone: 'ok', isOver: true },
  REFUSED: { text: 'Refused', tone: 'bad', isOver: true },
  CANCELLED: { text: 'Cancelled', tone: 'neutral', isOver: true },
  FAILED: { text: 'Failed', tone: 'bad', isOver: true },
} as const;

/** What the list of packages is filtered by: several states that ask for the same. */
export const STATE_FILTERS = {
  open: { text: 'being made', states: ['QUEUED', 'RUNNING'] },
  ready: { text: 'ready to release', states: ['DONE'] },
  blocked: { text: 'blocked by errors', states: ['BLOCKED'] },
  released: { text: 'released', states: ['RELEASED'] },
  ended: { text: 'ended without a package', states: ['REFUSED', 'CANCELLED', 'FAILED'] },
} as const satisfies Record<
  string,
  { readonly text: string; readonly states: readonly (keyof typeof STATE_NAME)[] }
>;

export const FORMAT_NAME = {
  XPT: 'SAS XPT',
  DATASET_JSON: 'Dataset-JSON',
  NDJSON: 'Dataset-NDJSON',
  CSV: 'CSV',
} as const;

export type Format = keyof typeof FORMAT_NAME;

/** The domains that can be asked for, as SDTMIG 3.4 names them. */
export const DOMAIN_NAME = {
  TS: 'Trial summary',
  TV: 'Trial visits',
  TA: 'Trial arms',
  TE: 'Trial elements',
  TI: 'Inclusion, exclusion',
  DM: 'Demographics',
  SV: 'Subject visits',
  SE: 'Subject elements',
  EX: 'Exposure',
  DS: 'Disposition',
  PR: 'Procedures (imaging)',
  TU: 'Lesion identification',
  TR: 'Lesion results',
  RS: 'Disease response',
} as const;

export type Domain = keyof typeof DOMAIN_NAME;

/** What a file that left holds, by its kind. */
export const KIND_NAME: Readonly<Record<string, string>> = {
  AUDIT_CSV: 'Audit trail, CSV',
  AUDIT_JSON: 'Audit trail, JSON',
  AUDIT_JSONL: 'Audit trail with proofs, JSON lines',
  AUDIT_PDF: 'Audit trail, PDF',
  AUDIT_REVIEW_PDF: 'Review of the audit trail, PDF',
  SDTM_ZIP: 'SDTM package, ZIP',
  SUBJECT_JSON: 'Copy of a subject, JSON',
  SUBJECT_PDF: 'Copy of a subject, PDF',
};

/** What the list of files is filtered by. */
export const KIND_FILTERS = {
  sdtm: { text: 'SDTM packages', kinds: ['SDTM_ZIP'] },
  trail: { text: 'audit trail', kinds: ['AUDIT_CSV', 'AUDIT_JSON', 'AUDIT_JSONL', 'AUDIT_PDF'] },
  review: { text: 'reviews of the trail', kinds: ['AUDIT_REVIEW_PDF'] },
  subject: { text: 'copies of a subject', kinds: ['SUBJECT_JSON', 'SUBJECT_PDF'] },
} as const;

/** What a package was made with, by the word of its manifest. */
export const VERSION_NAME: Readonly<Record<string, string>> = {
  readout: 'Readout',
  'criteria-engine': 'Criteria engine',
  sdtmig: 'SDTMIG',
  adamig: 'ADaMIG',
  'define-xml': 'Define-XML',
  'dataset-json': 'Dataset-JSON',
  xport: 'SAS XPORT',
};

/** A size for people. @example bytesText(1234567) // "1.2 MB" @example bytesText(812) // "812 B" */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** How far a package is, percent of its subjects; null while that is not known. */
export const percentOf = ({
  subjectsDone,
  subjectsTotal,
}: {
  readonly subjectsDone: number;
  readonly subjectsTotal: number | null;
}): number | null =>
  subjectsTotal === null || subjectsTotal === 0 ? null : Math.floor((100 * subjectsDone) / subjectsTotal);

/** What was asked for, in a few words. @example contentText({ domains: null, … }) // "all domains · SAS XPT, CSV · ADaM" */
export const contentText = ({
  domains,
  formats,
  analysis,
}: {
  readonly domains: readonly string[] | null;
  readonly formats: readonly Format[];
  readonly analysis: object | null;
}): string =>
  [
    domains === null ? 'all domains' : domains.length <= 3 ? domains.join(', ') : `${domains.length} domains`,
    formats.map((format) => FORMAT_NAME[format]).join(', '),
    ...(analysis === null ? [] : ['ADaM']),
  ].join(' · ');
