import type {
  CriteriaId,
  FindingState,
  LesionChange,
  LesionRole,
  TimepointComponent,
} from '@readout/criteria';

/**
 * What the hub holds of a trial, as an export reads it: the input of every dataset that leaves.
 *
 * Dates are ISO 8601 calendar days, instants ISO 8601 with zone. null: not told, never 0 and never normal.
 */

/** A date as it is used, beside the text the source gave where that was partial. */
export interface ToldDate {
  /** YYYY-MM-DD. */
  readonly on: string;
  /** As the source gave it, e.g. '2014-01'; null where it was complete. An export sends this text, not the completed date. */
  readonly given: string | null;
}

/** Who looked, as the hub names them. */
export type ContentEvaluator = 'INVESTIGATOR' | 'READER_1' | 'READER_2' | 'ADJUDICATOR' | 'ALGORITHM';

/** A trial as a whole. */
export interface TrialContent {
  /** STUDYID. */
  readonly protocol: string;
  readonly title: string;
  readonly sponsor: string;
  readonly phase: string | null;
  readonly indication: string | null;
  readonly isBlinded: boolean;
  readonly isRandomised: boolean;
  readonly plannedSubjects: number | null;
  readonly firstPlannedOn: string | null;
  readonly lastPlannedOn: string | null;
  /** Whether arms and treatments are told in this export; false: they are withheld and every subject's are null. */
  readonly isUnblinded: boolean;
  /** In order of display. */
  readonly arms: readonly { readonly code: string; readonly name: string }[];
  readonly sites: readonly {
    readonly code: string;
    readonly name: string | null;
    readonly country: string | null;
  }[];
  /** By planned day, baseline first. */
  readonly schedule: readonly ScheduleContent[];
  readonly charter: CharterContent;
  readonly cut: CutContent;
  /** Evaluators whose reviews are sent, in the order of the hub's list. */
  readonly evaluators: readonly ContentEvaluator[];
  /** Counted over all subjects: what the trial summary tells. */
  readonly counts: {
    readonly enrolled: number;
    readonly firstConsentOn: string | null;
    readonly firstDoseOn: string | null;
    readonly lastContactOn: string | null;
    readonly youngestYears: number | null;
    readonly oldestYears: number | null;
    /** SEX values that occur. */
    readonly sexes: readonly string[];
  };
}

export interface ScheduleContent {
  /** BL, W6, … */
  readonly code: string;
  readonly label: string;
  /** Planned study day, no day 0; null when not told. */
  readonly day: number | null;
  readonly windowBeforeDays: number;
  readonly windowAfterDays: number;
  /** DICOM modalities, e.g. CT, MR. */
  readonly modalities: readonly string[];
  readonly isBaseline: boolean;
  /** VISITNUM that the source gives its timepoints, where they agree on one; null or left out: the export numbers it. */
  readonly visitNumber?: number | null;
}

export interface CharterContent {
  readonly version: number;
  /** The first is the primary. */
  readonly criteria: readonly {
    readonly criteria: CriteriaId;
    readonly settings: Readonly<Record<string, unknown>>;
  }[];
  readonly readDesign: 'SINGLE' | 'DOUBLE_WITH_ADJUDICATION';
  readonly adjudicationVariable: string;
  readonly isSequential: boolean;
  /** Instant. */
  readonly adoptedAt: string;
}

/** The state of the data that is exported. */
export interface CutContent {
  /** Name of the data cut; null: the data as they are, without a cut. */
  readonly name: string | null;
  /** Data after this day are left out; null: none are. */
  readonly on: string | null;
  /** The time stamp of every file: when the cut was taken, or the newest entry of the trail was recorded. Instant. */
  readonly at: string;
  /** Newest audit entry that the export knows of. */
  readonly entryNumber: number;
}

/** A subject with everything told of it. */
export interface SubjectContent {
  readonly usubjid: string;
  readonly number: string;
  readonly siteCode: string;
  /** ISO 3166-1 alpha-3. */
  readonly country: string | null;
  readonly sex: string | null;
  readonly ageYears: number | null;
  readonly race: string | null;
  readonly ethnicity: string | null;
  readonly isFdgAvid: boolean | null;
  /** null: withheld, or not told. */
  readonly arm: {
    readonly plannedCode: string | null;
    readonly actualCode: string | null;
    /** ARMNRS. */
    readonly reasonWithout: string | null;
  } | null;
  readonly course: CourseContent;
  /** By start. */
  readonly exposures: readonly ExposureContent[];
  /** By date, those without one last. */
  readonly events: readonly EventContent[];
  /** By date. */
  readonly timepoints: readonly TimepointContent[];
  /** By evaluator. */
  readonly reviews: readonly ReviewContent[];
  /**
   * Keys of the rows that were numbered in earlier exports, by domain code: a row's --SEQ is the place of its key, from 1. New keys are
   * appended; none is ever moved or removed.
   */
  readonly sequence: Readonly<Record<string, readonly string[]>>;
}

export interface CourseContent {
  readonly isScreenFailure: boolean;
  readonly consentedOn: string | null;
  readonly randomisedOn: string | null;
  /** RFSTDTC: day 1 of the study days. */
  readonly referenceStartOn: string | null;
  readonly firstDoseOn: string | null;
  readonly lastDoseOn: string | null;
  readonly offTreatmentOn: string | null;
  readonly radiotherapyEndedOn: string | null;
  readonly newTherapyOn: string | null;
  readonly lastContactOn: string | null;
  readonly diedOn: string | null;
}

