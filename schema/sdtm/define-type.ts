import type { ColumnProfile } from './column-profile.ts';
import type { VariableDefinition } from './dataset.ts';

/** The data type of a variable and the room it takes, as Define-XML tells them. */
export interface DefineType {
  readonly dataType: string;
  readonly length: number | null;
  readonly significantDigits: number | null;
  readonly displayFormat: string | null;
}

/**
 * The data type of a column from what is in it.
 *
 * @param isOfTest whether only the rows of one test are meant: a text then is a number or a date where all its values are
 * @source Define-XML 2.1, section 4.3.1 (data types), 5.3.12 (Length, SignificantDigits)
 */
export function typeOfColumn(
  { type, format }: Pick<VariableDefinition, 'type' | 'format'>,
  profile: ColumnProfile,
  isOfTest = false,
): DefineType {
  if (type === 'Num') {
    return { ...numberType(profile), displayFormat: format === 'SAS date' ? 'DATE9.' : null };
  }
  if (format === 'ISO 8601 duration') return isoType('durationDatetime');
  if (format === 'ISO 8601 date') return isoType(dateType(profile));
  if (isOfTest && profile.filled > 0) {
    if (profile.isNumeric) return { ...numberType(profile), displayFormat: null };
    const [form, ...more] = profile.forms;
    // A year alone reads as a number, and no test result is meant by it.
    if (form === 'date' && more.length === 0) return isoType('date');
  }
  return {
    dataType: 'text',
    length: Math.max(1, profile.bytes),
    significantDigits: null,
    displayFormat: null,
  };
}

const isoType = (dataType: string): DefineType => ({
  dataType,
  length: null,
  significantDigits: null,
  displayFormat: null,
});

const numberType = ({ digits, decimals }: ColumnProfile) =>
  decimals === 0
    ? { dataType: 'integer', length: Math.max(1, digits), significantDigits: null }
    : { dataType: 'float', length: digits, significantDigits: decimals };

/** The narrowest type that holds each form; a column without values is of whole dates. */
function dateType({ forms }: ColumnProfile): string {
  const has = (...wanted: readonly string[]) => forms.every((form) => wanted.includes(form));
  if (has('date')) return 'date';
  if (has('date', 'partialDate')) return 'partialDate';
  if (has('datetime')) return 'datetime';
  if (has('date', 'partialDate', 'datetime', 'partialDatetime')) return 'partialDatetime';
  return has('intervalDatetime') ? 'intervalDatetime' : 'incompleteDatetime';
}
