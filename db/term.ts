import type { DeauvilleScore } from '@readout/criteria';

/** Closed lists of the hub's own words; those of the response criteria come from \@readout/criteria. */

/** Who looked at the images. CENTRAL is no evaluator: it is the review that the charter's rule accepts. */
export const EVALUATORS = ['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR', 'ALGORITHM'] as const;
export type Evaluator = (typeof EVALUATORS)[number];

/** The five-point score as a column keeps it: an ordinal, with which nobody calculates. */
export const DEAUVILLE_WORDS = [
  '1',
  '2',
  '3',
  '4',
  '5',
  'not-evaluated',
] as const satisfies readonly `${DeauvilleScore}`[];

/** Mean attenuation that a CT can tell, HU: air and less to dense metal on the scale of 12 bits. */
export const ATTENUATION_HU = { least: -1024, most: 3071 } as const;

/** Roles a person may hold in one trial. */
export const ROLES = [
  'SPONSOR_REVIEWER',
  'MEDICAL_MONITOR',
  'DATA_MANAGER',
  'READER',
  'ADJUDICATOR',
  'IMAGE_ANALYST',
  'TRIAL_ADMINISTRATOR',
  'AUDITOR',
  'STATISTICIAN',
] as const;
export type Role = (typeof ROLES)[number];

/** States of a read, in the order they are reached; back only by an unlock with a reason. */
export const READ_STATES = ['DRAFT', 'SUBMITTED', 'LOCKED'] as const;
export type ReadState = (typeof READ_STATES)[number];

/** Verdicts of the quality control on the images of a timepoint. */
export const IMAGE_QUALITIES = ['PENDING', 'PASSED', 'FAILED'] as const;
export type ImageQuality = (typeof IMAGE_QUALITIES)[number];

/** How many readers a charter asks for, and whether they are adjudicated. */
export const READ_DESIGNS = ['SINGLE', 'DOUBLE_WITH_ADJUDICATION'] as const;

/** What readers must agree on, so that no adjudication is needed. */
export const ADJUDICATION_VARIABLES = [
  'BEST_RESPONSE',
  'PROGRESSION_DATE',
  'BEST_RESPONSE_AND_PROGRESSION_DATE',
] as const;

/** What may happen to a subject beside exposure and assessments. */
export const SUBJECT_EVENT_KINDS = [
  'INFORMED_CONSENT',
  'RANDOMISATION',
  'SCREEN_FAILURE',
  'END_OF_TREATMENT',
  'END_OF_RADIOTHERAPY',
  'NEW_THERAPY',
  'END_OF_STUDY',
  'DEATH',
  'LAST_CONTACT',
  'OTHER',
] as const;
export type SubjectEventKind = (typeof SUBJECT_EVENT_KINDS)[number];

/** Where a trial's reads come from: entered in the hub, or taken over from a source's files. */
export const DATA_ORIGINS = ['HUB', 'IMPORT'] as const;

/** Whether a response was derived from measurements, or a best response from stated timepoint responses alone. */
export const DERIVATION_BASES = ['MEASUREMENTS', 'STATED'] as const;

export const TRIAL_STATES = ['SET_UP', 'ONGOING', 'CLOSED'] as const;
export const PERSON_KINDS = ['PERSON', 'SYSTEM'] as const;
export const IMPORT_STATES = ['QUEUED', 'RUNNING', 'DONE', 'REFUSED', 'CANCELLED', 'FAILED'] as const;
/** States of an export of SDTM datasets. BLOCKED: errors of conformance wait for a data manager; RELEASED: it may leave. */
export const SDTM_EXPORT_STATES = [
  'QUEUED',
  'RUNNING',
  'DONE',
  'BLOCKED',
  'RELEASED',
  'REFUSED',
  'CANCELLED',
  'FAILED',
] as const;
export type SdtmExportState = (typeof SDTM_EXPORT_STATES)[number];
/** Formats in which datasets leave. */
export const SDTM_FORMATS = ['XPT', 'DATASET_JSON', 'NDJSON', 'CSV'] as const;
export type SdtmFormat = (typeof SDTM_FORMATS)[number];
/** Whose review analysis datasets are of: CENTRAL is the one that the charter's rule accepts. */
export const ANALYSIS_EVALUATORS = [...EVALUATORS, 'CENTRAL'] as const;
export type AnalysisEvaluator = (typeof ANALYSIS_EVALUATORS)[number];

