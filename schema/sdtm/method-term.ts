import type { ExamContent } from './content.ts';

/** DICOM modalities and the words people use, to the term of a method. @source CDISC CT METHOD C85492 */
const METHODS: Readonly<Record<string, string>> = {
  CT: 'CT SCAN',
  'COMPUTED TOMOGRAPHY': 'CT SCAN',
  MR: 'MRI',
  'MRI SCAN': 'MRI',
  'MAGNETIC RESONANCE IMAGING': 'MRI',
  PT: 'PET SCAN',
  PET: 'PET SCAN',
  'FDG-PET': 'PET SCAN',
  'PET/CT': 'PET/CT SCAN',
  'PET-CT': 'PET/CT SCAN',
  'FDG-PET/CT': 'PET/CT SCAN',
  'PET/MRI': 'PET/MRI SCAN',
  NM: 'SCINTIGRAPHY',
  'BONE SCAN': 'SCINTIGRAPHY',
  US: 'ULTRASOUND',
  CR: 'X-RAY',
  DX: 'X-RAY',
  RG: 'X-RAY',
  MG: 'MAMMOGRAPHY',
  XC: 'PHOTOGRAPHY',
  ES: 'ENDOSCOPY',
};

/** The term of a method or modality; other words in upper case, since the list may be extended. */
export function methodTerm(words: string): string {
  const text = words.trim().toUpperCase();
  return METHODS[text] ?? text;
}

/** The method of a timepoint, where its exams are of one kind: PET and CT are one, of several others none can be told. */
export function methodOfExams(exams: readonly Pick<ExamContent, 'modality'>[]): string | null {
  const terms = [...new Set(exams.map(({ modality }) => methodTerm(modality)))].sort();
  const [first] = terms;
  if (terms.length === 1 && first !== undefined) return first;
  return terms.join() === 'CT SCAN,PET SCAN' ? 'PET/CT SCAN' : null;
}
