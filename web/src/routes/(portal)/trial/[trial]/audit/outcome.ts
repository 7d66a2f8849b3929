import { countText } from '@readout/chart';
import type { Verification } from '#lib/ledger/verification.svelte.ts';

/** What became of a verification, for people. */
export interface Outcome {
  readonly isSound: boolean;
  readonly fact: string;
  readonly reason: string;
  /** The first entry that is not as it was sealed; null where none is named. */
  readonly entryNumber: string | null;
  /** The signed checkpoint that it rests on. */
  readonly note: string | undefined;
  /** The verifier key of what was verified. */
  readonly key: string | undefined;
}

const many = (count: number, one: string, more: string): string =>
  `${countText(count)} ${count === 1 ? one : more}`;

/**
 * Says what a verification found: what is so, then why.
 *
 * @param what `trail` for that of the trial, else the name of the file
 */
export function outcomeOf(ended: NonNullable<Verification['ended']>, what: string): Outcome {
  const none = { entryNumber: null, note: undefined, key: undefined };
  if (ended.kind === 'failed')
    return { ...none, isSound: false, fact: 'It could not be verified', reason: ended.sentence };
  if (ended.kind === 'proof') {
    const { isSound, steps, entryNumber } = ended.verdict;
    const said = steps.map(({ sentence }) => sentence).join(' ');
    return {
      ...none,
      key: ended.key,
      isSound,
      fact: isSound ? `${what} proves entry ${countText(Number(entryNumber))}` : `${what} proves nothing`,
      reason: isSound ? said : (steps.at(-1)?.sentence ?? ''),
    };
  }
  const { verdict, note, witness } = ended;
  const { isSound, fault, entries, skipped, redactions, header } = verdict;
  if (!isSound)
    return {
      isSound,
      fact: fault?.sentence ?? 'The trail is not as it was sealed.',
      reason: `${many(entries, 'entry', 'entries')} before it ${entries === 1 ? 'has the hash it was' : 'have the hashes they were'} sealed with.`,
      entryNumber: fault?.entryNumber ?? null,
      note,
      key: header?.key,
    };
  if (witness?.isExtension === false)
    return {
      ...none,
      isSound: false,
      fact: 'The trail is another than before',
      reason: witness.sentence,
      note,
    };
  const chosen = header?.filter === undefined ? '' : ` that meet “${header.filter}”`;
  return {
    isSound,
    fact:
      what === 'trail'
        ? 'No entry was changed, removed or put in between'
        : `${what} is whole: nothing in it was changed, removed or put in between`,
    reason: [
      `${many(entries, 'entry', 'entries')} of ${header?.trial ?? 'the whole trail'}${chosen}${skipped > 0 ? `, ${many(skipped, 'other', 'others')} by their hashes` : ''}${redactions.length > 0 ? `, ${many(redactions.length, 'redaction', 'redactions')} on record` : ''}.`,
      witness?.sentence ?? '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    entryNumber: null,
    note,
    key: header?.key,
  };
}