/** What an audit entry tells of: a row that came, changed or went, or an act that changes no row. */
export const AUDIT_ACTIONS = ['INSERT', 'UPDATE', 'DELETE', 'ACT'] as const;

/** Workflow acts. Some are a row's change too: locking a read is an UPDATE and a LOCK. */
export const AUDIT_ACTS = [
  'SIGN_IN',
  'SIGN_IN_FAILED',
  'SIGN_OUT',
  'LOCKED_OUT',
  'SESSION_ENDED',
  'ACCOUNT',
  'VIEW',
  'EXPORT',
  'LOCK',
  'UNLOCK',
  'SIGN',
  'SIGNATURE_BROKEN',
  'GRANT',
  'REVOKE',
  'PROPOSE',
  'UNBLIND',
  'REFUSED',
  'REDACT',
  'VERIFY',
  'BULK',
  'CLOCK',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

/** What a review of access says of a role; OWN: the reviewer's own, which another administrator judges. */
export const ACCESS_VERDICTS = ['KEEP', 'REVOKE', 'OWN'] as const;
export type AccessVerdict = (typeof ACCESS_VERDICTS)[number];

/** Whether somebody may act: nobody who acted is ever removed. */
export const PERSON_STATES = ['ACTIVE', 'DEACTIVATED'] as const;
/** What failed tries are counted for, each apart. */
export const TRY_PURPOSES = ['SIGN_IN', 'SIGNING'] as const;
export type TryPurpose = (typeof TRY_PURPOSES)[number];
/** What a link to set a password is for. */
export const INVITATION_KINDS = ['INVITATION', 'RESET'] as const;
/** What mails are about. */
export const MAIL_KINDS = [
  'INVITATION',
  'PASSWORD_RESET',
  'LOCKED_OUT',
  'ACCOUNT_CHANGED',
  'SIGNATURE_BROKEN',
  'ACCESS',
  'TASK',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
/** What an API token may be used for, beside its person's rights. */
export const TOKEN_SCOPES = ['read', 'write', 'audit', 'checkpoint'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
/** Why a checkpoint of the audit trail was signed: each minute with changes, or for an act that should not wait for it. */
export const CHECKPOINT_CAUSES = [
  'MINUTE',
  'SIGNATURE',
  'DATA_CUT',
  'EXPORT',
  'REDACTION',
  'REQUEST',
] as const;
export type CheckpointCause = (typeof CHECKPOINT_CAUSES)[number];
/** Kinds of records that people sign. */
export const SIGNATURE_RECORDS = [
  'read',
  'review',
  'charter',
  'data_cut',
  'file_export',
  'access_review',
  'audit_review',
] as const;
export type SignatureRecord = (typeof SIGNATURE_RECORDS)[number];

/** What a signature means; which of them a record takes, and the sentence, say private.signing_meaning. */
export const SIGNATURE_MEANINGS = [
  'AUTHORSHIP',
  'AGREEMENT',
  'RE_READ',
  'APPROVAL',
  'RESPONSIBILITY',
  'REVIEW',
] as const;
export type SignatureMeaning = (typeof SIGNATURE_MEANINGS)[number];

/** What a reviewer of the audit trail says of an entry. */
export const AUDIT_VERDICTS = ['JUSTIFIED', 'QUESTION', 'NOT_JUSTIFIED'] as const;

/** Why an entry is put before a reviewer of the audit trail. */
export const AUDIT_SIGNALS = [
  'AFTER_LOCK',
  'AFTER_SIGNATURE',
  'AFTER_CUT',
  'MOVED_RESULT',
  'BY_ADMINISTRATOR',
  'AFTER_ROLE_CHANGE',
  'LATE',
  'THIN_REASON',
  'REPEATED_REASON',
  'MANY_EDITS',
  'OUT_OF_HOURS',
  'BULK',
  'DELETED',
  'NEAR_UNBLINDING',
  'UNBLINDED_VIEW',
  'REFUSED',
  'FAILED_CHECK',
] as const;
export type AuditSignal = (typeof AUDIT_SIGNALS)[number];
