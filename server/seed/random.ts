/** Numbers that look random and are the same in every run. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** Whether something of this probability happens. */
  readonly isLucky: (probability: number) => boolean;
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  /** Normally distributed, mean 0, standard deviation 1. */
  readonly normal: () => number;
  /** Log-normally distributed around its median. */
  readonly logNormal: (median: number, sigma: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** The items in another order. */
  readonly shuffle: <Item>(items: readonly Item[]) => Item[];
}

/**
 * A stream of numbers of its own for each name, so that a change to one subject's story leaves the others as they were.
 *
 * @source FNV-1a for the name, mulberry32 for the stream (both public domain)
 */
export function makeRandom(name: string): Random {
  let state = 0x811c9dc5;
  for (const letter of name) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    isLucky: (probability) => next() < probability,
    whole,
    normal,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    pick: (items) => {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new RangeError('There is nothing to pick.');
      return item;
    },
    shuffle: (items) =>
      items
        .map((item) => ({ item, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}
