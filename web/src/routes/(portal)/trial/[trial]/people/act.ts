import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';
import { attempt } from '#lib/server/hub.ts';

/** What a form that was refused shows again: which form, why, and what was typed. */
export interface Refused {
  readonly at: string;
  readonly sentence: string;
  readonly typed: Readonly<Record<string, string>>;
}

/** What was typed into a form, field by field. */
export async function readForm(event: RequestEvent): Promise<Readonly<Record<string, string>>> {
  const form = await event.request.formData();
  return Object.fromEntries(
    [...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value.trim() : '']),
  );
}

export const refuse = (
  at: string,
  sentence: string,
  typed: Readonly<Record<string, string>>,
): ActionFailure<Refused> => fail(400, { at, sentence, typed });

/** Does what a form asks for and goes back to the page; where the hub refuses, the page shows why and keeps what was typed. */
export async function act<Result, Variables>(
  event: RequestEvent,
  at: string,
  typed: Readonly<Record<string, string>>,
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  to: string = event.url.pathname,
): Promise<ActionFailure<Refused>> {
  const answer = await attempt(event, document, variables);
  if ('refusal' in answer) return refuse(at, answer.refusal.sentence, typed);
  redirect(303, to);
}
