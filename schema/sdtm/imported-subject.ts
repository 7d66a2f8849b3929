import type { TimepointComponent } from '@readout/criteria';
import type {
  BoneMarrowStatus,
  ClinicalStatus,
  FdgStatus,
  FindingState,
  LesionChange,
  LesionRole,
  T2flairStatus,
} from '@readout/criteria/term.ts';
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
  /** Whether the lymphoma takes up FDG at baseline. */
  readonly isFdgAvid: boolean | null;
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
  readonly radiotherapyEnded: ImportedDate | null;
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
  /** nodal, bone, spleen, liver, effusion, skin or extranodal, from TULOC; what TUKIND says before it. */
  readonly kind: string;
  /** The organ as given (TUORGAN), else TULOC; null when not told. */
  readonly location: string | null;
  /** Where in it; null when not told. */
  readonly locationDetail: string | null;
  /** null: not told, so by its size at baseline. */
  readonly isMeasurable: boolean | null;
  readonly isOutsideRadiationField: boolean | null;
  readonly isCytologyPositive: boolean | null;
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
  /** Mean attenuation on CT, HU. */
  readonly attenuationHu: number | null;
  /** g/mL. */
  readonly sulPeak: number | null;
  readonly volumeMl: number | null;
  /** Against the assessment before. */
  readonly change: LesionChange | null;
  /** Code of the lesion it has coalesced with. */
  readonly mergedIntoCode: string | null;
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

/** What a read tells beside its lesions; null: not told. Words are the hub's. */
export interface ImportedInputs {
  readonly clinicalStatus: ClinicalStatus | null;
  /** mg a day, dexamethasone-equivalent. */
  readonly corticosteroidMgPerDay: number | null;
  readonly t2flair: T2flairStatus | null;
  readonly boneMarrow: BoneMarrowStatus | null;
  readonly spleenMm: number | null;
  readonly isOrganEnlarged: boolean | null;
  /** 1 to 5, or not-evaluated. */
  readonly deauville: string | null;
  readonly fdg: FdgStatus | null;
  readonly hasNewFdgFoci: boolean | null;
  readonly boneScanNewLesions: number | null;
  readonly boneScanPersistentLesions: number | null;
  readonly psaNgPerMl: number | null;
}

export interface ImportedRead {
  readonly timepointCode: string;
  /** This evaluator's own date, where it differs from the timepoint's; else null. */
  readonly read: ImportedDate | null;
  /** null: evaluable, as far as told. */
  readonly reasonNotEvaluable: string | null;
  /** The sum as given, of what the criteria add up: SUMDIAM and SUMVDIAM in mm, SUMPPD in mm², SUMVOL in mL, SULPEAK in g/mL; null when not given. */
  readonly statedSum: number | null;
  readonly inputs: ImportedInputs;
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
  | 'merge'
  | 'longest diameter'
  | 'short axis'
  | 'perpendicular'
  | 'attenuation'
  | 'uptake'
  | 'volume'
  | 'state'
  | 'stated sum'
  | 'stated target'
  | 'stated non-target'
  | 'stated new lesion'
  | 'stated overall'
  | 'stated component'
  | 'stated input'
  | 'qualifier'
  | 'reason not evaluable';

/** What became of one source row: stored, or reported, or both. Never neither. */
export interface RowOutcome {
  /** A DomainCode, or SUPP and one. */
  readonly domain: string;
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
  /** One for every row given, in the order of DOMAIN_CODES and of the rows, then those of SUPP--; empty when refused. */
  readonly outcomes: readonly RowOutcome[];
  /** Everything reported: those of rows and those of the subject as a whole. */
  readonly issues: readonly Issue[];
}
