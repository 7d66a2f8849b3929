import { error } from '@sveltejs/kit';
import { pathWithin } from '#lib/path-within.ts';
import { ask } from '#lib/server/hub.ts';
import { HISTORY } from '#lib/ui/history-document.ts';
import type { PageServerLoad } from './$types';

/** The history of the record that the address names, as a page and as what a panel over another page shows. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const protocol = event.params.trial;
  const record = searchParams.get('record') ?? '';
  const id = searchParams.get('id') ?? '';
  if (record === '' || id === '')
    error(404, { message: 'Say which record, and which of them.', code: 'NOT_FOUND' });
  const after = searchParams.get('after');
  const { trial } = await ask(event, HISTORY, { protocol, record, id, after });
  if (trial === null)
    error(404, { message: `There is no trial ${protocol} that you may see.`, code: 'NOT_FOUND' });
  const of = searchParams.get('of') ?? record.replaceAll('_', ' ');
  return {
    title: `History of ${of} · ${protocol}`,
    protocol,
    record,
    id,
    of,
    history: trial.history,
    back: pathWithin(searchParams.get('to'), protocol),
  };
};
