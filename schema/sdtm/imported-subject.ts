import type { TimepointComponent } from '@readout/criteria';
import type { FindingState, LesionRole } from '@readout/criteria/term.ts';
import type { DomainCode } from './domain.ts';
import type { Issue } from './issue.ts';
import type { EventKind, Evaluator } from './terminology.ts';

/** A date as it is used, beside what the source wrote. */
export interface ImportedDate {
  /** ISO 8601, YYYY-MM-DD. */
  readonly on: string;
  /** The text as given, where it is no full date alone ('2014-01', '2014-07-02T11:45'); else null. */
  readonly given: string | null;
  /** The rule that made `on` from `given`, as a sentence; null exactly when `given` is null. */
  readonly rule: string | null;
}

export interface ImportedArm {
  readonly code: string;
  readonly name: string;
}

/** DM beside what the other domains tell of the subject's course. null: not told. */
export interface ImportedPerson {
  readonly usubjid: string;
  /** SUBJID. Unique within a site at least; the importer falls back to USUBJID where it is not unique in the trial. */
  readonly subjectNumber: string;
  readonly siteCode: string;
  readonly country: string | null;
  readonly sex: string | null;
  /** Whole years; an age in other units is converted downwards. */
  readonly ageYears: number | null;
  readonly birth: ImportedDate | null;
  readonly race: string | null;
  readonly ethnicity: string | null;
  readonly isScreenFailure: boolean;
  readonly consented: ImportedDate | null;
  readonly randomised: ImportedDate | null;
  /** RFSTDTC: day 1 of the study days. */
  readonly referenceStart: ImportedDate | null;
  /** RFXSTDTC, else the earliest EXSTDTC. */
  readonly firstDose: ImportedDate | null;
  /** RFXENDTC, else the latest end of exposure where no interval is open. */
  readonly lastDose: ImportedDate | null;
  /** The end of treatment in DS; else the last dose of a subject whose study has ended; else null: treatment goes on. */
  readonly offTreatment: ImportedDate | null;
  readonly newTherapy: ImportedDate | null;
  /** The latest date any domain gives, not after death. */
  readonly lastContact: ImportedDate | null;
  readonly died: ImportedDate | null;
}

/** May give the treatment away: readable by the unblinded only. */
export interface ImportedAssignment {
  /** null: not assigned (screen failure, not assigned, …). */
  readonly planned: ImportedArm | null;
  readonly actual: ImportedArm | null;
  /** ARMNRS, or the arm's own words where it is no arm ('Screen Failure'); null where there is an arm. */
  readonly reasonWithout: string | null;
}

export interface ImportedExposure {
  /** 'EX-' and EXSEQ; unique for the subject. */
  readonly sourceKey: string;
  readonly treatment: string;
  readonly dose: number | null;
  readonly doseUnit: string | null;
  readonly doseForm: string | null;
  readonly frequency: string | null;
  readonly route: string | null;
  readonly started: ImportedDate;
  /** null: goes on, or not told. */
  readonly ended: ImportedDate | null;
}

export interface ImportedEvent {
  /** 'DS-' and DSSEQ; 'DM-DTHDTC' for a death that DM alone tells of. Unique for the subject. */
  readonly sourceKey: string;
  readonly kind: EventKind;
  readonly term: string;
  readonly decodedTerm: string | null;
  readonly category: string | null;
  readonly occurred: ImportedDate | null;
}

/** One assessment of the subject, shared by its evaluators. Order: by date. */
export interface ImportedTimepoint {
  /** BL, W6, U9.2, …; unique for the subject. */
  readonly code: string;
  /** VISIT as given, else the code. */
  readonly label: string;
  /** The earliest date any evaluator gives for it. */
  readonly assessed: ImportedDate;
  readonly isBaseline: boolean;
  readonly isScheduled: boolean;
  readonly visitNumber: number | null;
  /** VISITDY of SV: the day the protocol plans it for; null when not told. */
  readonly plannedDay: number | null;
}

