import { dateText, isResponse } from '@readout/chart';

/** A piece of an entry's sentence. */
export interface Part {
  readonly kind: 'person' | 'response' | 'text';
  readonly text: string;
}

const DERIVED: ReadonlySet<string> = new Set(['timepoint_response', 'best_response']);

/**
 * An entry's sentence in pieces: who did it stands out, a derived response has its badge.
 *
 * @example partsOf({ actorName: 'M. Okafor', record: 'read', sentence: 'M. Okafor locked the read of W30' })
 */
export function partsOf(entry: {
  readonly actorName: string;
  readonly record: string;
  readonly sentence: string;
}): readonly Part[] {
  const who = [entry.actorName, 'Readout'].find((name) => entry.sentence.startsWith(`${name} `));
  const rest = who === undefined ? entry.sentence : entry.sentence.slice(who.length);
  const pieces = DERIVED.has(entry.record) ? rest.split(/(?<=\s)([\p{L}/-]+)(?=[\s,]|$)/u) : [rest];
  const parts: Part[] = who === undefined ? [] : [{ kind: 'person', text: who }];
  for (const text of pieces) {
    const last = parts.at(-1);
    if (/\p{Lu}/u.test(text) && isResponse(text)) parts.push({ kind: 'response', text });
    else if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
    else if (text !== '') parts.push({ kind: 'text', text });
  }
  return parts;
}

/** @example clockText('2026-02-24T09:14:20.307Z') // "09:14:20" */
export const clockText = (instant: string): string => instant.slice(11, 19);

/** @example instantText('2025-06-27T14:22:51.307Z') // "27 Jun 2025 14:22:51.307 UTC" */
export const instantText = (instant: string): string =>
  `${dateText(instant.slice(0, 10))} ${instant.slice(11, 23)} UTC`;

/** Offset of a time zone from UTC at an instant; null for a zone that is none. @example offsetText('Europe/Paris', '2026-01-01T00:00:00Z') // "UTC+1" */
export function offsetText(zone: string, instant: string): string | null {
  try {
    const parts = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      timeZoneName: 'shortOffset',
    }).formatToParts(new Date(instant));
    return parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? null;
  } catch {
    return null;
  }
}

/** An instant in the person's own zone, for the title of a UTC time. */
export function ownTimeText(zone: string | null, instant: string): string | undefined {
  if (zone === null || offsetText(zone, instant) === null) return undefined;
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(new Date(instant));
  return `${text} in your time zone`;
}

/** Entries day by day, UTC, in the order given. */
export function daysOf<Entry extends { readonly recordedAt: string }>(
  entries: readonly Entry[],
): readonly { readonly day: string; readonly entries: readonly Entry[] }[] {
  const days: { day: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const day = entry.recordedAt.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