export interface ExposureContent {
  /** What tells it from the others at its source, e.g. EX-3. */
  readonly sourceKey: string;
  readonly started: ToldDate;
  readonly ended: ToldDate | null;
  /** null: withheld. */
  readonly drug: {
    readonly treatment: string;
    readonly dose: number | null;
    readonly doseUnit: string | null;
    readonly doseForm: string | null;
    readonly frequency: string | null;
    readonly route: string | null;
  } | null;
}

export interface EventContent {
  /** E.g. DS-2, DM-DTHDTC. */
  readonly sourceKey: string;
  /** A word of SUBJECT_EVENT_KINDS of the hub. */
  readonly kind: string;
  readonly term: string;
  readonly decodedTerm: string | null;
  readonly category: string | null;
  readonly occurred: ToldDate | null;
}

export interface TimepointContent {
  /** Unique for the subject. */
  readonly code: string;
  readonly label: string;
  /** Code of the planned timepoint; null: unscheduled, or not known. */
  readonly scheduleCode: string | null;
  readonly assessed: ToldDate;
  readonly isBaseline: boolean;
  readonly isScheduled: boolean;
  readonly visitNumber: number | null;
  /** PENDING, PASSED or FAILED; null: controlled elsewhere. */
  readonly imageQuality: string | null;
  /** By date, then modality. */
  readonly exams: readonly ExamContent[];
}

export interface ExamContent {
  /** The hub's id: what tells it from others. */
  readonly id: string;
  /** DICOM modality. */
  readonly modality: string;
  readonly acquiredOn: string;
  readonly studyInstanceUid: string | null;
}

/** One evaluator's look at the subject. */
export interface ReviewContent {
  readonly evaluator: ContentEvaluator;
  /** Whether it is the central result by the charter's rule (--ACPTFL). */
  readonly isAccepted: boolean;
  /** By code. */
  readonly lesions: readonly LesionContent[];
  /** By date of their timepoint; drafts are not sent. */
  readonly reads: readonly ReadContent[];
  /** One for each criteria of the charter that could be judged. */
  readonly bests: readonly BestContent[];
}

export interface LesionContent {
  /** T01, NT01, NEW01 … */
  readonly code: string;
  readonly role: LesionRole;
  readonly kind: string;
  readonly organ: string | null;
  readonly location: string | null;
  readonly laterality: string | null;
  readonly method: string | null;
  readonly isMeasurable: boolean;
  /** Timepoint at which it was identified. */
  readonly timepointCode: string;
  readonly splitFromCode: string | null;
  readonly isOutsideRadiationField: boolean | null;
  readonly isCytologyPositive: boolean | null;
  readonly flags: readonly string[];
}

export interface ReadContent {
  readonly timepointCode: string;
  /** This evaluator's own date where it differs from the timepoint's. */
  readonly read: ToldDate | null;
  readonly isLocked: boolean;
  readonly isEvaluable: boolean;
  readonly reasonNotEvaluable: string | null;
  readonly clinicalStatus: string | null;
  /** mg a day, dexamethasone-equivalent. */
  readonly corticosteroidMgPerDay: number | null;
  readonly t2flair: string | null;
  readonly boneMarrow: string | null;
  readonly spleenMm: number | null;
  readonly isOrganEnlarged: boolean | null;
  readonly deauville: string | null;
  readonly fdg: string | null;
  readonly hasNewFdgFoci: boolean | null;
  readonly boneScanNewLesions: number | null;
  readonly boneScanPersistentLesions: number | null;
  readonly psaNgPerMl: number | null;
  /** By lesion code. */
  readonly findings: readonly FindingContent[];
  /** In the order of the charter's criteria. */
  readonly responses: readonly ResponseContent[];
}

export interface FindingContent {
  readonly lesionCode: string;
  readonly state: FindingState;
  /** mm. */
  readonly longestDiameterMm: number | null;
  readonly shortAxisMm: number | null;
  readonly perpendicularMm: number | null;
  readonly attenuationHu: number | null;
  /** g/mL. */
  readonly sulPeak: number | null;
  readonly volumeMl: number | null;
  readonly change: LesionChange | null;
  readonly mergedIntoCode: string | null;
  readonly reasonNotEvaluable: string | null;
  readonly method: string | null;
}

/** The response at one read by one criteria: what was stated beside what was derived. */
export interface ResponseContent {
  readonly criteria: string;
  readonly stated: {
    readonly target: string | null;
    readonly nonTarget: string | null;
    readonly hasNewLesion: boolean | null;
    readonly overall: string | null;
    readonly sum: number | null;
    readonly components: Readonly<Partial<Record<TimepointComponent, string>>>;
  };
  readonly derived: {
    /** In the unit of the criteria. */
    readonly sum: number | null;
    /** Percent. */
    readonly changeFromBaselinePercent: number | null;
    readonly changeFromNadirPercent: number | null;
    readonly target: string | null;
    readonly nonTarget: string | null;
    readonly hasNewLesion: boolean | null;
    readonly overall: string | null;
    readonly components: Readonly<Record<string, string | number | boolean | null>>;
  };
  /** Version of the criteria engine; null where nothing was derived. */
  readonly engineVersion: string | null;
}

/** The best response of a review by one criteria. */
export interface BestContent {
  readonly criteria: string;
  readonly basis: 'MEASUREMENTS' | 'STATED';
  readonly best: string;
  readonly bestOn: string | null;
  readonly confirmedBest: string;
  readonly confirmedBestOn: string | null;
  readonly progressionOn: string | null;
  /** Percent. */
  readonly bestChangePercent: number | null;
  readonly lastEvaluableOn: string | null;
  readonly components: Readonly<Record<string, string | number | boolean | null>>;
  readonly engineVersion: string;
}
