import { isoFormOf, type IsoForm } from './iso-form.ts';

/** What is in a column, or in a column for the rows of one test. Plain JSON. */
export interface ColumnProfile {
  /** Rows with a value. */
  filled: number;
  /** Bytes (UTF-8) of the longest text; 0 where there is none. */
  bytes: number;
  /** Most digits of a number, sign and point not counted. Of a text: only while all are numbers. */
  digits: number;
  /** Most digits after the decimal point. */
  decimals: number;
  /** Whether all texts are decimal numbers; true of none. */
  isNumeric: boolean;
  isAscii: boolean;
  /** Forms of ISO 8601 that occur, 'other' for a text that is none; only where the column holds such. */
  forms: readonly (IsoForm | 'other')[];
  /** Distinct texts in order of first appearance; null when not asked for, or more than MAX_VALUES. */
  values: readonly string[] | null;
}

/** Distinct texts kept of a column: more than any list of terms that is sent. */
export const MAX_VALUES = 500;

export interface ColumnCounter {
  count(value: string | number): void;
  read(): ColumnProfile;
}

/** @param asks which counts are wanted beside those of length and digits */
export function countColumn(
  asks: { readonly values: boolean; readonly forms: boolean; readonly numericText: boolean },
  from?: ColumnProfile,
): ColumnCounter {
  let { filled, bytes, digits, decimals, isNumeric, isAscii } = from ?? {
    filled: 0,
    bytes: 0,
    digits: 0,
    decimals: 0,
    isNumeric: true,
    isAscii: true,
  };
  let values = asks.values && from?.values !== null ? new Set(from?.values) : null;
  const forms = new Set(from?.forms);
  let last: string | number | null = null;

  const countNumber = (value: number | string) => {
    const [whole, fraction] = digitsOf(value);
    if (whole + fraction > digits) digits = whole + fraction;
    if (fraction > decimals) decimals = fraction;
  };
  return {
    count(value) {
      filled += 1;
      // Most values repeat the one above: a subject, a visit, an evaluator.
      if (value === last) return;
      last = value;
      if (typeof value === 'number') {
        countNumber(value);
        return;
      }
      const size = NOT_ASCII.test(value) ? byteLength(value) : value.length;
      if (size > bytes) bytes = size;
      if (size !== value.length) isAscii = false;
      if (asks.forms) forms.add(isoFormOf(value) ?? 'other');
      if (values && values.size <= MAX_VALUES) values.add(value);
      if (values && values.size > MAX_VALUES) values = null;
      if (asks.numericText && isNumeric) {
        if (NUMBER.test(value)) countNumber(value);
        else isNumeric = false;
      }
    },
    read: () => ({
      filled,
      bytes,
      digits,
      decimals,
      isNumeric,
      isAscii,
      forms: [...forms],
      values: values && [...values],
    }),
  };
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const NOT_ASCII = /[\u0080-\uffff]/;

/** Bytes of a text in UTF-8; a lone surrogate counts as the three of its replacement. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(at + 1))) {
      bytes += 2;
      at += 1;
    } else bytes += 2;
  }
  return bytes;
}

const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** Digits before and after the decimal point: 0.25 has 1 and 2. */
function digitsOf(value: number | string): [whole: number, fraction: number] {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return [wholeDigits(Math.abs(value)), 0];
    // 1e-7 is written with an exponent; a double needs no more than 20 decimals to be told from its neighbours here.
    const size = Math.abs(value);
    if (Number.isInteger(size)) return [BigInt(size).toString().length, 0];
    const text = String(size);
    return digitsOf(text.includes('e') ? size.toFixed(20).replace(/0+$/, '') : text);
  }
  const text = value.startsWith('-') ? value.slice(1) : value;
  const point = text.indexOf('.');
  return point < 0 ? [text.length, 0] : [point, text.length - point - 1];
}

function wholeDigits(value: number): number {
  let digits = 1;
  for (let rest = value; rest >= 10; rest /= 10) digits += 1;
  return digits;
}
