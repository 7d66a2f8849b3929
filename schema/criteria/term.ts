/**
 * The closed lists of words of the assessment format.
 *
 * PostgreSQL enums, GraphQL enums and SDTM terms are built from these, so that a word has one origin.
 */

/** What part a lesion plays: chosen at baseline, except `new`. */
export const LESION_ROLES = ['target', 'non-target', 'new'] as const;
export type LesionRole = (typeof LESION_ROLES)[number];

/** What changes a lesion's rule. A case may carry another word: it changes no rule and counts as extranodal. */
export const LESION_KINDS = [
  'extranodal',
  'nodal',
  'bone',
  'spleen',
  'liver',
  'effusion',
  'skin',
  'enhancing',
  'non-enhancing',
] as const;
export type LesionKind = (typeof LESION_KINDS)[number];

/** What a reader says of a lesion at one timepoint. */
export const FINDING_STATES = [
  'measured',
  'present',
  'absent',
  'too-small',
  'progressed',
  'not-evaluable',
  'equivocal',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** Change of a lesion against the previous assessment (iRECIST). */
export const LESION_CHANGES = ['increased', 'unchanged', 'decreased'] as const;
export type LesionChange = (typeof LESION_CHANGES)[number];

/** Clinical (neurological) status against the reference that the criteria names. */
export const CLINICAL_STATUSES = ['improved', 'stable', 'worse', 'not-evaluated'] as const;
export type ClinicalStatus = (typeof CLINICAL_STATUSES)[number];

/** Non-enhancing disease on T2/FLAIR. */
export const T2FLAIR_STATUSES = ['decreased', 'stable', 'increased', 'not-evaluated'] as const;
export type T2flairStatus = (typeof T2FLAIR_STATUSES)[number];

export const BONE_MARROW_STATUSES = ['involved', 'not-involved', 'indeterminate', 'not-evaluated'] as const;
export type BoneMarrowStatus = (typeof BONE_MARROW_STATUSES)[number];

/** Overall FDG uptake against baseline. */
export const FDG_STATUSES = ['decreased', 'unchanged', 'increased', 'negative', 'not-evaluated'] as const;
export type FdgStatus = (typeof FDG_STATUSES)[number];

/** Five-point score of a timepoint. */
export const DEAUVILLE_SCORES = [1, 2, 3, 4, 5, 'not-evaluated'] as const;
export type DeauvilleScore = (typeof DEAUVILLE_SCORES)[number];

/** Timepoint and best responses of RECIST 1.1, in order of display. */
export const RESPONSES = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'NED'] as const;
export type Response = (typeof RESPONSES)[number];

/** Responses of the target lesions of RECIST 1.1. */
export const TARGET_RESPONSES = ['CR', 'PR', 'SD', 'PD', 'NE'] as const;
export type TargetResponse = (typeof TARGET_RESPONSES)[number];

/** Responses of the non-target lesions of RECIST 1.1. */
export const NON_TARGET_RESPONSES = ['CR', 'NON-CR/NON-PD', 'PD', 'NE'] as const;
export type NonTargetResponse = (typeof NON_TARGET_RESPONSES)[number];

/** Timepoint responses of PCWG2 and PCWG3, of soft tissue and overall, in order of display. PDu: not yet confirmed. */
export const PCWG_RESPONSES = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PDu', 'PD', 'NE', 'NED'] as const;
export type PcwgResponse = (typeof PCWG_RESPONSES)[number];

/** Responses of bone on a scan (PCWG2, PCWG3). */
export const BONE_RESPONSES = ['NON-PD', 'PDu', 'PD', 'NE'] as const;
export type BoneResponse = (typeof BONE_RESPONSES)[number];

/** Timepoint and best responses of the WHO criteria, in order of display. NC: no change. */
export const WHO_RESPONSES = ['CR', 'PR', 'NC', 'PD', 'NE', 'NED'] as const;
export type WhoResponse = (typeof WHO_RESPONSES)[number];

/** Timepoint and best responses of irRC, in order of display. */
export const IRRC_RESPONSES = ['irCR', 'irPR', 'irSD', 'irPD', 'NE', 'NED'] as const;
export type IrrcResponse = (typeof IRRC_RESPONSES)[number];

