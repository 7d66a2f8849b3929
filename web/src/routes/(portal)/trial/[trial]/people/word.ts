import { dateText } from '@readout/chart';

/** @example momentText('2026-03-12T08:41:22.120Z') // "12 Mar 2026 08:41 UTC" */
export const momentText = (instant: string): string =>
  `${dateText(instant.slice(0, 10))} ${instant.slice(11, 16)} UTC`;

export const SIGHT_NAME = {
  TRIAL: 'the trial',
  EFFICACY: 'efficacy',
  LOCKED_READS: 'locked reads',
  OPEN_READS: 'reads in every state',
  OWN_READS: 'own reads',
  TRAIL: 'the audit trail',
  ARMS: 'arms',
} as const;

export const UNBLINDING_STATE = {
  PROPOSED: { text: 'Waits for a second person', tone: 'warn' },
  HOLDS: { text: 'Sees arms', tone: 'info' },
  ENDED: { text: 'Ended', tone: 'neutral' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'neutral' },
  DECLINED: { text: 'Declined', tone: 'neutral' },
} as const;
