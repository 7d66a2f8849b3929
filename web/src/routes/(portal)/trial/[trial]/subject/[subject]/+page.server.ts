import { error } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import { subjectDocument } from './document.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { trial: protocol, subject: number } = event.params;
  const { subject } = await ask(event, subjectDocument, { protocol, number });
  if (!subject) {
    error(404, {
      message: `There is no subject ${number} in trial ${protocol} that you may see.`,
      code: 'NOT_FOUND',
    });
  }
  return { subject };
};
