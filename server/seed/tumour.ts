/** A tumour that can be measured, as it is, whoever looks. */
export interface Tumour {
  readonly organ: string;
  readonly location: string;
  readonly kind: string;
  /** mm: longest diameter, of a node of the lung trial the short axis. */
  readonly baselineMm: number;
  /** Per week: what dies, and what grows. */
  readonly decay: number;
  readonly growth: number;
}

/**
 * Size at a week after the start of treatment, mm: what was there dies away while what resists grows.
 *
 * @source Stein et al. 2008, Oncologist 13:1046-1054, the sum of a falling and a rising exponential
 */
export function sizeMm(
  { baselineMm, decay, growth, kind }: Omit<Tumour, 'organ' | 'location'>,
  week: number,
): number {
  if (week <= 0) return baselineMm;
  // A node shrinks to the size that nodes have.
  const floorMm = kind === 'nodal' ? 5 : 0;
  const freeMm =
    floorMm + (baselineMm - floorMm) * Math.max(0, Math.exp(-decay * week) + Math.exp(growth * week) - 1);
  if (freeMm <= baselineMm) return freeMm;
  // A body has room for so much: growth slows down towards it.
  const roomMm = (kind === 'nodal' ? 70 : 160) - baselineMm;
  return baselineMm + roomMm * (1 - Math.exp(-(freeMm - baselineMm) / roomMm));
}
