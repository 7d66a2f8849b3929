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
