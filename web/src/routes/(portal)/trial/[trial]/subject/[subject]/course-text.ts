import { numberText } from '@readout/chart';

/** An event's kind as people say it. @example eventText('END_OF_TREATMENT') // "End of treatment" */
export function eventText(kind: string): string {
  const words = kind.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A source's term in sentence case where it shouts. @example termText('PROGRESSIVE DISEASE') // "Progressive disease" */
export const termText = (term: string): string =>
  term === term.toUpperCase() ? term.charAt(0) + term.slice(1).toLowerCase() : term;

/** A dose in full. @example "150 mg daily, oral" */
export function doseText(drug: {
  readonly dose: number | null;
  readonly doseUnit: string | null;
  readonly frequency: string | null;
  readonly route: string | null;
}): string {
  const amount = drug.dose === null ? '' : numberText(drug.dose, Number.isInteger(drug.dose) ? 0 : 2);
  const often = [amount, drug.doseUnit, drug.frequency].filter(Boolean).join(' ');
  return [often, drug.route?.toLowerCase()].filter(Boolean).join(', ');
}