/** Responses of the non-index lesions of irRC, which by themselves are never irPD. */
export const IRRC_NON_INDEX_RESPONSES = ['absent', 'stable', 'progression', 'NE'] as const;
export type IrrcNonIndexResponse = (typeof IRRC_NON_INDEX_RESPONSES)[number];

/** Timepoint and best responses of PERCIST 1.0, in order of display. */
export const PERCIST_RESPONSES = ['CMR', 'PMR', 'SMD', 'PMD', 'NE', 'NED'] as const;
export type PercistResponse = (typeof PERCIST_RESPONSES)[number];

/** Responses of the non-target lesions of PERCIST 1.0. */
export const PERCIST_NON_TARGET_RESPONSES = ['CMR', 'NON-CMR/NON-PMD', 'PMD', 'NE'] as const;
export type PercistNonTargetResponse = (typeof PERCIST_NON_TARGET_RESPONSES)[number];

/** Timepoint and best responses of Cheson 1999, in order of display. CRu: unconfirmed or uncertain complete response. */
export const CHESON_1999_RESPONSES = ['CR', 'CRu', 'PR', 'SD', 'PD', 'NE'] as const;
export type Cheson1999Response = (typeof CHESON_1999_RESPONSES)[number];

/** Responses by PET of Lugano and LYRIC. */
export const PET_RESPONSES = ['CMR', 'PMR', 'NMR', 'PMD', 'NE'] as const;
export type PetResponse = (typeof PET_RESPONSES)[number];

/** Timepoint and best responses of LYRIC, in order of display. IR: indeterminate. */
export const LYRIC_RESPONSES = ['CR', 'PR', 'SD', 'IR1', 'IR2a', 'IR2b', 'IR3', 'PD', 'NE'] as const;
export type LyricResponse = (typeof LYRIC_RESPONSES)[number];

/** What a word of any criteria says of the disease: figures and badges go by this, so that a new word has its place. */
export const RESPONSE_MEANINGS = [
  'complete',
  'partial',
  'minor',
  'stable',
  'non-target',
  'indeterminate',
  'suspected-progression',
  'progression',
  'not-evaluable',
  'no-disease',
] as const;
export type ResponseMeaning = (typeof RESPONSE_MEANINGS)[number];

/**
 * The meaning of every word that some criteria answer for a timepoint, a part of it, or as best response, in order of display.
 *
 * CAR, PAR, SAD and PAD are what sources state of an anatomic (CT) assessment by Lugano. @source CDISC CT ONCRSR C96785
 */
export const MEANING_OF_WORD = {
  CR: 'complete',
  CRu: 'complete',
  iCR: 'complete',
  irCR: 'complete',
  CMR: 'complete',
  CAR: 'complete',
  absent: 'complete',
  PR: 'partial',
  iPR: 'partial',
  irPR: 'partial',
  PMR: 'partial',
  PAR: 'partial',
  MR: 'minor',
  SD: 'stable',
  NC: 'stable',
  iSD: 'stable',
  irSD: 'stable',
  SMD: 'stable',
  NMR: 'stable',
  SAD: 'stable',
  'IR/SD': 'stable',
  'NON-CR/NON-PD': 'non-target',
  'NON-iCR/NON-iUPD': 'non-target',
  'NON-CMR/NON-PMD': 'non-target',
  'NON-PD': 'non-target',
  stable: 'non-target',
  IR1: 'indeterminate',
  IR2a: 'indeterminate',
  IR2b: 'indeterminate',
  IR3: 'indeterminate',
  iUPD: 'suspected-progression',
  PDu: 'suspected-progression',
  PPD: 'suspected-progression',
  PD: 'progression',
  iCPD: 'progression',
  irPD: 'progression',
  PMD: 'progression',
  PAD: 'progression',
  progression: 'progression',
  NE: 'not-evaluable',
  NED: 'no-disease',
} as const satisfies Record<string, ResponseMeaning>;

/** What a trace entry is about. */
export const TRACE_STEPS = [
  'sum',
  'nadir',
  'target',
  'non-target',
  'new-lesion',
  // What only some criteria look at: PET, marrow, spleen, steroids, bone scan, PSA, attenuation …
  'component',
  'overall',
  'confirmation',
  'date',
  'best',
] as const;
export type TraceStep = (typeof TRACE_STEPS)[number];
