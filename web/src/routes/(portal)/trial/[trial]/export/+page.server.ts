import { error, fail, redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/hub.ts';
import { act, readForm, refuse } from '../people/act.ts';
import { CANCEL, FILES, PACKAGES, REQUEST } from './document.ts';
import { fileFilter, packageFilter, pageOf } from './filter.ts';
import { inputOf, lackOf, readChoice } from './request.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 25;

/** Packages that were asked for, or with `?list=files` the files that left. */
export const load: PageServerLoad = async (event) => {
  event.depends('readout:exports');
  const { searchParams } = event.url;
  const protocol = event.params.trial;
  const title = `Exports · ${protocol}`;
  const page = pageOf(searchParams, PAGE_ROWS);
  if (searchParams.get('list') === 'files') {
    const { viewer, trial } = await ask(event, FILES, { protocol, ...fileFilter(searchParams), ...page });
    if (trial === null) notThere();
    return { title, me: viewer.person.id, files: trial.fileExports, packages: null, cuts: [] };
  }
  const { trial } = await ask(event, PACKAGES, { protocol, ...packageFilter(searchParams), ...page });
  if (trial === null) notThere();
  return { title, me: '', files: null, packages: trial.sdtmExports, cuts: trial.dataCuts };
};

function notThere(): never {
  error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
}

export const actions: Actions = {
  request: async (event) => {
    const choice = readChoice(await event.request.formData());
    const lack = lackOf(choice);
    if (lack !== undefined) return fail(400, { choice, ...lack });
    const answer = await attempt(event, REQUEST, { input: inputOf(event.params.trial, choice) });
    if ('refusal' in answer)
      return fail(409, { choice, field: 'form' as const, sentence: answer.refusal.sentence });
    redirect(
      303,
      `/trial/${encodeURIComponent(event.params.trial)}/export/${encodeURIComponent(answer.result.requestSdtmExport.key)}`,
    );
  },
  cancel: async (event) => {
    const typed = await readForm(event);
    const { key = '', reason = '' } = typed;
    if (reason === '') return refuse('cancel', 'Say why. The reason is kept with the request.', typed);
    return act(event, 'cancel', typed, CANCEL, { id: key, reason });
  },
};
