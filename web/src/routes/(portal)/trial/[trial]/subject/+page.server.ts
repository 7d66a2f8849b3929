import { error } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import { choicesDocument, subjectsDocument } from './document.ts';
import { filterOf, pageOf } from './filter.ts';
import { subjectRow } from './subject-row.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const protocol = event.params.trial;
  const [list, choices, { trial }] = await Promise.all([
    ask(event, subjectsDocument, { ...filterOf(protocol, searchParams), ...pageOf(searchParams, PAGE_ROWS) }),
    ask(event, choicesDocument, { protocol }),
    event.parent(),
  ]);
  if (!list.trial)
    error(404, { message: `There is no trial ${protocol} that you may see.`, code: 'NOT_FOUND' });
  const { edges, pageInfo, totalCount } = list.trial.subjects;
  const primary = trial.charter.criteria[0];
  return {
    rows: edges.map(({ node }) => subjectRow(node, primary?.id ?? '', trial.charter.requiresConfirmation)),
    pageInfo,
    totalCount,
    sites: choices.trial?.sites.map(({ site }) => site) ?? [],
    words: choices.criteria.find(({ id }) => id === primary?.id)?.words ?? [],
  };
};
