/** The closed lists of a charter, as people say them. */
export const READ_DESIGN_TEXT: Readonly<Record<string, string>> = {
  SINGLE: 'one reader',
  DOUBLE_WITH_ADJUDICATION: 'two readers, adjudicated where they differ',
};

export const ADJUDICATION_TEXT: Readonly<Record<string, string>> = {
  BEST_RESPONSE: 'the best response',
  PROGRESSION_DATE: 'the date of progression',
  BEST_RESPONSE_AND_PROGRESSION_DATE: 'the best response and the date of progression',
};

/** A setting's value. @example settingText(28, 'days') // "28 days" @example settingText(null, 'days') // "off" */
export function settingText(value: unknown, unit: string | null): string {
  if (value === null || value === undefined) return 'off';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return unit === null ? String(value) : `${String(value)} ${unit}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
