import type {
  BoneMarrowStatus,
  ClinicalStatus,
  FdgStatus,
  LesionChange,
  T2flairStatus,
} from '@readout/criteria';
import type { DEAUVILLE_WORDS } from '@readout/db/term.ts';

/** What criteria ask of a timepoint beside its lesions; null: not told. Columns of `read`. */
export interface ReadInputs {
  readonly clinicalStatus: ClinicalStatus | null;
  /** mg a day, dexamethasone-equivalent. */
  readonly corticosteroidMgPerDay: number | null;
  readonly t2flair: T2flairStatus | null;
  readonly boneMarrow: BoneMarrowStatus | null;
  /** Cranio-caudal, mm. */
  readonly spleenMm: number | null;
  readonly isOrganEnlarged: boolean | null;
  /** 1 to 5, or not-evaluated. */
  readonly deauville: (typeof DEAUVILLE_WORDS)[number] | null;
  readonly fdg: FdgStatus | null;
  readonly hasNewFdgFoci: boolean | null;
  /** Counts. */
  readonly boneScanNewLesions: number | null;
  readonly boneScanPersistentLesions: number | null;
  /** ng/mL. */
  readonly psaNgPerMl: number | null;
}

/** What criteria ask of a lesion beside its sizes; null: not told. Columns of `finding`. */
export interface FindingInputs {
  /** HU. */
  readonly attenuationHu: number | null;
  /** g/mL. */
  readonly sulPeak: number | null;
  /** mL. */
  readonly volumeMl: number | null;
  readonly change: LesionChange | null;
}

/** The columns of a read, those left out as null: a statement that writes rows names the same columns for each. */
export const readInputsOf = (read: Partial<ReadInputs>): ReadInputs => ({
  clinicalStatus: read.clinicalStatus ?? null,
  corticosteroidMgPerDay: read.corticosteroidMgPerDay ?? null,
  t2flair: read.t2flair ?? null,
  boneMarrow: read.boneMarrow ?? null,
  spleenMm: read.spleenMm ?? null,
  isOrganEnlarged: read.isOrganEnlarged ?? null,
  deauville: read.deauville ?? null,
  fdg: read.fdg ?? null,
  hasNewFdgFoci: read.hasNewFdgFoci ?? null,
  boneScanNewLesions: read.boneScanNewLesions ?? null,
  boneScanPersistentLesions: read.boneScanPersistentLesions ?? null,
  psaNgPerMl: read.psaNgPerMl ?? null,
});

/** The columns of a finding, those left out as null. */
export const findingInputsOf = (finding: Partial<FindingInputs>): FindingInputs => ({
  attenuationHu: finding.attenuationHu ?? null,
  sulPeak: finding.sulPeak ?? null,
  volumeMl: finding.volumeMl ?? null,
  change: finding.change ?? null,
});
