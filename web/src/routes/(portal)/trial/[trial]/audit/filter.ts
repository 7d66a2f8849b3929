import type { VariablesOf } from '#lib/graphql.ts';
import type { trailDocument } from './document.ts';

type Filter = NonNullable<VariablesOf<typeof trailDocument>['filter']>;
type Query = Pick<URLSearchParams, 'get'>;

/** Parameters of the address that narrow the trail. */
export const FILTER_PARAMETERS = ['subject', 'record', 'id', 'person', 'act', 'from', 'to', 'text'] as const;

/** Kinds of record that people look for, as they say them. */
export const RECORD_NAME: Readonly<Record<string, string>> = {
  read: 'Reads',
  finding: 'Findings',
  lesion: 'Lesions',
  timepoint_response: 'Timepoint responses',
  best_response: 'Best responses',
  adjudication: 'Adjudications',
  review: 'Reviews',
  review_assignment: 'Assignments',
  subject: 'Subjects',
  subject_course: 'Courses',
  subject_event: 'Events',
  exposure: 'Exposures',
  timepoint: 'Timepoints',
  exam: 'Exams',
  charter: 'Charter',
  membership: 'Roles',
  unblinding_grant: 'Unblinding',
  signature: 'Signatures',
  data_cut: 'Data cuts',
  file_export: 'Files that left',
  sdtm_export: 'SDTM packages',
  sdtm_import: 'Imports',
  site: 'Sites',
  trial: 'Trial',
};

/** What was done, as people say it: workflow acts, then plain changes. */
export const ACT_NAME = {
  SIGN: 'Signed',
  SIGNATURE_BROKEN: 'Signature broken',
  LOCK: 'Locked',
  UNLOCK: 'Re-opened',
  UNBLIND: 'Unblinded',
  VIEW: 'Looked at what is withheld',
  EXPORT: 'Exported',
  GRANT: 'Granted',
  REVOKE: 'Revoked',
  PROPOSE: 'Proposed',
  REFUSED: 'Refused',
  REDACT: 'Redacted',
  VERIFY: 'Verified',
} as const;
export const ACTION_NAME = { INSERT: 'Added', UPDATE: 'Changed', DELETE: 'Deleted' } as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What the address asks of the trail; words that name nothing are left out. */
export function filterOf(query: Query): Filter {
  const text = (name: string) => query.get(name)?.trim() || null;
  const day = (name: string) => (DAY.test(query.get(name) ?? '') ? query.get(name) : null);
  const act = query.get('act') ?? '';
  const id = text('id');
  return {
    subject: text('subject'),
    record: text('record'),
    recordId: id !== null && UUID.test(id) ? id : null,
    person: text('person'),
    act: isKeyOf(ACT_NAME, act) ? act : null,
    action: isKeyOf(ACTION_NAME, act) ? act : null,
    from: day('from'),
    to: day('to'),
    text: text('text'),
  };
}

const isKeyOf = <Names extends object>(names: Names, word: string): word is keyof Names & string =>
  Object.hasOwn(names, word);
