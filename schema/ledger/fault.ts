/** What can be wrong with a trail. */
export const FAULTS = [
  'CHANGED',
  'DELETED',
  'INSERTED',
  'REORDERED',
  'OPENING',
  'ERASED',
  'CHECKPOINT',
  'UNREADABLE',
] as const;

/** The first thing that is wrong. */
export interface Fault {
  readonly kind: (typeof FAULTS)[number];
  /** Place in the tree; null when it concerns no one entry. */
  readonly index: number | null;
  /** Number of the entry; null when it is not known. */
  readonly entryNumber: string | null;
  /** What is wrong, for people. */
  readonly sentence: string;
}

/** A value that was erased, with an entry that says so. */
export interface Redaction {
  readonly entryNumber: string;
  /** `reason`, `before.column` or `after.column`. */
  readonly path: string;
}

/** Names an entry: its number is what the portal shows, its index its place in the tree. */
export const nameEntry = (entryNumber: string | null, index: number): string =>
  entryNumber === null ? `The entry at index ${index}` : `Entry ${entryNumber} (index ${index})`;

/**
 * An entry whose content has another hash than it was sealed with.
 *
 * @param index its place in the tree, from 0
 * @param entryNumber as the portal shows it; null where it cannot be read
 */
export const changed = (index: number, entryNumber: string | null): Fault => ({
  kind: 'CHANGED',
  index,
  entryNumber,
  sentence: `${nameEntry(entryNumber, index)} was changed: its content no longer has the hash it was sealed with.`,
});

/**
 * An entry that is missing.
 *
 * @param index its place in the tree, from 0
 * @param found what stands there instead
 */
export const deleted = (index: number, found: string): Fault => ({
  kind: 'DELETED',
  index,
  entryNumber: null,
  sentence: `${nameEntry(null, index)} was deleted: ${found}.`,
});

/**
 * An entry at a place that is another's.
 *
 * @param index its place in the tree, from 0
 * @param found why it does not belong there
 */
export const inserted = (index: number, entryNumber: string | null, found: string): Fault => ({
  kind: 'INSERTED',
  index,
  entryNumber,
  sentence: `${nameEntry(entryNumber, index)} was inserted: ${found}.`,
});

/**
 * An entry that stands at another place than it was sealed at.
 *
 * @param index its place in the tree, from 0
 * @param found what stands there instead
 */
export const reordered = (index: number, entryNumber: string | null, found: string): Fault => ({
  kind: 'REORDERED',
  index,
  entryNumber,
  sentence: `${nameEntry(entryNumber, index)} stands in another place: ${found}.`,
});

/**
 * An entry of which a personal value is another than its digest stands for.
 *
 * @param path as `reason` or `after.name`
 */
export const wrongOpening = (index: number, entryNumber: string, path: string): Fault => ({
  kind: 'OPENING',
  index,
  entryNumber,
  sentence: `${nameEntry(entryNumber, index)} was changed: its ${path} is not the value it was sealed with.`,
});

/**
 * An entry of which a personal value is gone, though no entry records its redaction.
 *
 * @param path as `reason` or `after.name`
 */
export const erased = (index: number, entryNumber: string, path: string): Fault => ({
  kind: 'ERASED',
  index,
  entryNumber,
  sentence: `${nameEntry(entryNumber, index)} was changed: its ${path} was erased, and no entry records a redaction of it.`,
});

/**
 * A checkpoint that does not fit the entries or the key.
 *
 * @param index the first place that it may be about; null: none
 */
export const wrongCheckpoint = (sentence: string, index: number | null = null): Fault => ({
  kind: 'CHECKPOINT',
  index,
  entryNumber: null,
  sentence,
});

/**
 * A line that is none of an export.
 *
 * @param line counted from 1
 */
export const unreadable = (line: number, index: number, entryNumber: string | null = null): Fault => ({
  kind: 'UNREADABLE',
  index,
  entryNumber,
  sentence: `Line ${line} was changed: it is no line of an exported audit trail. It stands at ${nameEntry(
    entryNumber,
    index,
  )
    .replace(/^The/, 'the')
    .replace(/^Entry/, 'entry')}.`,
});
