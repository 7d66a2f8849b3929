/**
 * What who signs has to have accepted, version by version (21 CFR 11.10(j), 11.100(c)). The last is the one that holds: a new version asks
 * everybody anew. A version that people have accepted is never rewritten.
 */
export const SIGNING_STATEMENTS = [
  {
    version: 1,
    text: 'My electronic signature in Readout binds me as my signature on paper does. I alone use my account and my signing factors; I answer for everything that is signed with them. I report at once when somebody else may know or have them.',
  },
] as const satisfies readonly { readonly version: number; readonly text: string }[];
