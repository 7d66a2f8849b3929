/** What JSON can hold. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Deeper than any value of ours; keeps a hostile value from exhausting the stack. */
const DEEPEST = 200;

/**
 * The one spelling of a JSON value: no white space, keys in the order of their UTF-16 code units, numbers and strings as ECMAScript writes them.
 *
 * A key whose value is undefined is left out, as JSON.stringify does.
 *
 * @throws RangeError for what JSON cannot hold exactly: NaN, infinity, a lone surrogate, a depth over 200
 * @source RFC 8785, section 3.2 (RFC 7493, section 2.1, for lone surrogates)
 * @example canonicalJson({ b: 4.5, a: '€' }) // '{"a":"€","b":4.5}'
 */
export function canonicalJson(value: Json): string {
  return write(value, 0);
}

function write(value: Json, depth: number): string {
  if (typeof value === 'string') return writeString(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value !== 'object') throw new RangeError(`JSON holds no ${typeof value}.`);
  if (depth >= DEEPEST) throw new RangeError(`The value is deeper than ${DEEPEST} levels.`);
  if (isList(value)) return `[${value.map((each) => write(each, depth + 1)).join(',')}]`;
  let text = '';
  // The default order of sort is that of UTF-16 code units: RFC 8785, section 3.2.3.
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${writeString(key)}:${write(member, depth + 1)}`;
  }
  return `{${text}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** ECMAScript's own escapes are those of section 3.2.2.2, once lone surrogates are out. */
function writeString(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('A string holds a lone surrogate.');
  return JSON.stringify(text);
}

/** Section 3.2.2.3: ECMAScript's Number::toString; minus zero is written 0. */
function writeNumber(number: number): string {
  if (!Number.isFinite(number)) throw new RangeError(`JSON holds no ${number}.`);
  return String(number);
}
