import { dateText } from '@readout/chart';

/** An instant in UTC, to the minute. @example utcText('2026-03-12T08:44:05.120Z') // '12 Mar 2026 08:44 UTC' */
export const utcText = (instant: string): string =>
  `${dateText(instant.slice(0, 10))} ${instant.slice(11, 16)} UTC`;

/** Now, by this browser's clock, ISO 8601 in UTC. */
export const nowInstant = (): string => new Date().toISOString();
