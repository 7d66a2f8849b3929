import type { AuditAct } from '@readout/db/term.ts';
import type { EntryNames } from './entry-name.ts';
import type { EntryRow, RowValues } from './entry-row.ts';

const text = (details: RowValues, name: string): string => {
  const value = details[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const thing = (record: string): string => record.replaceAll('_', ' ');
const counted = (details: RowValues): string => {
  const rows = details['rows'] ?? details['count'];
  return typeof rows === 'number' ? `, ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}` : '';
};

/** @example wordsOf('lockRead') // "lock read" */
const wordsOf = (name: string): string =>
  thing(name).replaceAll(
    /([a-z])([A-Z])/g,
    (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );

/** What an act that changes no row is called; where a row of the act changes, the sentence is that of the row. */
const TEXT: {
  readonly [Act in AuditAct]: (entry: EntryRow, details: RowValues, names: EntryNames) => string;
} = {
  SIGN_IN: (_entry, details) => `signed in${text(details, 'method') && ` by ${text(details, 'method')}`}`,
  SIGN_IN_FAILED: () => 'failed to sign in',
  SIGN_OUT: () => 'signed out',
  LOCKED_OUT: () => 'was locked out after failed attempts',
  SESSION_ENDED: (_entry, details) =>
    `was signed out${text(details, 'cause') && `: ${text(details, 'cause')}`}`,
  ACCOUNT: (entry, details) =>
    `changed ${text(details, 'what') || `the ${thing(entry.record)}`} of an account`,
  VIEW: (entry, details) =>
    `looked at ${text(details, 'what') || (entry.record === 'arms' ? 'arms' : 'what is withheld from others')}${text(details, 'operation') && ` (${text(details, 'operation')})`}${counted(details)}`,
  EXPORT: (entry, details) =>
    `exported ${text(details, 'what') || `the ${thing(entry.record)}`}${text(details, 'format') && ` as ${text(details, 'format').toUpperCase()}`}${counted(details)}`,
  LOCK: (entry) => `locked the ${thing(entry.record)}`,
  UNLOCK: (entry) => `re-opened the ${thing(entry.record)}`,
  SIGN: (entry, details) =>
    `signed the ${thing(text(details, 'record') || entry.record)}${text(details, 'meaning') && `: “${text(details, 'meaning')}”`}`,
  SIGNATURE_BROKEN: (entry) => `changed a signed ${thing(entry.record)}: the signature no longer holds`,
  GRANT: (entry) => `granted access to the ${thing(entry.record)}`,
  REVOKE: (entry) => `revoked access to the ${thing(entry.record)}`,
  PROPOSE: (entry) =>
    `proposed ${entry.record === 'unblinding_grant' ? 'an unblinding' : `a change of the ${thing(entry.record)}`}`,
  UNBLIND: (_entry, details, names) =>
    `gave sight of the arms${text(details, 'person') && ` to ${names.nameOf(text(details, 'person')) ?? text(details, 'person')}`}`,
  REFUSED: (entry) => `was refused “${wordsOf(entry.recordId || entry.record)}”`,
  REDACT: (entry) => `redacted personal data in ${thing(entry.record)} ${entry.recordId}`,
  VERIFY: (_entry, details) =>
    `verified the audit trail${text(details, 'result') && `: ${text(details, 'result')}`}${counted(details)}`,
  BULK: ({ record }, details) =>
    `${details['operation'] === 'DELETE' ? 'deleted' : 'changed'} many records (${thing(record)}) in one statement${counted(details)}`,
  CLOCK: (_entry, details) =>
    `found the clock behind the newest entry, of ${text(details, 'newestEntryAt')}: time went backwards`,
};

/** What somebody did, without the name: "exported the audit trail as PDF, 1,204 rows". */
export function actText(entry: EntryRow, names: EntryNames): string {
  if (entry.act === null) return `acted upon ${thing(entry.record)}`;
  return TEXT[entry.act](entry, entry.after ?? {}, names);
}
