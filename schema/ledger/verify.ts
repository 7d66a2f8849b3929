import { areSameBytes } from './bytes.ts';
import { openCheckpoint, readVerifierKey, type VerifierKey } from './checkpoint.ts';
import type { ExportHeader, ExportLine, ReadLeaf } from './export-line.ts';
import {
  changed,
  deleted,
  erased,
  inserted,
  reordered,
  unreadable,
  wrongCheckpoint,
  wrongOpening,
  type Fault,
  type Redaction,
} from './fault.ts';
import { saltedDigest, type LeafPath, type Opening } from './leaf.ts';
import { growTree, perfectSubtrees } from './merkle.ts';
import { opensReason } from './read-entry.ts';
import { readLine } from './read-line.ts';
import { sha256, type Sha256 } from './sha256.ts';
import { splitLines } from './split-lines.ts';

export interface VerifyOptions {
  /** Verifier key of the log as text, had from elsewhere; left out: the file's own, which proves only that the file agrees with itself. */
  readonly key?: string;
  readonly hash?: Sha256;
  /** Told now and then how many entries have been checked. */
  readonly onProgress?: (entries: number) => void;
}

/** What became of a verification. */
export interface Verdict {
  readonly isSound: boolean;
  /** The first fault; null when the trail is sound. */
  readonly fault: Fault | null;
  /** Entries in the file, and entries of which only hashes are in it. */
  readonly entries: number;
  readonly skipped: number;
  readonly checkpoints: number;
  readonly redactions: readonly Redaction[];
  /** Null when the file has no first line. */
  readonly header: ExportHeader | null;
}

const PROGRESS_EVERY = 10_000;

/**
 * Verifies an exported trail as it streams in: every hash, place, opening and checkpoint. It never needs more memory than a line.
 *
 * Runs in Node and in the browser (`response.body`). It says that a file is sound only when its last line is a signed checkpoint over all of it.
 *
 * @param chunks the bytes of the file, in pieces of any length
 * @throws whatever reading throws; a wrong file is an answer
 */
export async function verifyExport(
  chunks: AsyncIterable<Uint8Array>,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const verification = startVerification(options);
  for await (const line of splitLines(chunks)) verification.take(line);
  return verification.end();
}

