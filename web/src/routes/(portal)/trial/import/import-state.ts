/** States of an import, as people say them. */
const STATE = {
  QUEUED: { text: 'Waiting', tone: 'info', isOver: false },
  RUNNING: { text: 'Running', tone: 'info', isOver: false },
  DONE: { text: 'Done', tone: 'ok', isOver: true },
  REFUSED: { text: 'Refused', tone: 'bad', isOver: true },
  CANCELLED: { text: 'Cancelled', tone: 'neutral', isOver: true },
  FAILED: { text: 'Failed', tone: 'bad', isOver: true },
} as const;

/** What to show of a state; a state that the portal does not know yet is shown as it is called. */
export function importState(state: string): {
  readonly text: string;
  readonly tone: 'info' | 'ok' | 'bad' | 'neutral';
  readonly isOver: boolean;
} {
  return isKnown(state) ? STATE[state] : { text: state, tone: 'neutral', isOver: false };
}

const isKnown = (state: string): state is keyof typeof STATE => Object.hasOwn(STATE, state);

/** A moment as records give it. @example momentText('2026-11-24T08:41:12.000Z') // "24 Nov 2026, 08:41 UTC" */
export function momentText(iso: string, dateText: (date: string) => string): string {
  const utc = new Date(iso).toISOString();
  return `${dateText(utc.slice(0, 10))}, ${utc.slice(11, 16)} UTC`;
}
