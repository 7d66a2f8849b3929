import { error } from '@sveltejs/kit';
import { ask } from '#lib/server/hub.ts';
import { IMPORTS } from '../../../import/import-list.ts';
import { startImport } from '../../../import/start-import.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { trials } = await event.parent();
  const { trial: protocol } = event.params;
  const roles = trials.find((trial) => trial.protocol === protocol)?.myRoles ?? [];
  if (!roles.some((role) => role === 'DATA_MANAGER' || role === 'TRIAL_ADMINISTRATOR'))
    error(403, { message: "Only a trial's data manager or administrator imports files into it.", code: 'FORBIDDEN' });
  const { criteria, sdtmImports } = await ask(event, IMPORTS, {});
  const isOfTrial = (each: (typeof sdtmImports)[number]) => (each.trial?.protocol ?? each.protocol) === protocol;
  return { title: `Import · ${protocol}`, protocol, criteria, imports: sdtmImports.filter(isOfTrial) };
};

export const actions: Actions = { default: (event) => startImport(event, event.params.trial) };
