/** What a file tells of a signature. */
export interface ToldSignature {
  readonly printedName: string;
  /** ISO 8601, UTC. */
  readonly signedAt: string;
  readonly meaning: string;
  /** Whether it holds: its record is as it was signed. */
  readonly isValid: boolean;
}

/** The last columns of every file whose rows can be signed. @source 21 CFR 11.50(a): printed name, date and time, meaning */
export const SIGNATURE_COLUMNS = [
  'signed_by',
  'signed_at_utc',
  'signature_meaning',
  'signature_state',
] as const;

/**
 * A record's signature in those columns: the newest that holds, else the newest, which then says that it is broken; empty where nobody signed.
 *
 * @param signatures the oldest first
 */
export function signatureCells(signatures: readonly ToldSignature[]): readonly string[] {
  const shown = signatures.findLast(({ isValid }) => isValid) ?? signatures.at(-1);
  if (shown === undefined) return SIGNATURE_COLUMNS.map(() => '');
  const { printedName, signedAt, meaning, isValid } = shown;
  return [printedName, signedAt, meaning, isValid ? 'holds' : 'no longer holds'];
}

/** A signature in one line, for paper. @example 'Signed by Dr Ada Reid, 2026-03-12 08:44:05 UTC: “I approve it.”' */
export function signatureLine({ printedName, signedAt, meaning, isValid }: ToldSignature): string {
  const when = `${signedAt.slice(0, 10)} ${signedAt.slice(11, 19)} UTC`;
  return `${isValid ? 'Signed' : 'NO LONGER HOLDS: was signed'} by ${printedName}, ${when}: “${meaning}”`;
}
