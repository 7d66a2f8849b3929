/** Why a finding may be there though the data are right, by rule: the words a reviewer reads beside it. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  SUMMARY_PARAMETER_MISSING:
    'The hub holds the imaging part of the trial. Parameters that only the protocol tells are added by the sponsor before submission.',
  TERM_EXTENDED:
    'The list is extensible. The term was given by the source, and is marked as extended in define.xml.',
  TEXT_NOT_ASCII:
    'The text is kept as it was told in Dataset-JSON and CSV; SAS XPORT tells its letters in ASCII.',
  DATE_AFTER_DEATH: 'The dates are those of the source; a query asks the site.',
  DEATH_WITHOUT_DATE: 'The source tells of the death and not of its date.',
  STUDY_DAY_MISSING: 'The source gives no study day, and none is made up.',
  LESION_ROLE_DIFFERS: 'The role of the lesion changed between its identification and this assessment.',
  ASSESSMENT_NOT_FOUND: 'The response was stated at an assessment at which no lesion was measured.',
  VISIT_NOT_PLANNED: 'The visit comes from the source; the schedule of the charter does not have it.',
  EPOCH_NOT_PLANNED: 'The epoch comes from the source; the arms of the trial do not have it.',
  FIRST_EXPOSURE_DIFFERS: 'The first exposure is that of the source for the subject as a whole.',
  REFERENCE_START_MISSING: 'The subject was assigned and not treated.',
  DISPOSITION_TERM: 'The term was given by the source.',
  LAST_BEFORE_EXPOSURE_TWICE: 'Two assessments before exposure bear the same date.',
};

/** @returns undefined where nothing can be said beforehand: somebody has to look */
export function explainFinding(rule: string): string | undefined {
  return EXPLANATIONS[rule];
}
