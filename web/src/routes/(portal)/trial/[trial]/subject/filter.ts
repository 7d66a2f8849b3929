import type { VariablesOf } from 'gql.tada';
import type { subjectsDocument } from './document.ts';

/** What the list sorts by, as the URL says it. */
export const SORTS = {
  number: 'NUMBER',
  site: 'SITE',
  best: 'BEST',
  change: 'BEST_CHANGE',
  dose: 'FIRST_DOSE',
  duration: 'DURATION',
} as const;

type Variables = VariablesOf<typeof subjectsDocument>;
type Query = Pick<URLSearchParams, 'get'>;

/** What the URL asks of the list, without the page: search, site, best, difference, sort, direction. */
export function filterOf(protocol: string, query: Query): Variables {
  const sort = query.get('sort') ?? '';
  const best = query.get('best');
  return {
    protocol,
    search: query.get('search')?.trim() || null,
    site: query.get('site') || null,
    best: best ? [best] : null,
    hasDifference: query.get('difference') === 'yes' ? true : query.get('difference') === 'no' ? false : null,
    sort: isSort(sort) ? SORTS[sort] : 'NUMBER',
    direction: query.get('direction') === 'descending' ? 'DESCENDING' : 'ASCENDING',
  };
}

/** Which page the URL asks for. @param size rows of a page */
export const pageOf = (query: Query, size: number): Partial<Variables> => {
  const before = query.get('before');
  return before ? { last: size, before } : { first: size, after: query.get('after') || null };
};

const isSort = (word: string): word is keyof typeof SORTS => Object.hasOwn(SORTS, word);
