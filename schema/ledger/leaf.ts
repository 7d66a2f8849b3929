import { fromHex, toHex, toUtf8 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical.ts';
import { sha256, type Sha256 } from './sha256.ts';

/**
 * An entry of the trail by its fields in camelCase: bigints as decimal strings, instants ISO 8601 in UTC with microseconds.
 *
 * A field that is null may as well be left out, and is, so that a field added later leaves earlier leaves as they are.
 */
export type LeafEntry = Readonly<Record<string, Json>> & {
  readonly number: string;
  readonly record: string;
};

/** Where a personal value stands in an entry: `reason`, `before.column` or `after.column`. */
export type LeafPath = string;

/** What shows that a digest in a leaf stands for a value. */
export interface Opening {
  /** 16 random bytes, lower-case hexadecimal. Without it a short value could be guessed from its digest. */
  readonly salt: string;
  readonly value: Json;
}

/** Length of a salt, in bytes. */
export const SALT_BYTES = 16;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * The personal values of an entry: its reason, and of `before` and `after` the columns that hold personal data or free text. In the order of their paths.
 *
 * A value that is null stays as it is: it tells of nobody.
 */
export function listPersonalPaths(
  entry: LeafEntry,
  isPersonal: (record: string, column: string) => boolean,
): LeafPath[] {
  const paths: LeafPath[] = [];
  for (const side of ['after', 'before']) {
    const values = entry[side];
    if (!isObject(values)) continue;
    for (const column of Object.keys(values))
      if (values[column] != null && isPersonal(entry.record, column)) paths.push(`${side}.${column}`);
  }
  if (entry['reason'] != null) paths.push('reason');
  return paths.sort();
}

/**
 * The bytes that are hashed into the tree for an entry, as text: canonical JSON, personal values as salted digests.
 *
 * It also holds `index`, the place in the tree, and `salted`, the paths of the digests.
 *
 * @param salts a salt for each personal path of the entry
 * @throws RangeError for a salt that is not 16 bytes of hexadecimal, or a value that JSON cannot hold
 */
export function leafContent(
  entry: LeafEntry,
  index: number,
  salts: Readonly<Record<LeafPath, string>>,
  hash: Sha256 = sha256,
): string {
  const paths = Object.keys(salts).sort();
  return leafContentWith(
    entry,
    index,
    Object.fromEntries(
      paths.map((path) => {
        const salt = salts[path] ?? '';
        return [path, saltedDigest({ salt, value: valueAt(entry, path) ?? null }, hash)];
      }),
    ),
  );
}

/** The same from digests that are known already, such as that of a value that was erased. */
export function leafContentWith(
  entry: LeafEntry,
  index: number,
  digests: Readonly<Record<LeafPath, string>>,
): string {
  const content: Record<string, Json> = {};
  for (const [field, value] of Object.entries(entry)) if (value !== null) content[field] = value;
  for (const [path, digest] of Object.entries(digests)) {
    const [side, column] = splitPath(path);
    if (column === undefined) content[side] = digest;
    else content[side] = { ...(content[side] as Record<string, Json>), [column]: digest };
  }
  return canonicalJson({ ...content, index, salted: Object.keys(digests).sort() });
}

/** `sha256:` and the hexadecimal SHA-256 of salt ‖ canonical value. @throws RangeError for a salt that is not 16 bytes of hexadecimal */
export function saltedDigest({ salt, value }: Opening, hash: Sha256 = sha256): string {
  const bytes = fromHex(salt);
  if (bytes?.length !== SALT_BYTES) throw new RangeError(`A salt has ${SALT_BYTES} bytes, in hexadecimal.`);
  const canonical = toUtf8(canonicalJson(value));
  const message = new Uint8Array(SALT_BYTES + canonical.length);
  message.set(bytes);
  message.set(canonical, SALT_BYTES);
  return `sha256:${toHex(hash(message))}`;
}

/** The value at a personal path; undefined when there is none. */
export function valueAt(entry: Readonly<Record<string, Json>>, path: LeafPath): Json | undefined {
  const [side, column] = splitPath(path);
  const value = Object.hasOwn(entry, side) ? entry[side] : undefined;
  if (column === undefined) return value;
  return isObject(value) && Object.hasOwn(value, column) ? value[column] : undefined;
}

/** Whether a value is what stands for a personal value in a leaf. */
export const isDigest = (value: Json | undefined): value is string =>
  typeof value === 'string' && DIGEST.test(value);

const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** At the first dot: a key of `after` may hold dots itself. */
function splitPath(path: LeafPath): readonly [side: string, column?: string] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}
