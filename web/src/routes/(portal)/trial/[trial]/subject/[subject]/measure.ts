import { plainMmText } from '@readout/chart';
import type { Finding, JudgedBy, Lesion } from './document.ts';

/** What of a target counts in the burden of the criteria. */
export type Measure = 'diameter' | 'product' | 'uptake' | 'volume';

/** What the criteria measure: told by what they ask of a finding and by the charter. */
export function measureOf(criteria: JudgedBy | undefined): Measure {
  const asked = criteria?.criteria?.inputs.finding ?? [];
  if (asked.includes('sulPeak')) return 'uptake';
  if (settingOf(criteria, 'measurement') === 'volume') return 'volume';
  return asked.includes('perpendicularMm') ? 'product' : 'diameter';
}

/** The value that the charter gives a setting; undefined for a setting that the criteria do not have. */
export const settingOf = (criteria: JudgedBy | undefined, name: string): unknown =>
  criteria?.allSettings.find(({ setting }) => setting.name === name)?.value;

/** Unit of a target's size as a cell gives it. */
export const MEASURE_UNIT = {
  diameter: 'mm',
  product: 'mm × mm',
  uptake: 'SULpeak',
  volume: 'mL',
} as const satisfies Record<Measure, string>;

/** What sizes are, for a table's foot. */
export const MEASURE_TEXT = {
  diameter: 'Sizes in mm: short axis for nodes, longest diameter for all others.',
  product: 'Sizes in mm: longest diameter × the diameter at a right angle to it (of a node the short axis).',
  uptake: 'SULpeak: standardised uptake by lean body mass, g/mL.',
  volume: 'Volumes in mL.',
} as const satisfies Record<Measure, string>;

/**
 * The numbers of a size that counts, in their order; an empty list where it was not measured.
 *
 * @example countedNumbers(finding, node, 'product') // [30, 20]
 */
export function countedNumbers(
  { longestDiameterMm, shortAxisMm, perpendicularMm, sulPeak, volumeMl }: Finding,
  { kind }: Pick<Lesion, 'kind'>,
  measure: Measure,
): readonly number[] {
  const all = (...numbers: readonly (number | null)[]): readonly number[] => {
    const told = numbers.filter((number) => number !== null);
    return told.length === numbers.length ? told : [];
  };
  if (measure === 'uptake') return all(sulPeak);
  if (measure === 'volume') return all(volumeMl);
  if (measure === 'product') return all(longestDiameterMm, perpendicularMm ?? shortAxisMm);
  return all(kind === 'nodal' ? shortAxisMm : longestDiameterMm);
}

/** A size in full, without its unit. @example sizeText([30, 20.5]) // "30 × 20.5" */
export const sizeText = (numbers: readonly number[]): string => numbers.map(plainMmText).join(' × ');
