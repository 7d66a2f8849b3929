export type Ending = {
  /** What to close from now on, in place of what was named before. */
  readonly closeWith: (close: () => Promise<unknown>) => void;
  /** Whether the process is about to end: what fails then, fails because it was closed. */
  readonly isAsked: () => boolean;
};

/**
 * Ends this process on SIGINT, SIGTERM, SIGHUP, or when the process that started it is gone, with status 0.
 *
 * Call it first: all of these may come while the hub still opens. What is not closed after ten seconds is left; PostgreSQL is then
 * adopted by the next start.
 */
export function endInOrder(report: (error: unknown) => never): Ending {
  let close = (): Promise<unknown> => Promise.resolve();
  let isAsked = false;
  const end = () => {
    // Once: a terminal and the bootstrap may both send the signal.
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    void close().then(() => process.exit(0), report);
  };
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, end);
  // The channel to the bootstrap may have closed while the program was loading.
  if (process.send !== undefined && !process.connected) end();
  return {
    closeWith: (next) => {
      close = next;
    },
    isAsked: () => isAsked,
  };
}

const PATIENCE_MS = 10_000;
