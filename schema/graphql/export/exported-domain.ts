/**
 * The domains that can be asked for, in submission order, as SDTMIG v3.4 names them. Supplemental qualifiers (SUPP--) leave with their domain and
 * RELREC with the domains that it relates, so neither is chosen by itself.
 */
export const EXPORTED_DOMAINS = [
  { code: 'TS', label: 'Trial Summary' },
  { code: 'TV', label: 'Trial Visits' },
  { code: 'TA', label: 'Trial Arms' },
  { code: 'TE', label: 'Trial Elements' },
  { code: 'TI', label: 'Trial Inclusion/Exclusion Criteria' },
  { code: 'DM', label: 'Demographics' },
  { code: 'SV', label: 'Subject Visits' },
  { code: 'SE', label: 'Subject Elements' },
  { code: 'EX', label: 'Exposure' },
  { code: 'DS', label: 'Disposition' },
  { code: 'PR', label: 'Procedures' },
  { code: 'TU', label: 'Tumor/Lesion Identification' },
  { code: 'TR', label: 'Tumor/Lesion Results' },
  { code: 'RS', label: 'Disease Response and Clin Classification' },
] as const;
