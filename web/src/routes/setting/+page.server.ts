import { redirect } from '@sveltejs/kit';
import { isOwnPath } from '#lib/target.ts';
import type { Actions, PageServerLoad } from './$types';

const YEAR_S = 365 * 24 * 3600;

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  /** Keeps theme and pattern view in this browser, and goes back to the page they were chosen on. */
  default: async ({ request, cookies, url }) => {
    const form = await request.formData();
    const options = { maxAge: YEAR_S, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
    const theme = form.get('theme');
    if (theme === 'light' || theme === 'dark') cookies.set('theme', theme, options);
    else cookies.delete('theme', options);
    if (form.get('pattern') === 'on') cookies.set('pattern', 'on', options);
    else cookies.delete('pattern', options);
    const back = form.get('back');
    redirect(303, typeof back === 'string' && isOwnPath(back) ? back : '/');
  },
};
