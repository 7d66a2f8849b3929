import { findCodelist } from './codelist.ts';
import { kindOfLocation } from './terminology.ts';

/** Words for a location that are not the term itself. @source CDISC CT LOC C74456 */
const LOCATIONS: Readonly<Record<string, string>> = {
  ABDOMEN: 'ABDOMINAL CAVITY',
  ADRENAL: 'ADRENAL GLAND',
  'ADRENAL GLANDS': 'ADRENAL GLAND',
  BLADDER: 'BLADDER',
  BONES: 'BONE',
  BRAINSTEM: 'BRAIN STEM',
  'LYMPH NODES': 'LYMPH NODE',
  LUNGS: 'LUNG',
  NODE: 'LYMPH NODE',
  KIDNEYS: 'KIDNEY',
  OVARIES: 'OVARY',
  PROSTATE: 'PROSTATE GLAND',
  SKELETON: 'BONE',
  THYROID: 'THYROID GLAND',
  OESOPHAGUS: 'ESOPHAGUS',
};

/** Node stations by the words people use, to the term's first part. @source CDISC CT LOC C74456 */
const STATIONS = [
  ['PARA-AORTIC', /PARA-?\s?AORTIC/],
  ['MEDIASTINAL', /MEDIASTIN/],
  ['AXILLARY', /AXILLA/],
  ['CERVICAL', /CERVICAL|NECK/],
  ['HILAR', /HILAR|HILUM/],
  ['INGUINAL', /INGUINAL|GROIN/],
  ['COMMON ILIAC', /COMMON ILIAC/],
  ['EXTERNAL ILIAC', /EXTERNAL ILIAC/],
  ['INTERNAL ILIAC', /INTERNAL ILIAC/],
  ['ILIAC', /ILIAC/],
  ['MESENTERIC', /MESENTER/],
  ['RETROPERITONEAL', /RETROPERITON/],
  ['SUPRACLAVICULAR', /SUPRACLAVIC/],
  ['SUBCARINAL', /SUBCARIN/],
  ['PARATRACHEAL', /PARATRACHEAL/],
  ['PELVIC', /PELVI/],
] as const;

/**
 * TULOC of the organ and kind the hub holds: the published term where the words are known, else the words in upper case (the list may
 * be extended). A node bears LYMPH NODE in its term, since a rule hangs on it.
 */
export function locationTerm(organ: string | null, kind: string): string | null {
  const words = organ?.trim().toUpperCase() ?? '';
  if (kind !== 'nodal') return words === '' ? null : (LOCATIONS[words] ?? words);
  if (isPublished(words) && kindOfLocation(words) === 'nodal') return words;
  const station = STATIONS.find(([, pattern]) => pattern.test(words));
  return station ? `${station[0]} LYMPH NODE` : 'LYMPH NODE';
}

const isPublished = (words: string): boolean => findCodelist('C74456')?.terms.has(words) === true;

/** TULAT. @source CDISC CT LAT C99073 */
const SIDES: Readonly<Record<string, string>> = { L: 'LEFT', R: 'RIGHT', BOTH: 'BILATERAL' };

export function lateralityTerm(laterality: string | null): string | null {
  if (laterality === null) return null;
  const words = laterality.trim().toUpperCase();
  return SIDES[words] ?? (words || null);
}
