/** When each of two evaluators saw a subject progress; null: not. */
export interface ProgressionPair {
  /** ISO 8601 date. */
  readonly local: string | null;
  readonly central: string | null;
}

/** How often the investigator sees progression before, and after, the central review. */
export interface Discrepancy {
  /** Both, on one date. */
  readonly same: number;
  /** Both, the investigator later. */
  readonly localLater: number;
  /** Both, the investigator earlier. */
  readonly localEarlier: number;
  /** The investigator alone. */
  readonly localOnly: number;
  /** The central review alone. */
  readonly centralOnly: number;
  readonly neither: number;
  /** Early discrepancy rate: share of the investigator's progressions that the central review saw later or not at all; null without one. */
  readonly earlyRate: number | null;
  /** Late discrepancy rate: of all discrepancies the share where the investigator is later or sees none; null without one. */
  readonly lateRate: number | null;
}

/**
 * Early and late discrepancy rates of local against central progression. Rates that differ between arms suggest a biased reading.
 *
 * @source Amit, Mannino, Stone, Bushnell, Denne, Helterbrand and Burger 2011, Eur J Cancer 47:1772-1778: EDR = (b + a3) / (a + b),
 *   LDR = (c + a2) / (b + c + a2 + a3)
 * @example discrepancy([{ local: '2025-03-01', central: null }]).earlyRate // 1
 */
export function discrepancy(pairs: readonly ProgressionPair[]): Discrepancy {
  let [same, localLater, localEarlier, localOnly, centralOnly, neither] = [0, 0, 0, 0, 0, 0];
  for (const { local, central } of pairs) {
    if (local === null && central === null) neither += 1;
    else if (local === null) centralOnly += 1;
    else if (central === null) localOnly += 1;
    else if (local === central) same += 1;
    else if (local > central) localLater += 1;
    else localEarlier += 1;
  }
  const progressions = same + localLater + localEarlier + localOnly;
  const discrepancies = localLater + localEarlier + localOnly + centralOnly;
  return {
    same,
    localLater,
    localEarlier,
    localOnly,
    centralOnly,
    neither,
    earlyRate: progressions === 0 ? null : (localOnly + localEarlier) / progressions,
    lateRate: discrepancies === 0 ? null : (centralOnly + localLater) / discrepancies,
  };
}
