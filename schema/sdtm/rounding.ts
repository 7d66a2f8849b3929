/** A percentage as it leaves: six decimals, so that a text and its number are the same; null stays null. */
export function roundPercent(percent: number | null): number | null {
  return percent === null ? null : Number(percent.toFixed(6));
}

/** A sum as it leaves: without the residue that adding decimals leaves in a double (116.10000000000001). */
export function roundSum(sum: number): number {
  return Number(sum.toPrecision(12));
}
