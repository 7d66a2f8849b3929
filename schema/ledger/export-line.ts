import { toHex } from './bytes.ts';
import type { LeafPath, Opening } from './leaf.ts';
import type { Hash } from './merkle.ts';

/*
 * An exported trail is a file of JSON lines, in the order of the tree:
 *
 *   {"audit":"readout/1","origin":…,"key":…,"trial":…}      first: whose log it is; "filter":… where only some entries were asked for
 *   {"hash":"…","leaf":{…}}                                an entry: the hash of its leaf, and the canonical bytes that are hashed
 *   {"openings":{"reason":{"salt":"…","value":"…"}}}       after the entry: what its digests stand for; null where it was erased
 *   {"skip":{"from":…,"to":…,"hashes":["…"]}}              entries that are not in the file, as the roots of the perfect subtrees they fill
 *   {"checkpoint":"…"}                                     where as many entries have passed as it tells; the last line is one
 */

/** The bytes of an entry's line before the leaf: `{"hash":"`, 64 digits, `","leaf":`. */
export const LEAF_STARTS = 9 + 64 + 9;

export interface ExportHeader {
  readonly origin: string;
  /** Verifier key of the log, as people pass it on: to be compared with one that was had otherwise. */
  readonly key: string;
  /** Protocol number, when the file holds one trial's entries. */
  readonly trial: string | null;
  /** Which of the entries are in the file, in words; left out: all of them. */
  readonly filter?: string | undefined;
}

/** The first line: whose log it is, by which key it is verified, and of which trial. */
export const headerLine = ({ origin, key, trial, filter }: ExportHeader): string =>
  `${JSON.stringify({ audit: 'readout/1', origin, key, trial, ...(filter === undefined ? {} : { filter }) })}\n`;

/** @param content canonical JSON, as it was hashed */
export const leafLine = (hash: Hash, content: string): string =>
  `{"hash":"${toHex(hash)}","leaf":${content}}\n`;

/** Empty for an entry without digests. */
export function openingsLine(openings: Readonly<Record<LeafPath, Opening | null>>): string {
  return Object.keys(openings).length === 0 ? '' : `${JSON.stringify({ openings })}\n`;
}

/** @param hashes of the perfect subtrees from `from` up to, not including, `to`, from left to right */
export const skipLine = (from: number, to: number, hashes: readonly Hash[]): string =>
  `${JSON.stringify({ skip: { from, to, hashes: hashes.map(toHex) } })}\n`;

/** @param note a signed checkpoint over all entries before it (C2SP tlog-checkpoint) */
export const checkpointLine = (note: string): string => `${JSON.stringify({ checkpoint: note })}\n`;

/** A line of an export by what it holds. */
export type ExportLine =
  | { readonly kind: 'header'; readonly header: ExportHeader }
  /** `isIntact`: the content has the hash that stands beside it. */
  | { readonly kind: 'leaf'; readonly hash: Hash; readonly isIntact: boolean; readonly leaf: ReadLeaf }
  | { readonly kind: 'openings'; readonly openings: Readonly<Record<LeafPath, Opening | null>> }
  | {
      readonly kind: 'skip';
      readonly from: number;
      readonly to: number;
      readonly hashes: readonly Hash[];
    }
  | { readonly kind: 'checkpoint'; readonly note: string }
  | { readonly kind: 'unreadable' };

/** What a verifier needs of a leaf. */
export interface ReadLeaf {
  readonly index: number;
  readonly entryNumber: string;
  /** Digests by their paths. */
  readonly digests: Readonly<Record<LeafPath, string>>;
  /** The redaction that this entry records: of which entry, which value. */
  readonly redacts: { readonly entryNumber: string; readonly path: LeafPath } | undefined;
}
