/** Letters that are enough to tell which name was begun. */
const LEAST_BEGUN = 3;

/**
 * The name of a list that is nearest to a misspelt one, for a refusal that helps: one that begins with it, else the one with the
 * fewest letters to change.
 *
 * @returns null where none begins with it or is nearer than half its length
 * @example nearestName('confirmaton', ['confirmation', 'minSdDays']) // 'confirmation'
 * @example nearestName('recist', ['irecist', 'recist-1.1']) // 'recist-1.1'
 */
export function nearestName(name: string, names: readonly string[]): string | null {
  const begun = names.find((candidate) => candidate.toLowerCase().startsWith(name.toLowerCase()));
  if (begun !== undefined && name.length >= LEAST_BEGUN) return begun;
  let nearest: string | null = null;
  let least = Math.floor(name.length / 2) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
