import { actText } from './act-text.ts';
import type { EntryNames } from './entry-name.ts';
import type { EntryRow, RowValues } from './entry-row.ts';
import { fieldsOf, type EntryField } from './field-text.ts';
import { at, by, TELLINGS, text } from './telling.ts';
import { wordText } from './word-text.ts';

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
  if (entry.record === 'sdtm_export') {
    const done = PACKAGE_STEPS[`${text(entry.before?.['state'])} ${text(entry.after?.['state'])}`];
    if (done !== undefined) return `${who} ${done.replace('PACKAGE', noun)}`;
  }
  if (entry.record === 'unblinding_grant' && entry.act === 'REVOKE')
    return `${who} withdrew ${noun.replace(' to ', ' from ')}`;
  if (entry.act === 'SIGNATURE_BROKEN')
    return `${who} broke the signature of ${text(row['printed_name'])} on ${noun}: ${text(row['broken_why'])}`;
  return `${who} changed ${noun}: ${changesText(fields)}`;
}

const named = (row: RowValues): string =>
  text(
    ['number', 'code', 'name', 'file_name', 'version']
      .map((each) => row[each])
      .find((each) => text(each) !== ''),
  );

/** What a package of datasets went through, by the states before and after. */
const PACKAGE_STEPS: Readonly<Record<string, string>> = {
  'QUEUED RUNNING': 'had Readout begin PACKAGE',
  'RUNNING DONE': 'had PACKAGE made, and its check found no error',
  'RUNNING BLOCKED': 'had PACKAGE made, and its check found errors',
  'BLOCKED DONE': 'accepted the errors that the check of PACKAGE found',
  'DONE RELEASED': 'released PACKAGE',
  'QUEUED CANCELLED': 'cancelled PACKAGE',
  'RUNNING CANCELLED': 'cancelled PACKAGE',
};

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
