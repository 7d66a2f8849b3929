/** An id that is the same in every run: UUIDs in order of creation within each kind of row, as those of the hub are. */
export function idOf(kind: string, n: number): string {
  const known = KINDS.get(kind) ?? KINDS.size + 1;
  KINDS.set(kind, known);
  return `00000000-${known.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const KINDS = new Map<string, number>();
