import { CRITERIA, isCriteriaId } from '@readout/criteria';

const EVALUATOR_TEXT: Readonly<Record<string, string>> = {
  INVESTIGATOR: 'the investigator',
  READER_1: 'reader 1',
  READER_2: 'reader 2',
  ADJUDICATOR: 'the adjudicator',
  ALGORITHM: 'the algorithm',
};

export const evaluatorText = (word: unknown): string =>
  typeof word === 'string' ? (EVALUATOR_TEXT[word] ?? word) : '';

/** Columns whose words are shouted in the database and not by people. */
const SHOUTED: ReadonlySet<string> = new Set([
  'role',
  'state',
  'kind',
  'origin',
  'basis',
  'read_design',
  'adjudication_variable',
  'variable',
  'verdict',
  'image_quality',
]);

/** A word of a closed list as people say it. @example wordText('role', 'DATA_MANAGER') // "data manager" */
export function wordText(column: string, word: string): string {
  if (column === 'criteria' && isCriteriaId(word)) return CRITERIA[word].name;
  return SHOUTED.has(column) ? word.toLowerCase().replaceAll('_', ' ') : word;
}

export const listText = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
