import type { Responses } from './result.ts';

/**
 * What sources state of a PET and of an anatomic (CT) assessment, as Lugano's response: CMR is CR, and so on. SMD is another word for NMR.
 *
 * @source Cheson 2014, Table 3; CDISC CT ONCRSR C96785
 */
const LUGANO_WORD: Readonly<Record<string, string>> = {
  CMR: 'CR',
  CAR: 'CR',
  PMR: 'PR',
  PAR: 'PR',
  NMR: 'SD',
  SMD: 'SD',
  SAD: 'SD',
  PMD: 'PD',
  PAD: 'PD',
};

/** Stated responses in the words that a best response is told in; words that are none of these stay as they are. */
export const inLuganoWords = (responses: Responses): Responses => ({
  ...responses,
  timepoints: responses.timepoints.map((row) => ({
    ...row,
    overall: LUGANO_WORD[row.overall] ?? row.overall,
  })),
});
