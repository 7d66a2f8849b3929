/**
 * A length as a sentence gives it: the digits that were measured, float dust of a sum removed.
 *
 * @example lengthText(53.300000000000004) // '53.3'
 */
export function lengthText(value: number): string {
  const hundredths = Math.round(value * 100);
  // Most sizes have two decimals at most: put together from whole numbers, which are printed several times faster than a fraction.
  if (value >= 0 && value < 1e6 && Math.abs(hundredths / 100 - value) < 4e-7) {
    const decimals = hundredths % 100;
    const whole = String((hundredths - decimals) / 100);
    if (decimals === 0) return whole;
    if (decimals % 10 === 0) return `${whole}.${decimals / 10}`;
    return decimals < 10 ? `${whole}.0${decimals}` : `${whole}.${decimals}`;
  }
  return String(Math.round(value * 1e6) / 1e6);
}

/**
 * A percentage as a sentence gives it, one decimal, without its sign.
 *
 * More decimals are given where one would print the threshold for a value that misses it.
 *
 * @example percentText(24, 20) // '24.0'
 * @example percentText(19.97, 20) // '19.97'
 */
export function percentText(percent: number, threshold: number): string {
  const size = Math.abs(percent);
  const tenths = Math.round(size * 10);
  const isExact = Math.abs(tenths - size * 10) < 1e-7;
  if (!isExact && tenths === threshold * 10) {
    for (const scale of [100, 1e3, 1e4, 1e6]) {
      const rounded = Math.round(size * scale) / scale;
      if (rounded !== threshold) return String(rounded);
    }
  }
  const tenth = tenths % 10;
  return `${(tenths - tenth) / 10}.${tenth}`;
}

/** Names in a row: `T01`, `T01 and T02`, `T01, T02 and T03`. */
export function listText(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** A text that begins a sentence: `a new lesion` becomes `A new lesion`. */
export function capitalText(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
