import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql';

/** What the hub refuses, for people: a code of its list and a sentence. */
export interface Refusal {
  readonly code: string;
  readonly sentence: string;
}

/**
 * Asks the hub for what a page shows.
 *
 * A refusal becomes the error page with its sentence; without a session the person signs in and comes back.
 */
export async function ask<Result, Variables>(
  event: RequestEvent,
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const answer = await attempt(event, document, variables);
  if ('result' in answer) return answer.result;
  const { code, sentence } = answer.refusal;
  error(STATUS[code] ?? 400, { message: sentence, code });
}

/**
 * The same, where the page has something to say about a refusal: a form that was refused, a part that is withheld.
 *
 * What is no refusal but our bug still becomes the error page, with the id of the request in the hub's log.
 */
export async function attempt<Result, Variables>(
  event: RequestEvent,
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<{ readonly result: Result } | { readonly refusal: Refusal }> {
  const response = await callHub(event, '/graphql', { query: print(document), variables });
  if (response.status === 401) signInFirst(event);
  const answer = (await response.json()) as Answer<Result>;
  const problem = answer.errors?.[0];
  if (problem === undefined && answer.data != null) return { result: answer.data };
  const code = problem?.extensions?.code ?? INTERNAL;
  if (code === 'UNAUTHENTICATED') signInFirst(event);
  if (code === INTERNAL || problem === undefined) {
    const requestId = problem?.extensions?.requestId ?? response.headers.get('x-request-id');
    error(500, { message: 'Something went wrong here; it has been logged.', code, ...(requestId ? { requestId } : {}) });
  }
  return { refusal: { code, sentence: problem.message } };
}

/** A request to another route of the hub that this portal is part of, with the person's address and, unless left out, session. */
export async function callHub(
  event: RequestEvent,
  path: string,
  body?: unknown,
  { isAnonymous = false } = {},
): Promise<Response> {
  const headers = new Headers({ host: event.url.host });
  for (const name of PASSED_ON) {
    const value = event.request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const cookie = event.request.headers.get('cookie');
  if (cookie !== null && !isAnonymous) headers.set('cookie', cookie);
  if (body === undefined) return fetch(hubAddress(event) + path, { headers });
  headers.set('content-type', 'application/json');
  headers.set('origin', event.url.origin);
  return fetch(hubAddress(event) + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly requestId?: string };
  }[];
}

const INTERNAL = 'INTERNAL';

const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, TRIAL_LOCKED: 409 };

/** The mark by which the hub knows its portal, and the address the hub saw. */
const PASSED_ON = ['x-readout-relay', 'x-readout-address'];

/** Where this very process listens: never the Host header, which the client writes. */
function hubAddress({ platform, url }: RequestEvent): string {
  const socket = (platform as Platform | undefined)?.req?.socket;
  if (socket?.localAddress === undefined || socket.localPort === undefined) return url.origin;
  const host = socket.localAddress.includes(':') ? `[${socket.localAddress}]` : socket.localAddress;
  return `http://${host}:${String(socket.localPort)}`;
}

/** What adapter-node gives: the request as Node received it. Under `pnpm dev` there is none. */
interface Platform {
  readonly req?: { readonly socket?: { readonly localAddress?: string; readonly localPort?: number } };
}

function signInFirst(event: RequestEvent): never {
  const back = event.isDataRequest || event.request.method === 'GET' ? event.url.pathname + event.url.search : '/';
  redirect(303, back === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(back)}`);
}
