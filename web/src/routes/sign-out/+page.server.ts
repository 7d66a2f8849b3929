import { redirect } from '@sveltejs/kit';
import { callHub } from '#lib/server/hub.ts';
import { keepCookies } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async (event) => {
    keepCookies(event, await callHub(event, '/api/auth/sign-out', {}));
    redirect(303, '/sign-in');
  },
};
