import { error, type RequestEvent } from '@sveltejs/kit';
import { isOwnPath } from '../target.ts';
import { callHub, signInFirst } from './hub.ts';

interface Refused {
  readonly code?: string;
  readonly message?: string;
}

/**
 * Asks the hub about the person's own account, or has it changed.
 *
 * @returns what it answers, or the sentence with which it refuses; without a session the person signs in first
 */
export async function callAccount<Answer>(
  event: RequestEvent,
  path: string,
  body?: unknown,
): Promise<{ readonly answer: Answer; readonly response: Response } | { readonly sentence: string }> {
  const response = await callHub(event, path, body);
  if (response.status === 401 && !path.startsWith('/api/auth/')) signInFirst(event);
  if (response.ok) return { answer: (await response.json()) as Answer, response };
  if (response.status === 429)
    return { sentence: 'Too many tries in a minute. Wait a minute, then try again.' };
  const { message } = (await response.json().catch(() => ({}))) as Refused;
  if (response.status >= 500)
    error(500, { message: 'Something went wrong here; it has been logged.', code: 'INTERNAL' });
  return { sentence: message ?? 'This was not done.' };
}

/** The texts of a form, by name; what is no text is empty. */
export async function readForm(event: RequestEvent): Promise<(name: string) => string> {
  const form = await event.request.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
}

/** A page of this portal, never another site. */
export const readTarget = (text: string | null): string => (text !== null && isOwnPath(text) ? text : '/');
