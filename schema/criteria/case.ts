import type {
  BoneMarrowStatus,
  ClinicalStatus,
  DeauvilleScore,
  FdgStatus,
  FindingState,
  LesionChange,
  LesionRole,
  T2flairStatus,
} from './term.ts';

/**
 * One subject's images as one reader read them, in date order, and the criteria to judge them by.
 *
 * Lengths are mm, areas mm², volumes mL, dates ISO 8601 (YYYY-MM-DD). `readCase` makes one from unknown JSON; a caller
 * that builds one itself keeps what `readCase` checks: one baseline, first; timepoints by date; unique ids.
 */
export interface Case {
  /** What the case shows. */
  readonly name: string;
  readonly criteria: string;
  /** What the imaging charter chooses; a setting that is left out has the criteria's default. */
  readonly settings?: ChosenSettings;
  readonly subject?: Subject;
  /** Every lesion identified at any timepoint. */
  readonly lesions: readonly Lesion[];
  /** Baseline first, in date order. */
  readonly timepoints: readonly Timepoint[];
}

/** Settings by name, not yet checked against the criteria. */
export type ChosenSettings = Readonly<Record<string, unknown>>;

/** Dates of the subject that a rule looks at. */
export interface Subject {
  readonly treatmentStart?: string;
  readonly radiotherapyEnd?: string;
  readonly deathDate?: string;
  readonly newTherapyDate?: string;
  readonly fdgAvid?: boolean;
}

export interface Lesion {
  /** Unique in the case, e.g. `T01`, `NT01`, `NEW01`. */
  readonly id: string;
  readonly role: LesionRole;
  /** One of LESION_KINDS, or another word that changes no rule; left out: `extranodal`. */
  readonly kind?: string;
  /** Organ or location. */
  readonly site?: string;
  /** For `new`: large enough to be measured; left out: true. */
  readonly measurable?: boolean;
  readonly outsideRadiationField?: boolean;
  /** A target's id: this target is a fragment of that one, from the first timepoint that mentions it. */
  readonly splitFrom?: string;
  readonly cytologyPositive?: boolean;
}

export interface Timepoint {
  /** Unique in the case, e.g. `BL`, `W8`. */
  readonly id: string;
  readonly date: string;
  /** false: nothing here could be evaluated and the findings are ignored; left out: true. */
  readonly evaluable?: boolean;
  readonly findings: readonly Finding[];
  readonly clinical?: ClinicalStatus;
  /** mg a day, dexamethasone-equivalent. */
  readonly corticosteroid?: number;
  readonly t2flair?: T2flairStatus;
  readonly boneMarrow?: BoneMarrowStatus;
  /** Cranio-caudal length, mm. */
  readonly spleen?: number;
  readonly organEnlarged?: boolean;
  readonly deauville?: DeauvilleScore;
  readonly fdg?: FdgStatus;
  readonly newFdgFoci?: boolean;
  readonly boneScan?: BoneScan;
  /** ng/mL. */
  readonly psa?: number;
}

/** Counts of lesions on a bone scan. */
export interface BoneScan {
  /** First seen on this scan. */
  readonly newLesions: number;
  /** Of the new lesions counted since the reference scan, those still seen; left out: all. */
  readonly persistent?: number;
}

export interface Finding {
  /** A lesion's id. */
  readonly lesion: string;
  /** Left out: `measured` with a size, merged with `mergedInto`, else `present`. */
  readonly state?: FindingState;
  /** mm. */
  readonly longestDiameter?: number;
  /** mm; the size of a node. */
  readonly shortAxis?: number;
  /** mm; the longest diameter at a right angle to `longestDiameter`. */
  readonly perpendicular?: number;
  /** HU. */
  readonly attenuation?: number;
  /** SULpeak. */
  readonly sul?: number;
  /** mL. */
  readonly volume?: number;
  /** A lesion's id: this lesion has coalesced with that one, which bears the joint size. */
  readonly mergedInto?: string;
  readonly change?: LesionChange;
}
