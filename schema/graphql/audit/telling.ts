import type { EntryNames } from './entry-name.ts';
import type { EntryRow, RowValues } from './entry-row.ts';
import { evaluatorText, listText, wordText } from './word-text.ts';

/** How a row of a table is spoken of. */
export interface Telling {
  /** The row itself: "lesion T01 at W18". */
  readonly noun: (row: RowValues, names: EntryNames, entry: EntryRow) => string;
  /** What adding one is called; left out: "added". */
  readonly added?: string;
  readonly deleted?: string;
  /** What follows when it is added; left out: nothing. */
  readonly with?: (row: RowValues, names: EntryNames) => string;
}

/** A value as text; empty for what is none. */
export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
/** " at W18": the timepoint of a read; empty where it is not known. */
export const at = (id: unknown, names: EntryNames): string => {
  const timepoint = names.partsOf(id)?.timepoint;
  return timepoint ? ` at ${timepoint}` : '';
};
/** " of reader 1": the evaluator of a read or review; empty where it is not known. */
export const by = (id: unknown, names: EntryNames): string => {
  const evaluator = names.partsOf(id)?.evaluator;
  return evaluator ? ` of ${evaluatorText(evaluator)}` : '';
};
const subjectOf = (entry: EntryRow, names: EntryNames): string =>
  names.nameOf(entry.subjectId) === undefined
    ? 'the subject'
    : `subject ${names.nameOf(entry.subjectId) ?? ''}`;
const person = (id: unknown, names: EntryNames): string => names.nameOf(id) ?? text(id);

