import { AUDIT_SIGNALS, AUDIT_VERDICTS } from '@readout/db/term.ts';
import { builder } from '../builder.ts';
import { LIMITS } from './signal-query.ts';

export const AuditVerdict = builder.enumType('AuditVerdict', {
  description: 'What a reviewer says of an entry. QUESTION: somebody is asked.',
  values: AUDIT_VERDICTS,
});

const { hours } = LIMITS;

export const AuditSignal = builder.enumType('AuditSignal', {
  description: 'Why an entry is put before a reviewer.',
  values: {
    AFTER_LOCK: {
      description:
        'A read re-opened or handed in again after it was locked, or a change of what a locked read rests on.',
    },
    AFTER_SIGNATURE: { description: 'A change that broke a signature.' },
    AFTER_CUT: { description: 'A change of what a data cut holds.' },
    MOVED_RESULT: {
      description: 'A change that moved a best response, a date of progression or the central result.',
    },
    BY_ADMINISTRATOR: {
      description: 'Data changed by a trial administrator, or by an operator without a role in the trial.',
    },
    AFTER_ROLE_CHANGE: {
      description: `A change within ${LIMITS.roleChangeHours} hours after the person's roles changed.`,
    },
    LATE: {
      description: `Changed more than ${LIMITS.lateDays} days after it was entered, or recorded so long after it happened.`,
    },
    THIN_REASON: {
      description: `The reason has fewer than ${LIMITS.thinCharacters} characters, or is one word.`,
    },
    REPEATED_REASON: {
      description: `The person gave the same reason for ${LIMITS.repeatedTimes} acts or more.`,
    },
    MANY_EDITS: {
      description: `One of ${LIMITS.editsOfSubject} changes or more by one reader of one subject within ${LIMITS.editsWithinDays} days before it was adjudicated.`,
    },
    OUT_OF_HOURS: {
      description: `Before ${hours.from} or from ${hours.to} o'clock in the person's zone; in the trial's where none was told.`,
    },
    BULK: { description: `One act changed ${LIMITS.bulkRows} rows or more.` },
    DELETED: { description: 'Something was deleted.' },
    NEAR_UNBLINDING: {
      description: `An unblinding, or a change within ${LIMITS.unblindingDays} days of one by the person who saw arms.`,
    },
    UNBLINDED_VIEW: { description: 'The first look of a person and week at what a blinded trial withholds.' },
    REFUSED: { description: 'The first thing of a person and day that was tried and refused.' },
    FAILED_CHECK: {
      description: 'A verification of the trail found a fault, or the clock of the database was set back.',
    },
  } satisfies Record<(typeof AUDIT_SIGNALS)[number], object>,
});
