import type { ResultOf } from 'gql.tada';
import { graphql } from '#lib/graphql.ts';

/** What a page shows of a signature. */
export const SIGNATURE = graphql(`
  fragment ShownSignature on Signature @_unmask {
    id
    signer
    printedName
    meaning
    signedAt
    isValid
    brokenAt
    brokenBy
    brokenWhy
    recordHash
  }
`);

export type ShownSignature = ResultOf<typeof SIGNATURE>;

/** The last columns of a file whose rows can be signed: of the signatures that hold, the newest. */
export const SIGNATURE_COLUMNS = ['signed_by', 'signed_at_utc', 'signature_meaning'] as const;

/** The newest signature that holds in those columns; empty where the record counts as unsigned. */
export function signatureCells(signatures: readonly ShownSignature[]): readonly string[] {
  const held = signatures.findLast(({ isValid }) => isValid);
  return held === undefined ? ['', '', ''] : [held.printedName, held.signedAt, held.meaning];
}