export interface ImportedLesion {
  /** T01, NT01, NEW01 …: TULNKID without the evaluator's prefix; unique in the review. */
  readonly code: string;
  /** TULNKID as given. */
  readonly linkId: string;
  readonly role: LesionRole;
  /** nodal, bone, spleen, liver, effusion, skin or extranodal, from TULOC. */
  readonly kind: string;
  /** TULOC; null when not told. */
  readonly location: string | null;
  readonly laterality: string | null;
  readonly method: string | null;
  readonly identified: ImportedDate;
  /** Code of the timepoint at which it was identified. */
  readonly timepointCode: string;
  /** Code of the target it is a fragment of; else null. */
  readonly splitFromCode: string | null;
  /** Codes of what is odd about it (SMALL_TARGET, SMALL_NODE, …). */
  readonly flags: readonly string[];
}

export interface ImportedFinding {
  readonly lesionCode: string;
  readonly state: FindingState;
  /** mm. The size that counts for a lesion that is no node; beside a node's short axis for information. */
  readonly longestDiameterMm: number | null;
  /** mm. The size that counts for a node; null for others. */
  readonly shortAxisMm: number | null;
  readonly perpendicularMm: number | null;
  readonly reasonNotEvaluable: string | null;
  readonly method: string | null;
}

/** What an evaluator stated by one criteria; words as given. null: not stated. */
export interface ImportedStatedResponse {
  /** Id of the criteria, e.g. recist-1.1. */
  readonly criteria: string;
  readonly target: string | null;
  readonly nonTarget: string | null;
  readonly hasNewLesion: boolean | null;
  readonly overall: string | null;
  /** What only some criteria answer (soft tissue, bone, the response by CT alone), words as given; those not stated are left out. */
  readonly components: Readonly<Partial<Record<TimepointComponent, string>>>;
}

export interface ImportedRead {
  readonly timepointCode: string;
  /** This evaluator's own date, where it differs from the timepoint's; else null. */
  readonly read: ImportedDate | null;
  /** null: evaluable, as far as told. */
  readonly reasonNotEvaluable: string | null;
  /** SUMDIAM as given, mm; null when not given. */
  readonly statedSumMm: number | null;
  readonly findings: readonly ImportedFinding[];
  /** At most one for a criteria. */
  readonly stated: readonly ImportedStatedResponse[];
}

export interface ImportedReview {
  readonly evaluator: Evaluator;
  /** By code. */
  readonly lesions: readonly ImportedLesion[];
  /** By date of their timepoint. */
  readonly reads: readonly ImportedRead[];
}

/** As what a source row is kept. */
export type StoredAs =
  | 'subject'
  | 'exposure'
  | 'event'
  | 'timepoint'
  | 'lesion'
  | 'longest diameter'
  | 'short axis'
  | 'perpendicular'
  | 'state'
  | 'stated sum'
  | 'stated target'
  | 'stated non-target'
  | 'stated new lesion'
  | 'stated overall'
  | 'stated component'
  | 'reason not evaluable';

/** What became of one source row: stored, or reported, or both. Never neither. */
export interface RowOutcome {
  readonly domain: DomainCode;
  readonly file: string;
  readonly rowNumber: number;
  /** null: not stored; then `issues` says why. */
  readonly stored: StoredAs | null;
  readonly issues: readonly Issue[];
}

export interface ImportedSubject {
  readonly person: ImportedPerson;
  readonly assignment: ImportedAssignment;
  readonly exposures: readonly ImportedExposure[];
  readonly events: readonly ImportedEvent[];
  readonly timepoints: readonly ImportedTimepoint[];
  readonly reviews: readonly ImportedReview[];
  /** Whose review the source accepts as central (--ACPTFL); null when it accepts none or several. */
  readonly acceptedEvaluator: Evaluator | null;
}

/** The answer of assembleSubject. */
export interface AssembledSubject {
  readonly usubjid: string;
  /** null: something was refused; `issues` says what. */
  readonly subject: ImportedSubject | null;
  /** One for every row given, in the order of DOMAIN_CODES and of the rows; empty when refused. */
  readonly outcomes: readonly RowOutcome[];
  /** Everything reported: those of rows and those of the subject as a whole. */
  readonly issues: readonly Issue[];
}
