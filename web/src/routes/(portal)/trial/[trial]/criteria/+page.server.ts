import { error } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import { COMPARISON, readComparison } from './comparison.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async (event) => {
  const { trial } = await event.parent();
  const query = event.url.searchParams;
  const criteria = trial.charter.criteria.map(({ id }) => id);
  const title = `Criteria · ${event.params.trial}`;
  if (criteria.length < 2) return { title, comparison: null };
  const before = query.get('before');
  const answer = await ask(event, COMPARISON, {
    ...readComparison(query, event.params.trial, criteria),
    ...(before
      ? { pageLast: PAGE_ROWS, pageBefore: before }
      : { pageFirst: PAGE_ROWS, pageAfter: query.get('after') || null }),
  });
  if (answer.trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return { title, comparison: answer.trial.criteriaComparison };
};
