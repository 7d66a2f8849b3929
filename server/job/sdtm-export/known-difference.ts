/** Where what we send differs knowingly from what a reader may expect, a sentence each. */
export const KNOWN_DIFFERENCES: readonly string[] = [
  'Stated and derived responses differ where the evaluator judged otherwise than the criteria engine. Both are sent: the stated word in RSORRES, the derived one in SUPPRS (RSDERIV).',
  'Analysis datasets take the derived answer where there is one, as the figures of the hub do; tabulations keep what was stated.',
  'What a paper leaves open is decided by the hub or by a setting of the charter. Each derived answer is stored with the line of the table it follows; the settings are listed above.',
  'A subject without an assessment that counts has the best response NE, without a date. admiralonco calls it MISSING.',
  'DIAMETER is the size that is added up: of a node its short axis, of any other lesion its longest diameter. LDIAM and LPERP are sent beside it.',
  'A published term newer than the package of controlled terminology named above is marked as extended.',
];
