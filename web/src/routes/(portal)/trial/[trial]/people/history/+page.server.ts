import { ask } from '#lib/server/hub.ts';
import { ACCESS_ON, dayOf } from './document.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { day, at, until } = dayOf(event.url.searchParams);
  const { trial } = await ask(event, ACCESS_ON, {
    protocol: event.params.trial,
    at: at.toISOString(),
    until: until.toISOString(),
  });
  return { title: `Who could see · ${event.params.trial}`, day, held: trial?.accessOn ?? [] };
};
