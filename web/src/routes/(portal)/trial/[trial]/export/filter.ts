import { KIND_FILTERS, STATE_FILTERS } from './word.ts';

type Query = Pick<URLSearchParams, 'get'>;

/** What packages sort by, as the address says it; the newest come first without a word. */
const PACKAGE_SORTS = {
  requested: 'REQUESTED',
  finished: 'FINISHED',
  state: 'STATE',
  bytes: 'BYTES',
} as const;
/** What files sort by. */
const FILE_SORTS = { requested: 'REQUESTED', name: 'NAME', kind: 'KIND', bytes: 'BYTES' } as const;

const has = <Words extends object>(words: Words, word: string): word is Extract<keyof Words, string> =>
  Object.hasOwn(words, word);

/** What the address asks of the list of packages. */
export function packageFilter(query: Query) {
  const state = query.get('state') ?? '';
  return {
    ...sorted(query, PACKAGE_SORTS),
    states: has(STATE_FILTERS, state) ? [...STATE_FILTERS[state].states] : null,
  };
}

/** What the address asks of the list of files. */
export function fileFilter(query: Query) {
  const kind = query.get('kind') ?? '';
  return {
    ...sorted(query, FILE_SORTS),
    kinds: has(KIND_FILTERS, kind) ? [...KIND_FILTERS[kind].kinds] : null,
  };
}

function sorted<Sort>(query: Query, sorts: Readonly<Record<string, Sort>> & { readonly requested: Sort }) {
  const word = query.get('sort') ?? '';
  const direction = query.get('direction');
  // By time the newest come first unless the address turns it round, as the head of the column does.
  const isByTime = !has(sorts, word) || word === 'requested';
  const isDescending = isByTime ? direction !== 'ascending' : direction === 'descending';
  return {
    sort: sorts[word] ?? sorts.requested,
    direction: isDescending ? ('DESCENDING' as const) : ('ASCENDING' as const),
  };
}

/** Which page of a list the address asks for. @param size rows of a page */
export const pageOf = (query: Query, size: number) => {
  const before = query.get('before');
  return before ? { last: size, before } : { first: size, after: query.get('after') || null };
};
