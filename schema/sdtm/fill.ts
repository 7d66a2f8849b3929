import type { Origin, Value } from './dataset.ts';

/** How a variable is filled: where the value comes from, how it is derived, and the value of a record. */
export interface Filled<Entry> {
  readonly origin: Origin;
  /** A sentence with its source; null when the value is not derived. */
  readonly method: string | null;
  /** null: missing. */
  readonly value: (entry: Entry) => Value;
}

/** A value that was entered: at the site (Investigator) or by the reads of the imaging core lab (Vendor). */
export function collected<Entry>(
  source: 'Investigator' | 'Vendor',
  value: (entry: Entry) => Value,
): Filled<Entry> {
  return { origin: { type: 'Collected', source }, method: null, value };
}

/** A value that the sponsor gives: identifiers, terms, codes. */
export function assigned<Entry>(value: (entry: Entry) => Value): Filled<Entry> {
  return { origin: { type: 'Assigned', source: 'Sponsor' }, method: null, value };
}

/** A value that the protocol sets. */
export function protocol<Entry>(value: (entry: Entry) => Value): Filled<Entry> {
  return { origin: { type: 'Protocol', source: 'Sponsor' }, method: null, value };
}

/** A value that follows from others by a rule. @param method the rule as a sentence with its source */
export function derived<Entry>(method: string, value: (entry: Entry) => Value): Filled<Entry> {
  return { origin: { type: 'Derived', source: 'Sponsor' }, method, value };
}
