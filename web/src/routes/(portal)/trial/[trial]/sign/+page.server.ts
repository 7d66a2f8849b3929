import { error, fail, redirect } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';
import { graphql, type VariablesOf } from '#lib/graphql.ts';
import { ask, attempt } from '#lib/server/hub.ts';
import { SIGN_OFFER, type SignOffer } from '#lib/ui/sign-offer.ts';
import { pathWithin } from '#lib/path-within.ts';
import type { Actions, PageServerLoad } from './$types';

const SIGN = {
  Read: graphql(`
    mutation SignRead($input: SignInput!) {
      signRead(input: $input) {
        id
      }
    }
  `),
  Subject: graphql(`
    mutation SignReview($input: SignInput!) {
      signReview(input: $input) {
        id
      }
    }
  `),
  Charter: graphql(`
    mutation SignCharter($input: SignInput!) {
      signCharter(input: $input) {
        id
      }
    }
  `),
  DataCut: graphql(`
    mutation SignDataCut($input: SignInput!) {
      signDataCut(input: $input) {
        id
      }
    }
  `),
  FileExport: graphql(`
    mutation SignFileExport($input: SignInput!) {
      signFileExport(input: $input) {
        id
      }
    }
  `),
  AccessReview: graphql(`
    mutation SignAccessReview($input: SignInput!) {
      signAccessReview(input: $input) {
        id
      }
    }
  `),
  AuditReview: graphql(`
    mutation SignAuditReview($input: SignInput!) {
      signAuditReview(input: $input) {
        id
      }
    }
  `),
};

const isSignable = (type: string | undefined): type is keyof typeof SIGN =>
  type !== undefined && Object.hasOwn(SIGN, type);

/** What is signed, and where it leads back to. */
export const load: PageServerLoad = async (event) => {
  const id = event.url.searchParams.get('id') ?? '';
  const offer: SignOffer = await ask(event, SIGN_OFFER, { id });
  if (!isSignable(offer.node?.__typename))
    error(404, {
      message: 'There is nothing to sign at this address, or you may not see it.',
      code: 'NOT_FOUND',
    });
  return {
    title: `Sign · ${event.params.trial}`,
    id,
    offer,
    to: pathWithin(event.url.searchParams.get('to'), event.params.trial),
    now: new Date().toISOString(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const textOf = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' && value !== '' ? value : null;
    };
    const id = textOf('id') ?? '';
    const { node, signingOffer } = await ask(event, SIGN_OFFER, { id });
    const meaning = signingOffer.meanings.find(({ code }) => code === textOf('meaning'));
    if (!isSignable(node?.__typename) || meaning === undefined)
      return fail(400, { sentence: 'Choose what your signature means.' });
    const document: TadaDocumentNode<object, VariablesOf<typeof SIGN.Read>> = SIGN[node.__typename];
    const answer = await attempt(event, document, {
      input: {
        id,
        meaning: meaning.code,
        // The signer says why by what the signature means.
        reason: meaning.sentence,
        recordHash: textOf('recordHash'),
        factors: {
          email: textOf('email')?.trim() ?? null,
          password: textOf('password'),
          code: textOf('code')?.replaceAll(/\s/g, '') ?? null,
          passkey: readPasskey(textOf('passkey')),
        },
      },
    });
    if ('refusal' in answer) return fail(409, { sentence: answer.refusal.sentence });
    redirect(303, pathWithin(event.url.searchParams.get('to'), event.params.trial));
  },
};

function readPasskey(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A field that was tampered with: it proves nothing, and the hub says so.
    return {};
  }
}
