/** A signature as it is asked for by `signatures { … }`. */
export interface PrintedSignature {
  readonly printedName: string;
  readonly meaning: string;
  /** ISO 8601 with zone. */
  readonly signedAt: string | Date;
  readonly isValid: boolean;
  readonly brokenAt: string | Date | null;
  readonly brokenWhy: string | null;
}

/**
 * Signatures of a record as a printed page shows them: printed name, UTC time and meaning, and of one that no longer holds since when and why.
 *
 * @returns a line each, in the order given; one line that says so where there are none
 * @source 21 CFR 11.50(a), (b)
 */
export function signatureLines(signatures: readonly PrintedSignature[]): readonly string[] {
  if (signatures.length === 0) return ['Not signed.'];
  return signatures.map(({ printedName, meaning, signedAt, isValid, brokenAt, brokenWhy }) => {
    const line = `Signed electronically by ${printedName}, ${utcText(signedAt)}: ${meaning}`;
    if (isValid) return line;
    if (brokenAt === null) return `NO LONGER VALID, does not match its record. ${line}`;
    return `NO LONGER VALID since ${utcText(brokenAt)}. ${brokenWhy ?? ''} ${line}`.replaceAll(/ {2,}/g, ' ');
  });
}

/** @example utcText('2026-03-12T08:44:05.120Z') // '2026-03-12 08:44:05 UTC' */
const utcText = (instant: string | Date): string =>
  `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
