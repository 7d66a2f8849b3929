/**
 * Solves a symmetric system by elimination.
 *
 * @returns null when it is singular
 */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const best = rows.slice(pivot).reduce(
      (most, row, at) => {
        const height = Math.abs(row[pivot] ?? 0);
        return height > most.height ? { height, at: pivot + at } : most;
      },
      { height: 0, at: pivot },
    );
    if (best.height < 1e-14) return null;
    [rows[pivot], rows[best.at]] = [rows[best.at] ?? [], rows[pivot] ?? []];
    const lead = rows[pivot] ?? [];
    for (const [at, row] of rows.entries()) {
      if (at === pivot) continue;
      const factor = (row[pivot] ?? 0) / (lead[pivot] ?? 1);
      for (let column = pivot; column <= size; column += 1)
        row[column] = (row[column] ?? 0) - factor * (lead[column] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}
