/** What made an entry be listed, as people say it, and what it asks the reviewer to look for. */
export const SIGNAL = {
  AFTER_LOCK: {
    name: 'After lock',
    hint: 'A read was re-opened or handed in again after it was locked, or what it rests on changed.',
  },
  AFTER_SIGNATURE: { name: 'Broke a signature', hint: 'The change broke a signature.' },
  AFTER_CUT: { name: 'After a data cut', hint: 'The change is of what a data cut holds.' },
  MOVED_RESULT: {
    name: 'Moved a result',
    hint: 'A best response, a date of progression or the central result became another.',
  },
  BY_ADMINISTRATOR: {
    name: 'By an administrator',
    hint: 'Data were changed by a trial administrator, or by an operator without a role in the trial.',
  },
  AFTER_ROLE_CHANGE: {
    name: 'Soon after a role change',
    hint: "Within 24 hours after the person's roles changed.",
  },
  LATE: { name: 'Late', hint: 'Changed more than 30 days after it was entered.' },
  THIN_REASON: { name: 'Thin reason', hint: 'The reason has fewer than 10 characters, or is one word.' },
  REPEATED_REASON: {
    name: 'Same reason again',
    hint: 'The person gave the same reason for 5 acts or more.',
  },
  MANY_EDITS: {
    name: 'Many edits',
    hint: 'One of 5 changes or more by one reader of one subject in the 7 days before its adjudication.',
  },
  OUT_OF_HOURS: { name: 'Out of hours', hint: "Before 6 or from 22 o'clock, by the person's clock." },
  BULK: { name: 'In bulk', hint: 'One act changed 100 rows or more.' },
  DELETED: { name: 'Deletion', hint: 'Something was deleted.' },
  NEAR_UNBLINDING: {
    name: 'Near an unblinding',
    hint: 'An unblinding, or a change within 2 days of one by the person who saw arms.',
  },
  UNBLINDED_VIEW: {
    name: 'Unblinded view',
    hint: 'The first look of a person and week at what a blinded trial withholds.',
  },
  REFUSED: { name: 'Refused', hint: 'The first thing of a person and day that was tried and refused.' },
  FAILED_CHECK: {
    name: 'Failed check',
    hint: 'A verification of the trail found a fault, or the clock was set back.',
  },
} as const;

export type SignalWord = keyof typeof SIGNAL;

export const isSignal = (word: string | null): word is SignalWord =>
  word !== null && Object.hasOwn(SIGNAL, word);

/** Entries without a signal, as the filter names them. */
export const DRAWN = 'DRAWN';

export const VERDICT_NAME = {
  JUSTIFIED: 'Justified',
  QUESTION: 'Question',
  NOT_JUSTIFIED: 'Not justified',
} as const;
export type VerdictWord = keyof typeof VERDICT_NAME;

export const isVerdict = (word: string | undefined): word is VerdictWord =>
  word !== undefined && Object.hasOwn(VERDICT_NAME, word);
