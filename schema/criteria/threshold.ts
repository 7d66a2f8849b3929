// Sizes are read to a tenth of a millimetre and summed in binary, so two numbers that print alike may differ by 1e-14:
// ours: numbers that agree to 1e-9 are equal, and a change of exactly the threshold meets a `>=`.
const TOLERANCE = 1e-9;

/** Whether a is equal to b: they differ by at most 1e-9 relative, or 1e-9 absolute near zero. */
export function isEqual(a: number, b: number): boolean {
  if (a === b) return true;
  const difference = Math.abs(a - b);
  return difference <= TOLERANCE || difference <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Whether a is at least b, ties by `isEqual`.
 *
 * @example isAtLeast(50.4 - 42, 8.4) // true, though the difference is 8.399999999999999
 */
export function isAtLeast(a: number, b: number): boolean {
  return a >= b || isEqual(a, b);
}

/** Whether a is at most b, ties by `isEqual`. */
export function isAtMost(a: number, b: number): boolean {
  return a <= b || isEqual(a, b);
}

/** Whether a is above b and does not tie with it. */
export function isAbove(a: number, b: number): boolean {
  return a > b && !isEqual(a, b);
}

/** Whether a is below b and does not tie with it. */
export function isBelow(a: number, b: number): boolean {
  return a < b && !isEqual(a, b);
}

/**
 * Percent change of a value against a reference, unrounded.
 *
 * @returns null when either is null, and for a rise from 0 (ours: no percent can be given); 0 when both are 0
 * @example percentChange(42, 60) // -30
 */
export function percentChange(value: number | null, reference: number | null): number | null {
  if (value === null || reference === null) return null;
  if (reference === 0) return value === 0 ? 0 : null;
  return (100 * (value - reference)) / reference;
}

/**
 * Whether a value has risen over a reference by at least a percentage and at least an absolute amount.
 *
 * ours: a rise from 0 meets any percentage; the absolute amount must still be met.
 *
 * @param leastAbsolute in the unit of the value
 * @example hasRisen(42, 35, 20, 5) // true: exactly 20 % and 7 mm
 * @example hasRisen(24, 20, 20, 5) // false: 20 % but 4 mm
 */
export function hasRisen(
  value: number,
  reference: number,
  leastPercent: number,
  leastAbsolute: number,
): boolean {
  const change = percentChange(value, reference);
  return (change === null || isAtLeast(change, leastPercent)) && isAtLeast(value - reference, leastAbsolute);
}

/**
 * Whether a value has fallen below a reference by at least a percentage. A reference of 0 allows no fall.
 *
 * @example hasFallen(35, 50, 30) // true: exactly 30 %
 */
export function hasFallen(value: number, reference: number, leastPercent: number): boolean {
  const change = percentChange(value, reference);
  return change !== null && isAtMost(change, -leastPercent);
}