/** The same a line at a time, without line breaks. */
export function startVerification(options: VerifyOptions = {}): {
  readonly take: (line: Uint8Array) => void;
  readonly end: () => Verdict;
} {
  const { hash = sha256, onProgress } = options;
  const tree = growTree(undefined, hash);
  let fault: Fault | null = null;
  let header: ExportHeader | null = null;
  let key: VerifierKey | undefined;
  let lines = 0;
  let size = 0;
  let entries = 0;
  let checkpoints = 0;
  let sealedUpTo = -1;
  /** An entry whose openings may be on the next line. */
  let open: ReadLeaf | undefined;
  /** The first missing place: whether its entry comes later decides between deleted and reordered. */
  let missing: { readonly index: number; readonly found: string } | undefined;
  const erasures: { readonly leaf: ReadLeaf; readonly path: LeafPath }[] = [];
  const redactions = new Map<string, Redaction>();

  const take = (line: Uint8Array): void => {
    lines += 1;
    if (fault !== null) return;
    if (isReasonOfOpen(line)) return;
    const read = readLine(line, hash);
    if (missing !== undefined) return lookForMissing(missing, read);
    if (read.kind === 'unreadable' && open !== undefined && Object.keys(open.digests).length > 0)
      fault = unreadable(lines, open.index, open.entryNumber);
    else fault = (read.kind === 'openings' ? takeOpenings(read.openings) : closeOpen()) ?? takeOther(read);
  };

  /** Most lines of openings, judged without being parsed. */
  const isReasonOfOpen = (line: Uint8Array): boolean => {
    const digest = open?.digests['reason'];
    if (
      digest === undefined ||
      Object.keys(open?.digests ?? {}).length > 1 ||
      !opensReason(line, digest, hash)
    )
      return false;
    open = undefined;
    return true;
  };

  const takeOther = (read: ExportLine): Fault | null => {
    if (read.kind === 'unreadable') return unreadable(lines, size);
    if (read.kind === 'header') return takeHeader(read.header);
    if (header === null)
      return wrongCheckpoint('The first line does not say whose log this is: the file is no whole export.');
    if (read.kind === 'leaf') return takeLeaf(read);
    if (read.kind === 'skip') return takeSkip(read);
    return read.kind === 'checkpoint' ? takeCheckpoint(read.note) : null;
  };

  const takeHeader = (read: ExportHeader): Fault | null => {
    if (lines !== 1) return unreadable(lines, size);
    header = read;
    key = readVerifierKey(options.key ?? read.key);
    if (key === undefined) return wrongCheckpoint('The verifier key is not one of Ed25519.');
    if (options.key !== undefined && options.key !== read.key)
      return wrongCheckpoint('The file names another verifier key than the one that was given.');
    return key.name === read.origin ? null : wrongCheckpoint('The key is not that of the log it names.');
  };

  const takeLeaf = ({ hash: found, isIntact, leaf }: ExportLine & { kind: 'leaf' }): Fault | null => {
    const { index, entryNumber } = leaf;
    if (!isIntact) return changed(size, entryNumber);
    if (index < size) return inserted(index, entryNumber, `another entry stands at index ${index} before it`);
    if (index > size) {
      missing = { index: size, found: `entry ${entryNumber} at index ${index} follows index ${size - 1}` };
      return null;
    }
    tree.append(found);
    size += 1;
    entries += 1;
    open = leaf;
    if (leaf.redacts !== undefined) redactions.set(redactionKey(leaf.redacts), leaf.redacts);
    if (entries % PROGRESS_EVERY === 0) onProgress?.(entries);
    return null;
  };

  const takeOpenings = (openings: Readonly<Record<LeafPath, Opening | null>>): Fault | null => {
    const leaf = open;
    open = undefined;
    if (leaf === undefined) return unreadable(lines, size);
    for (const path of Object.keys(leaf.digests)) {
      const opening = openings[path];
      if (opening == null) erasures.push({ leaf, path });
      else if (!opens(opening, leaf.digests[path], hash))
        return wrongOpening(leaf.index, leaf.entryNumber, path);
    }
    const stray = Object.keys(openings).find((path) => !Object.hasOwn(leaf.digests, path));
    return stray === undefined ? null : wrongOpening(leaf.index, leaf.entryNumber, stray);
  };

  const closeOpen = (): Fault | null => {
    const isWithout = open === undefined || Object.keys(open.digests).length === 0;
    if (!isWithout) return takeOpenings({});
    open = undefined;
    return null;
  };

  const takeSkip = ({ from, to, hashes }: ExportLine & { kind: 'skip' }): Fault | null => {
    const subtrees = perfectSubtrees(from, to);
    if (from !== size)
      return from < size ? inserted(from, null, 'it is told of twice') : deleted(size, 'nothing tells of it');
    if (subtrees.length !== hashes.length) return unreadable(lines, from);
    for (const [at, { height }] of subtrees.entries()) {
      const root = hashes[at];
      if (root !== undefined) tree.appendSubtree(height, root);
    }
    size = to;
    return null;
  };

  const takeCheckpoint = (note: string): Fault | null => {
    const checkpoint = key === undefined ? undefined : openCheckpoint(note, key);
    if (checkpoint === undefined)
      return wrongCheckpoint(`The checkpoint on line ${lines} is not signed by the log's key.`);
    if (checkpoint.size > size)
      return deleted(size, `a checkpoint tells of ${checkpoint.size} entries, and ${size} are here`);
    if (checkpoint.size < size)
      return inserted(checkpoint.size, null, `a checkpoint tells of ${checkpoint.size} entries only`);
    if (!areSameBytes(checkpoint.root, tree.root()))
      return wrongCheckpoint(
        `An entry from index ${Math.max(sealedUpTo, 0)} to ${size - 1} was changed together with its hash: the signed root of ${size} entries is another.`,
        Math.max(sealedUpTo, 0),
      );
    sealedUpTo = size;
    checkpoints += 1;
    return null;
  };

  const lookForMissing = (gap: { readonly index: number; readonly found: string }, read: ExportLine) => {
    if (read.kind === 'leaf' && read.leaf.index === gap.index)
      fault = reordered(gap.index, read.leaf.entryNumber, gap.found);
  };

  const end = (): Verdict => {
    if (missing !== undefined) fault ??= deleted(missing.index, missing.found);
    fault ??= closeOpen();
    if (header === null) fault ??= unreadable(1, 0);
    if (sealedUpTo !== size)
      fault ??= wrongCheckpoint(
        `The file ends after ${size} entries without a checkpoint over them: its end is missing.`,
        size,
      );
    const bare = erasures.find(
      ({ leaf, path }) => !redactions.has(redactionKey({ entryNumber: leaf.entryNumber, path })),
    );
    if (bare !== undefined) fault ??= erased(bare.leaf.index, bare.leaf.entryNumber, bare.path);
    return {
      isSound: fault === null,
      fault,
      entries,
      skipped: size - entries,
      checkpoints,
      redactions: [...redactions.values()],
      header,
    };
  };
  return { take, end };
}

/** Whether an opening is what a digest stands for. */
export function opens(opening: Opening, digest: string | undefined, hash: Sha256 = sha256): boolean {
  try {
    return saltedDigest(opening, hash) === digest;
  } catch {
    // A salt of another length, or a value that JSON cannot hold.
    return false;
  }
}

const redactionKey = ({ entryNumber, path }: Redaction): string => `${entryNumber} ${path}`;
