/** A percentage as it leaves: six decimals, so that a text and its number are the same; null stays null. */
export function roundPercent(percent: number | null): number | null {
  return percent === null ? null : Number(percent.toFixed(6));
}
