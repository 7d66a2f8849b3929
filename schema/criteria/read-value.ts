import { isDate } from './day.ts';
import { nearestName } from './nearest-name.ts';

/** Why a case does not fit its format; the message names the key. */
export class CaseFault extends Error {}

/** One key of an object that is read, with the path that a fault names. */
export type Reader<T> = (value: unknown, path: string) => T;

/** A nonempty text. */
export const readText: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || value === '')
    throw new CaseFault(`${path} must be a text, but is ${show(value)}`);
  return value;
};

/** A day of the calendar, YYYY-MM-DD. */
export const readDate: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || !isDate(value)) {
    throw new CaseFault(`${path} must be a date written YYYY-MM-DD, but is ${show(value)}`);
  }
  return value;
};

/** True or false, and no word for either. */
export const readBoolean: Reader<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new CaseFault(`${path} must be true or false, but is ${show(value)}`);
  return value;
};

/** Any finite number. */
export const readNumber: Reader<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new CaseFault(`${path} must be a number, but is ${show(value)}`);
  }
  return value;
};

/** A size, dose or level: not negative. */
export const readSize: Reader<number> = (value, path) => {
  const size = readNumber(value, path);
  if (size < 0) throw new CaseFault(`${path} must not be negative, but is ${size}`);
  return size;
};

/** A number of lesions. */
export const readCount: Reader<number> = (value, path) => {
  const count = readSize(value, path);
  if (!Number.isInteger(count)) throw new CaseFault(`${path} must be a whole number, but is ${count}`);
  return count;
};

/** One word of a closed list. */
export function readWord<const Word>(words: readonly Word[]): Reader<Word> {
  return (value, path) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined)
      throw new CaseFault(`${path} must be one of ${words.join(', ')}, but is ${show(value)}`);
    return word;
  };
}

/** A list, each part read. */
export function readList<T>(readPart: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new CaseFault(`${path} must be a list, but is ${show(value)}`);
    return value.map((part, index) => readPart(part, `${path}[${index}]`));
  };
}

/** The readers of an object: keys it must have and keys it may have. null counts as left out. */
export interface Keys {
  readonly required: Readonly<Record<string, Reader<unknown>>>;
  readonly optional: Readonly<Record<string, Reader<unknown>>>;
}

type Read<R> = { readonly [K in keyof R]: R[K] extends Reader<infer T> ? T : never };

/** An object with these keys and no other; a misspelt key must not pass for one that was left out. */
export function readObject<const K extends Keys>(
  keys: K,
): Reader<Read<K['required']> & Partial<Read<K['optional']>>> {
  const names = [...Object.keys(keys.required), ...Object.keys(keys.optional)];
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new CaseFault(`${path === '' ? 'A case' : path} must be an object, but is ${show(value)}`);
    }
    const prefix = path === '' ? '' : `${path}.`;
    const object: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(value)) {
      const read = ownReader(keys.required, name) ?? ownReader(keys.optional, name);
      if (read === undefined) {
        const nearest = nearestName(name, names);
        const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
        throw new CaseFault(`${prefix}${name} is not a key of this format${hint}`);
      }
      if (part !== null) object[name] = read(part, `${prefix}${name}`);
    }
    for (const name of Object.keys(keys.required)) {
      if (!Object.hasOwn(object, name)) throw new CaseFault(`${prefix}${name} is missing`);
    }
    return object as Read<K['required']> & Partial<Read<K['optional']>>;
  };
}

function ownReader(
  readers: Readonly<Record<string, Reader<unknown>>>,
  name: string,
): Reader<unknown> | undefined {
  return Object.hasOwn(readers, name) ? readers[name] : undefined;
}

/** A value as a fault quotes it, short. */
export function show(value: unknown): string {
  // A number too large for the machine is Infinity, which JSON has no word for.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'missing');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
