import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';

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
  // The account asks for something before anything else is answered.
  if (code === 'PASSWORD_EXPIRED' || code === 'SECOND_FACTOR_MISSING') redirect(303, '/security');
  if (code === INTERNAL || problem === undefined) {
    const requestId = problem?.extensions?.requestId ?? response.headers.get('x-request-id');
    error(500, {
      message: 'Something went wrong here; it has been logged.',
      code,
      ...(requestId ? { requestId } : {}),
    });
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
  const headers: Record<string, string> = { host: event.url.host };
  for (const name of isAnonymous ? PASSED_ON : [...PASSED_ON, 'cookie']) {
    const value = event.request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  if (event.cookies.get(BACKGROUND_COOKIE) !== undefined) headers['x-readout-background'] = 'page';
  const place = hubPlace(event);
  if (body === undefined) return send({ ...place, path, headers });
  const text = JSON.stringify(body);
  headers['content-type'] = 'application/json';
  headers['content-length'] = String(Buffer.byteLength(text));
  headers['origin'] = event.url.origin;
  return send({ ...place, path, headers, method: 'POST' }, text);
}

/** node:http, as fetch replaces the Host header by the address it calls, and the hub then finds the origin to be another one. */
async function send(options: RequestOptions, text?: string): Promise<Response> {
  const request = httpRequest(options);
  request.end(text);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const status = answer.statusCode ?? 502;
  return new Response(
    [204, 304].includes(status) ? null : Buffer.concat((await answer.toArray()) as Buffer[]),
    {
      status,
      headers,
    },
  );
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly requestId?: string };
  }[];
}

const INTERNAL = 'INTERNAL';

const STATUS: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TRIAL_LOCKED: 409,
};

/** The mark by which the hub knows its portal, the address the hub saw, the protocol and the program the person uses. */
const PASSED_ON = ['x-readout-relay', 'x-readout-address', 'x-forwarded-proto', 'user-agent'];

/** What a page asks by itself is marked by this cookie, and does not keep the session alive. */
const BACKGROUND_COOKIE = 'background';

/** Where this very process listens: never the Host header, which the client writes. */
function hubPlace({ platform, url }: RequestEvent): { readonly host: string; readonly port: number } {
  const socket = (platform as Platform | undefined)?.req?.socket;
  return { host: socket?.localAddress ?? url.hostname, port: socket?.localPort ?? Number(url.port || 80) };
}

/** What adapter-node gives: the request as Node received it. Under `pnpm dev` there is none. */
interface Platform {
  readonly req?: { readonly socket?: { readonly localAddress?: string; readonly localPort?: number } };
}

/** Leads to the sign-in page and from there back. */
export function signInFirst(event: RequestEvent): never {
  const back =
    event.isDataRequest || event.request.method === 'GET' ? event.url.pathname + event.url.search : '/';
  redirect(303, back === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(back)}`);
}
