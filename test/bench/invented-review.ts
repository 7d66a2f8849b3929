import type { Random } from '@readout/server/seed/random.ts';
import type { ReviewToDerive } from '@readout/graphql/response/review-to-derive.ts';

/** Timepoints of a subject, the baseline among them. */
export const TIMEPOINTS = 8;
const DAYS_BETWEEN = 42;
const PLACES = [
  ['T01', 'target', 'extranodal', 'LUNG'],
  ['T02', 'target', 'liver', 'LIVER'],
  ['T03', 'target', 'nodal', 'LYMPH NODE'],
  ['T04', 'target', 'extranodal', 'ADRENAL GLAND'],
  ['NT01', 'non-target', 'bone', 'BONE'],
  ['NT02', 'non-target', 'effusion', 'PLEURA'],
] as const;

/** How large each target is at each timepoint and from which timepoint the non-targets progress: what all readers look at. */
export interface InventedDisease {
  /** mm: by target, by timepoint. */
  readonly sizes: readonly (readonly number[])[];
  /** Number of the timepoint; TIMEPOINTS where they never do. */
  readonly progressesAt: number;
}

/** A falling and a rising exponential, so that CR, PR, SD and PD all come up. */
export function inventDisease(random: Random): InventedDisease {
  const decay = random.logNormal(0.12, 1);
  const growth = random.logNormal(0.04, 0.9);
  const sizes = PLACES.filter(([, role]) => role === 'target').map(([, , kind]) => {
    const baseline = (kind === 'nodal' ? 16 : 12) + random.logNormal(14, 0.6);
    return Array.from(
      { length: TIMEPOINTS },
      (_, at) => baseline * Math.max(0, Math.exp(-decay * at) + Math.exp(growth * at) - 1),
    );
  });
  return { sizes, progressesAt: random.isLucky(0.3) ? random.whole(2, TIMEPOINTS - 1) : TIMEPOINTS };
}

/** One reader's measurements of a disease: 6 lesions at 8 timepoints, to a tenth of a millimetre, each reader a little off. */
export function inventReview(
  random: Random,
  { sizes, progressesAt }: InventedDisease,
  { readIds, dates }: { readonly readIds: readonly string[]; readonly dates: readonly string[] },
): ReviewToDerive {
  return {
    criteria: 'recist-1.1',
    settings: {},
    subject: { firstDoseOn: dates[0] ?? null, newTherapyOn: null },
    lesions: PLACES.map(([code, role, kind, organ]) => ({
      code,
      role,
      kind,
      organ,
      isMeasurable: role === 'target',
      splitFromCode: null,
    })),
    reads: readIds.map((readId, at) => ({
      readId,
      timepointCode: codeOf(at),
      assessedOn: dates[at] ?? '',
      isBaseline: at === 0,
      isEvaluable: true,
      isLocked: true,
      statedOverall: null,
      findings: PLACES.map(([code, role, kind], index) => {
        const none = {
          lesionCode: code,
          longestDiameterMm: null,
          shortAxisMm: null,
          perpendicularMm: null,
          mergedIntoCode: null,
        };
        if (role !== 'target')
          return { ...none, state: at < progressesAt ? ('present' as const) : ('progressed' as const) };
        const size = Math.round((sizes[index]?.[at] ?? 0) * random.logNormal(1, 0.03) * 10) / 10;
        if (size < 2 && kind !== 'nodal') return { ...none, state: 'absent' as const };
        return {
          ...none,
          state: 'measured' as const,
          ...(kind === 'nodal' ? { shortAxisMm: size } : { longestDiameterMm: size }),
        };
      }),
    })),
  };
}

/** BL, W6, W12 … */
export const codeOf = (at: number): string => (at === 0 ? 'BL' : `W${(at * DAYS_BETWEEN) / 7}`);

/** ISO 8601: the day of a timepoint of somebody whose first dose is `start` days after 2024-01-01. */
export const dateOf = (start: number, at: number): string =>
  new Date(Date.UTC(2024, 0, 1 + start + at * DAYS_BETWEEN)).toISOString().slice(0, 10);
