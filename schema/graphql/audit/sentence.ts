import { actText } from './act-text.ts';
import type { EntryNames } from './entry-name.ts';
import type { EntryRow, RowValues } from './entry-row.ts';
import { fieldsOf, type EntryField } from './field-text.ts';
import { evaluatorText, listText, wordText } from './word-text.ts';

/** How a row of a table is spoken of. */
interface Telling {
  /** The row itself: "lesion T01 at W18". */
  readonly noun: (row: RowValues, names: EntryNames, entry: EntryRow) => string;
  /** What adding one is called; left out: "added". */
  readonly added?: string;
  readonly deleted?: string;
  /** What follows when it is added; left out: nothing. */
  readonly with?: (row: RowValues, names: EntryNames) => string;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const at = (id: unknown, names: EntryNames): string => {
  const timepoint = names.partsOf(id)?.timepoint;
  return timepoint ? ` at ${timepoint}` : '';
};
const by = (id: unknown, names: EntryNames): string => {
  const evaluator = names.partsOf(id)?.evaluator;
  return evaluator ? ` of ${evaluatorText(evaluator)}` : '';
};
const subjectOf = (entry: EntryRow, names: EntryNames): string =>
  names.nameOf(entry.subjectId) === undefined
    ? 'the subject'
    : `subject ${names.nameOf(entry.subjectId) ?? ''}`;
const person = (id: unknown, names: EntryNames): string => names.nameOf(id) ?? text(id);

const TELLINGS: Readonly<Record<string, Telling>> = {
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
    with: (row) => `: ${listText(filesOf(row))}`,
  },
  audit_review: { noun: () => 'the review of the audit trail', added: 'started' },
  audit_review_verdict: {
    noun: (row) => `entry ${text(row['entry_number'])}`,
    added: 'reviewed',
    with: (row) => `: ${wordText('verdict', text(row['verdict']))}`,
  },
};

const filesOf = (row: RowValues) => (Array.isArray(row['files']) ? row['files'].map(String) : []);

/** Answers that the engine derives: nobody writes them by hand. */
const DERIVED: ReadonlySet<string> = new Set(['timepoint_response', 'best_response']);
/** Values that a new row is best known by, where they are there. */
const SHOWN_OF_NEW: Readonly<Record<string, readonly string[]>> = {
  finding: [
    'state',
    'longest_diameter_mm',
    'short_axis_mm',
    'perpendicular_mm',
    'attenuation_hu',
    'sul_peak',
    'volume_ml',
    'reason_not_evaluable',
  ],
};
const MOST_CHANGES = 4;

/**
 * An audit entry in plain English: who did what to which row, and what was and is.
 *
 * @example 'Dr Claire Fontanel changed lesion T01 at W18: longest diameter 42 mm → 24 mm'
 */
export function sentenceOf(entry: EntryRow, names: EntryNames): string {
  const who = entry.actorName;
  if (entry.action === 'ACT') return `${who} ${actText(entry, names)}`;
  const fields = fieldsOf(entry, names);
  if (DERIVED.has(entry.record)) return derivedSentence(entry, names, fields);
  const row = names.rowOf(entry);
  const telling = TELLINGS[entry.record] ?? {
    noun: () => `${entry.record.replaceAll('_', ' ')} ${named(row)}`.trim(),
  };
  const noun = telling.noun(row, names, entry);
  if (entry.action === 'DELETE') return `${who} ${telling.deleted ?? 'deleted'} ${noun}`;
  if (entry.action === 'INSERT') {
    const shown = (SHOWN_OF_NEW[entry.record] ?? []).flatMap((name) =>
      fields.filter((field) => field.name === name),
    );
    return `${who} ${telling.added ?? 'added'} ${noun}${telling.with?.(row, names) ?? ''}${shown.length === 0 ? '' : `: ${valuesText(shown)}`}`;
  }
  if (entry.record === 'read') {
    const done = readText(entry);
    if (done !== undefined) return `${who} ${done.replace('READ', noun)}`;
  }
  if (entry.record === 'unblinding_grant' && entry.act === 'REVOKE')
    return `${who} withdrew ${noun.replace(' to ', ' from ')}`;
  return `${who} changed ${noun}: ${changesText(fields)}`;
}

const named = (row: RowValues): string =>
  text(
    ['number', 'code', 'name', 'file_name', 'version']
      .map((each) => row[each])
      .find((each) => text(each) !== ''),
  );

function readText({ act, changed, after }: EntryRow): string | undefined {
  if (act === 'LOCK') return 'locked READ';
  if (act === 'UNLOCK') return 're-opened READ';
  if (after?.['state'] === 'SUBMITTED') return 'submitted READ';
  if (changed.length === 1 && after?.['is_current'] === false) return 'replaced READ by a newer version';
  return undefined;
}

function derivedSentence(entry: EntryRow, names: EntryNames, fields: readonly EntryField[]): string {
  const row = names.rowOf(entry);
  const isBest = entry.record === 'best_response';
  const what = isBest
    ? `the best response${by(row['review_id'], names)}`
    : `the response${at(row['read_id'], names)}${by(row['review_id'], names)}`;
  const criteria = typeof row['criteria'] === 'string' ? ` by ${wordText('criteria', row['criteria'])}` : '';
  const end = ` (engine ${text(row['engine_version']) || 'unknown'}), for ${entry.actorName}`;
  if (entry.action === 'DELETE') return `Readout took back ${what}${criteria}, for ${entry.actorName}`;
  if (entry.action === 'INSERT') {
    const word = text(row[isBest ? 'confirmed_best' : 'overall']);
    const stated = text(row['stated_overall']);
    const burden = fields.find(({ name }) => name === 'sum')?.after;
    if (word === '' && burden)
      return `Readout derived a tumour burden of ${burden}${at(row['read_id'], names)}${by(row['review_id'], names)}${criteria}${end}`;
    if (word === '')
      return `${entry.actorName} stated ${what}${criteria}${stated === '' ? '' : `: ${stated}`}`;
    return `Readout derived ${word} as ${what}${criteria}${end}`;
  }
  const changes = fields.filter(({ name }) => !QUIET.has(name));
  return changes.length === 0
    ? `Readout derived ${what}${criteria} again, with the same answer${end}`
    : `Readout derived ${what}${criteria} again: ${changesText(changes)}, for ${entry.actorName}`;
}

const QUIET: ReadonlySet<string> = new Set([
  'trace',
  'charter_id',
  'engine_version',
  'components',
  'best_change_read_id',
  'is_different',
]);

function changesText(fields: readonly EntryField[]): string {
  const shown = fields
    .slice(0, MOST_CHANGES)
    .map(({ label, before, after }) => `${label} ${before ?? 'nothing'} → ${after ?? 'nothing'}`);
  const rest = fields.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}` || 'nothing that is shown';
}

const valuesText = (fields: readonly EntryField[]): string =>
  fields.map(({ name, label, after }) => (name === 'state' ? after : `${label} ${after ?? ''}`)).join(', ');
