/** Where a dataset cannot be written, and what could be. */
export interface UnwritablePlace {
  /** TU, SUPPTU, ADRS … */
  readonly dataset: string;
  /** null: the dataset as a whole. */
  readonly variable: string | null;
  /** Counts from 1 in the order of the file; null: the variable or the dataset as a whole. */
  readonly row: number | null;
  /** null: no one value is at fault. */
  readonly value: string | number | null;
  /** What the format allows there, to be read after "Allowed:". */
  readonly allowed: string;
}

const LONGEST_QUOTE = 80;

/** A dataset that a format cannot hold as it is. Nothing is cut or guessed: the message names place, value and what is allowed. */
export class UnwritableDataset extends Error {
  readonly place: UnwritablePlace;
  constructor(place: UnwritablePlace) {
    const where = [
      place.dataset,
      place.variable === null ? null : `variable ${place.variable}`,
      place.row === null ? null : `row ${place.row}`,
      place.value === null ? null : `value ${quote(place.value)}`,
    ];
    super(
      `${where.filter((part) => part !== null).join(', ')}: It cannot be written. Allowed: ${place.allowed}.`,
    );
    this.name = 'UnwritableDataset';
    this.place = place;
  }
}

function quote(value: string | number): string {
  const text = String(value);
  return text.length <= LONGEST_QUOTE
    ? JSON.stringify(text)
    : `${JSON.stringify(text.slice(0, LONGEST_QUOTE))}…`;
}
