import { error } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import type { Actions, PageServerLoad } from './$types';
import { IMPORTS } from './import-list.ts';
import { startImport } from './start-import.ts';

export const load: PageServerLoad = async (event) => {
  const { viewer } = await event.parent();
  if (!viewer.mayOpenTrials)
    error(403, { message: 'Only who may open trials imports a new one. Ask the operator of this hub.', code: 'FORBIDDEN' });
  const { criteria, sdtmImports } = await ask(event, IMPORTS, {});
  return { title: 'Import a trial', criteria, imports: sdtmImports };
};

export const actions: Actions = { default: (event) => startImport(event, undefined) };
