/** How long each of a number of runs took. */
export interface Duration {
  /** ms. */
  readonly p50: number;
  /** ms. */
  readonly p99: number;
}

/**
 * Runs tasks in turn, so that what else the machine does falls on all of them alike.
 *
 * @returns a duration for each task, the first `warmUps` rounds left out
 */
export async function timeInTurn(
  tasks: readonly (() => Promise<unknown>)[],
  { rounds, warmUps }: { readonly rounds: number; readonly warmUps: number },
): Promise<readonly Duration[]> {
  const times: readonly number[][] = tasks.map(() => []);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [at, task] of tasks.entries()) {
      const startedMs = performance.now();
      await task();
      if (round >= 0) times[at]?.push(performance.now() - startedMs);
    }
  }
  return times.map((each) => {
    const sorted = each.toSorted((a, b) => a - b);
    return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
  });
}

/** The smallest of the sorted values that at least this share of them does not exceed. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
