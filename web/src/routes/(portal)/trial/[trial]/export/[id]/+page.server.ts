import { error } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';
import type { VariablesOf } from '#lib/graphql.ts';
import { ask } from '#lib/server/hub.ts';
import { act, readForm, refuse } from '../../people/act.ts';
import { ACCEPT, CANCEL, PACKAGE, RELEASE } from '../document.ts';
import { pageOf } from '../filter.ts';
import { findingFilter } from './finding-filter.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 25;

/** A package: how far it is, what its check found, what is in it, and who answers for it. */
export const load: PageServerLoad = async (event) => {
  event.depends('readout:export');
  const { searchParams } = event.url;
  const protocol = event.params.trial;
  const { trial, viewer } = await ask(event, PACKAGE, {
    protocol,
    key: event.params.id,
    ...findingFilter(searchParams),
    ...pageOf(searchParams, PAGE_ROWS),
  });
  if (trial?.sdtmExport == null)
    error(404, {
      message: 'There is no such package, or it is not released and not yours to see.',
      code: 'NOT_FOUND',
    });
  return { title: `Package · ${protocol}`, one: trial.sdtmExport, me: viewer.person.id };
};

/** Does what a form asks for by its id and a reason. */
const withReason =
  (at: string, document: TadaDocumentNode<object, VariablesOf<typeof CANCEL>>, sentence: string) =>
  async (event: Parameters<Actions[string]>[0]) => {
    const typed = await readForm(event);
    const { key = '', reason = '' } = typed;
    if (reason === '') return refuse(at, sentence, typed);
    return act(event, at, typed, document, { id: key, reason });
  };

export const actions: Actions = {
  cancel: withReason('cancel', CANCEL, 'Say why. The reason is kept with the request.'),
  accept: withReason(
    'accept',
    ACCEPT,
    'Say why these errors are acceptable: an agency will ask. The reason stands in the package’s record.',
  ),
  release: withReason('release', RELEASE, 'Say why it is released, and to whom it goes.'),
};
