type Query = Pick<URLSearchParams, 'get'>;

const SEVERITIES = { error: 'ERROR', warning: 'WARNING' } as const;
const SORTS = { severity: 'SEVERITY', dataset: 'DATASET', variable: 'VARIABLE', rule: 'RULE' } as const;

const has = <Words extends object>(words: Words, word: string): word is Extract<keyof Words, string> =>
  Object.hasOwn(words, word);

/** What the address asks of the findings: severity, dataset, rule, search, sort, direction. */
export function findingFilter(query: Query) {
  const severity = query.get('severity') ?? '';
  const sort = query.get('sort') ?? '';
  return {
    severity: has(SEVERITIES, severity) ? SEVERITIES[severity] : null,
    dataset: query.get('dataset') || null,
    rule: query.get('rule') || null,
    search: query.get('search')?.trim() || null,
    sort: has(SORTS, sort) ? SORTS[sort] : ('SEVERITY' as const),
    direction: query.get('direction') === 'descending' ? ('DESCENDING' as const) : ('ASCENDING' as const),
  };
}

/** Parameters of the address that leave findings out. */
export const FINDING_PARAMETERS = ['severity', 'dataset', 'rule', 'search'] as const;
