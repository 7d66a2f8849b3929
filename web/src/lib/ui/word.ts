/** The hub's closed lists, as people say them. */

export const ROLE_NAME = {
  SPONSOR_REVIEWER: 'Sponsor reviewer',
  MEDICAL_MONITOR: 'Medical monitor',
  DATA_MANAGER: 'Data manager',
  READER: 'Reader',
  ADJUDICATOR: 'Adjudicator',
  IMAGE_ANALYST: 'Image analyst',
  TRIAL_ADMINISTRATOR: 'Trial administrator',
  AUDITOR: 'Auditor',
  STATISTICIAN: 'Statistician',
} as const;

export const EVALUATOR_NAME = {
  CENTRAL: 'Central',
  READER_1: 'Reader 1',
  READER_2: 'Reader 2',
  ADJUDICATOR: 'Adjudicator',
  INVESTIGATOR: 'Investigator',
  ALGORITHM: 'Algorithm',
} as const;

export type EvaluatorWord = keyof typeof EVALUATOR_NAME;

export const POPULATION_NAME = {
  TREATED: 'Treated',
  RANDOMISED: 'Randomised',
  ENROLLED: 'Enrolled',
  EVALUABLE: 'Evaluable',
} as const;

/** Initials for the face in the top bar. @example initialsOf('Alessandra Rossi') // "AR" */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /^\p{L}/u.test(part) && !/^(Dr|Prof|PD)\.?$/.test(part))
    .map((part) => part.charAt(0).toUpperCase())
    .filter((_letter, index, all) => index === 0 || index === all.length - 1)
    .join('');

/** @example plural(1, 'difference') // "1 difference" @example plural(3, 'difference') // "3 differences" */
export const plural = (count: number, word: string, many = `${word}s`): string =>
  `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? word : many}`;
