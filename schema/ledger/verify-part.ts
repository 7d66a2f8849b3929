import { areSameBytes } from './bytes.ts';
import { openCheckpoint, readVerifierKey } from './checkpoint.ts';
import type { ExportHeader } from './export-line.ts';
import type { Redaction } from './fault.ts';
import { growTree, perfectSubtrees } from './merkle.ts';
import { opensReason } from './read-entry.ts';
import { readLine } from './read-line.ts';
import { HASH_BYTES, sha256, type Sha256 } from './sha256.ts';
import { opens, type Verdict } from './verify.ts';

/** What was found good in a piece of an export that begins with an entry's line (or the file's first line). */
export interface Part {
  readonly header: ExportHeader | null;
  /** In the order of the file. Of a run of entries: the first index, and their hashes one after the other. */
  readonly steps: readonly (
    | { readonly kind: 'run'; readonly from: number; readonly hashes: Uint8Array }
    | {
        readonly kind: 'skip';
        readonly from: number;
        readonly to: number;
        readonly hashes: readonly Uint8Array[];
      }
    | { readonly kind: 'checkpoint'; readonly note: string }
  )[];
  readonly erasures: readonly Redaction[];
  readonly redactions: readonly Redaction[];
}

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Checks the lines of a piece by themselves, so that pieces can be checked at the same time.
 *
 * @returns undefined at the first thing that is wrong: `verifyExport` says what
 */
export function verifyPart(lines: Iterable<Uint8Array>, hash: Sha256 = sha256): Part | undefined {
  let header: ExportHeader | null = null;
  const steps: Part['steps'][number][] = [];
  const erasures: Redaction[] = [];
  const redactions: Redaction[] = [];
  let run: { from: number; hashes: Uint8Array; count: number } | undefined;
  let digests: ReadonlyMap<string, string> = NONE;
  let entryNumber = '';
  const endRun = () => {
    if (run !== undefined)
      steps.push({ kind: 'run', from: run.from, hashes: run.hashes.slice(0, run.count * HASH_BYTES) });
    run = undefined;
  };
  const endEntry = () => {
    for (const path of digests.keys()) erasures.push({ entryNumber, path });
    digests = NONE;
  };
  for (const line of lines) {
    const reason = digests.size === 1 ? digests.get('reason') : undefined;
    if (reason !== undefined && opensReason(line, reason, hash)) {
      digests = NONE;
      continue;
    }
    const read = readLine(line, hash);
    if (read.kind === 'openings') {
      const left = new Map(digests);
      for (const [path, opening] of Object.entries(read.openings)) {
        if (opening !== null && !opens(opening, left.get(path), hash)) return undefined;
        if (opening !== null) left.delete(path);
        else if (!left.has(path)) return undefined;
      }
      digests = left;
      endEntry();
      continue;
    }
    endEntry();
    if (read.kind === 'leaf') {
      const { leaf } = read;
      if (!read.isIntact) return undefined;
      run ??= { from: leaf.index, hashes: new Uint8Array(1024 * HASH_BYTES), count: 0 };
      if (leaf.index !== run.from + run.count) return undefined;
      if ((run.count + 1) * HASH_BYTES > run.hashes.length) {
        const more = new Uint8Array(2 * run.hashes.length);
        more.set(run.hashes);
        run.hashes = more;
      }
      run.hashes.set(read.hash, run.count * HASH_BYTES);
      run.count += 1;
      entryNumber = leaf.entryNumber;
      digests = new Map(Object.entries(leaf.digests));
      if (leaf.redacts !== undefined) redactions.push(leaf.redacts);
      continue;
    }
    endRun();
    if (read.kind === 'unreadable') return undefined;
    if (read.kind === 'header') {
      if (header !== null || steps.length > 0) return undefined;
      header = read.header;
    } else steps.push(read);
  }
  endEntry();
  endRun();
  return { header, steps, erasures, redactions };
}

/** Joins parts in the order of the file. `end` answers undefined when they are not a whole, sound export: `verifyExport` says why. */
export function startJoining({
  key: text,
  hash = sha256,
}: {
  readonly key?: string;
  readonly hash?: Sha256;
}): {
  readonly take: (part: Part | undefined) => void;
  readonly end: () => Verdict | undefined;
} {
  const tree = growTree(undefined, hash);
  const redactions = new Map<string, Redaction>();
  const erasures: string[] = [];
  let header: ExportHeader | null = null;
  let isGood = true;
  let [size, entries, checkpoints, signedUpTo] = [0, 0, 0, -1];
  const keyOf = ({ entryNumber, path }: Redaction) => `${entryNumber} ${path}`;

  const isStepGood = (step: Part['steps'][number]): boolean => {
    if (step.kind === 'checkpoint') {
      const key = readVerifierKey(text ?? header?.key ?? '');
      const told = key === undefined ? undefined : openCheckpoint(step.note, key);
      checkpoints += 1;
      signedUpTo = size;
      return told?.size === size && areSameBytes(told.root, tree.root());
    }
    if (step.from !== size) return false;
    if (step.kind === 'run') {
      for (let at = 0; at < step.hashes.length; at += HASH_BYTES)
        tree.append(step.hashes.subarray(at, at + HASH_BYTES));
      entries += step.hashes.length / HASH_BYTES;
      size += step.hashes.length / HASH_BYTES;
      return true;
    }
    const subtrees = perfectSubtrees(step.from, step.to);
    if (subtrees.length !== step.hashes.length) return false;
    for (const [at, { height }] of subtrees.entries())
      tree.appendSubtree(height, step.hashes[at] ?? new Uint8Array(0));
    size = step.to;
    return true;
  };

  return {
    take: (part) => {
      if (!isGood) return;
      if (part === undefined || (header === null) === (part.header === null)) {
        isGood = false;
        return;
      }
      header ??= part.header;
      isGood = part.steps.every(isStepGood);
      for (const each of part.redactions) redactions.set(keyOf(each), each);
      erasures.push(...part.erasures.map(keyOf));
    },
    end: () => {
      const key = readVerifierKey(text ?? header?.key ?? '');
      const isOwnKey =
        header !== null && (text === undefined || text === header.key) && key?.name === header.origin;
      if (!isGood || !isOwnKey || signedUpTo !== size || !erasures.every((each) => redactions.has(each)))
        return undefined;
      return {
        isSound: true,
        fault: null,
        entries,
        skipped: size - entries,
        checkpoints,
        redactions: [...redactions.values()],
        header,
      };
    },
  };
}