/** The tables whose rows are spoken of otherwise than by their name. */
export const TELLINGS: Readonly<Record<string, Telling>> = {
  finding: {
    noun: (row, names) =>
      `lesion ${names.nameOf(row['lesion_id']) ?? ''}${at(row['read_id'], names)}`.replace('  ', ' '),
    added: 'recorded',
    deleted: 'deleted the finding of',
  },
  lesion: {
    noun: (row) => `lesion ${text(row['code'])}`,
    added: 'identified',
    with: (row, names) =>
      ` (${[text(row['role']), text(row['organ']).toLowerCase()].filter(Boolean).join(', ')}) at ${names.nameOf(row['first_timepoint_id']) ?? 'a timepoint'}`,
  },
  read: {
    noun: (row, names, entry) =>
      `the read of ${names.nameOf(row['timepoint_id']) ?? 'a timepoint'}${by(entry.recordId, names)}`,
    added: 'entered',
    with: (row) =>
      `${row['state'] === 'SUBMITTED' ? ', submitted' : ''}${Number(row['version']) > 1 ? `, as version ${text(row['version'])}` : ''}`,
  },
  review: {
    noun: (row, names, entry) =>
      `the review of ${subjectOf(entry, names)} by ${evaluatorText(row['evaluator'])}`,
    added: 'opened',
  },
  review_assignment: {
    noun: (row, names) =>
      `${person(row['person_id'], names)} as ${evaluatorText(names.partsOf(row['review_id'])?.evaluator) || 'a reader'}`,
    added: 'assigned',
    deleted: 'took off',
  },
  adjudication: {
    noun: (row, names, entry) =>
      `the review of ${subjectOf(entry, names)} by ${evaluatorText(names.partsOf(row['accepted_review_id'])?.evaluator)}`,
    added: 'accepted, as adjudicator,',
  },
  subject: { noun: (row) => `subject ${text(row['number'])}`, added: 'enrolled' },
  subject_course: {
    noun: (_row, names, entry) => `the course of ${subjectOf(entry, names)}`,
    added: 'recorded',
  },
  subject_arm: { noun: (_row, names, entry) => `the arm of ${subjectOf(entry, names)}`, added: 'recorded' },
  subject_event: {
    noun: (row, _names, entry) =>
      `${wordText('kind', text(row['kind'])) || 'an event'}${entry.action === 'UPDATE' ? '' : ` (${text(row['term'])})`}`,
    added: 'recorded',
  },
  exposure: { noun: (row) => `the treatment from ${text(row['started_on'])}`, added: 'recorded' },
  exposure_drug: {
    noun: (_row, names, entry) => `what ${subjectOf(entry, names)} was given`,
    added: 'recorded',
  },
  timepoint: {
    noun: (row) => `timepoint ${text(row['code'])}`,
    with: (row) => `, ${text(row['assessed_on'])}`,
  },
  exam: {
    noun: (row) => `the ${text(row['modality'])} exam of ${text(row['acquired_on'])}`,
    added: 'logged',
  },
  series: {
    noun: (row) => `series ${text(row['number']) || text(row['series_instance_uid'])}`,
    added: 'logged',
  },
  membership: {
    noun: (row, names) =>
      `the role ${wordText('role', text(row['role']))} of ${person(row['person_id'], names)}`,
    added: 'granted',
    deleted: 'revoked',
  },
  unblinding_grant: {
    noun: (row, names) => `sight of the arms to ${person(row['person_id'], names)}`,
    added: 'gave',
  },
  person: { noun: (row) => `the person ${text(row['name'])}` },
  sponsor: { noun: (row) => `the sponsor ${text(row['name'])}` },
  trial: {
    noun: (row) => (row['protocol'] === undefined ? 'the trial' : `trial ${text(row['protocol'])}`),
    added: 'set up',
  },
  charter: { noun: (row) => `version ${text(row['version'])} of the charter`, added: 'adopted' },
  arm: { noun: (row) => `arm ${text(row['code'])}` },
  site: { noun: (row) => `site ${text(row['code'])}` },
  schedule: { noun: (row) => `the planned timepoint ${text(row['code'])}` },
  sdtm_import: {
    noun: () => 'an import of SDTM files',
    added: 'asked for',
    with: (row) => `: ${listText(wordsOf(row['files']))}`,
  },
  signature: {
    noun: (row, names, entry) => signedText(row, names, entry),
    added: 'signed',
    with: (row) => `: “${text(row['meaning'])}”`,
  },
  data_cut: { noun: (row) => `the data cut ${text(row['name'])}`, added: 'took' },
  file_export: { noun: (row) => `the file ${text(row['file_name'])}`, added: 'exported' },
  sdtm_export: {
    noun: () => 'a package of SDTM datasets',
    added: 'asked for',
    with: (row) => `: ${listText(wordsOf(row['formats']))}`,
  },
  training_requirement: {
    noun: (row) => `the training “${text(row['course'])}” of each ${wordText('role', text(row['role']))}`,
    added: 'asked for',
  },
  training_record: {
    noun: (row, names) => `the training “${text(row['course'])}” of ${person(row['person_id'], names)}`,
    added: 'recorded',
  },
  statement_acceptance: { noun: () => 'that an electronic signature binds', added: 'accepted' },
  access_review: { noun: () => 'the roles of the trial', added: 'reviewed' },
  audit_review: {
    noun: (row) =>
      `a review of the audit trail${row['to_number'] === undefined ? '' : `, entries ${text(row['from_number'])} to ${text(row['to_number'])}`}`,
    added: 'began',
  },
  audit_review_verdict: {
    noun: (row) => `entry ${text(row['entry_number'])} of the audit trail`,
    added: 'judged',
    with: (row) => `: ${wordText('verdict', text(row['verdict']))}`,
  },
};

const wordsOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

/** What a signature is on, as people name it. */
function signedText(row: RowValues, names: EntryNames, entry: EntryRow): string {
  const id = row['record_id'];
  switch (row['record']) {
    case 'read':
      return `the read${at(id, names)}${by(id, names)}`;
    case 'review':
      return `the review of ${subjectOf(entry, names)}`;
    case 'charter':
      return 'the imaging charter';
    case 'data_cut':
      return 'a data cut';
    case 'file_export':
      return 'an exported file';
    case 'access_review':
      return 'a review of access';
    case 'audit_review':
      return 'a review of the audit trail';
    default:
      return 'a record';
  }
}
