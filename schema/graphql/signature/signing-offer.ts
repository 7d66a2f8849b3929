import { decodeGlobalID } from '@pothos/plugin-relay';
import { Refusal } from '@readout/db/refusal.ts';
import type { SignatureRecord } from '@readout/db/term.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import type { SigningNeed } from '../identity.ts';
import { decodeNodeId } from '../node-id.ts';
import { SignatureMeaning } from './signature.ts';

interface Offer {
  readonly title: string | null;
  readonly record_hash: string | null;
  readonly meanings: readonly { readonly code: string; readonly sentence: string }[];
  readonly obstacle: string | null;
  readonly version: string | null;
  readonly name: string | null;
  readonly need: SigningNeed | null;
}

/** The type of each record that can be signed, as ids of clients name it. */
const RECORDS: Readonly<Record<string, SignatureRecord>> = {
  Read: 'read',
  Subject: 'review',
  Charter: 'charter',
  DataCut: 'data_cut',
  FileExport: 'file_export',
  AccessReview: 'access_review',
  AuditReview: 'audit_review',
};

const OfferedMeaning = builder.objectRef<Offer['meanings'][number]>('OfferedMeaning').implement({
  description: 'What a signature of a record may mean.',
  fields: (t) => ({
    code: t.field({
      type: SignatureMeaning,
      description: 'As a word of a closed list.',
      resolve: ({ code }) => code as (typeof SignatureMeaning)['$inferType'],
    }),
    sentence: t.exposeString('sentence', { description: 'What the signer says.' }),
  }),
});

const Need = builder.objectRef<SigningNeed>('SigningNeed').implement({
  description: 'What the signer must give to prove who they are.',
  fields: (t) => ({
    asksForAll: t.boolean({
      description:
        'Whether all components are asked for (first signature of the session, or 15 minutes after the last); else one is enough.',
      resolve: ({ asks }) => asks === 'ALL',
    }),
    hasPassword: t.exposeBoolean('hasPassword', { description: 'Whether the account has a password.' }),
    hasCode: t.exposeBoolean('hasCode', { description: 'Whether an authenticator is enrolled.' }),
    hasPasskey: t.exposeBoolean('hasPasskey', { description: 'Whether a passkey is enrolled.' }),
    lockedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when signing is locked after failures; null: it is not.',
      resolve: ({ lockedUntil }) => lockedUntil,
    }),
  }),
});

const SigningOffer = builder.objectRef<Offer>('SigningOffer').implement({
  description: 'What somebody is shown before they sign a record.',
  fields: (t) => ({
    title: t.exposeString('title', {
      nullable: true,
      description: 'The record as people name it; null for those who may not sign it.',
    }),
    recordHash: t.string({
      nullable: true,
      description:
        'SHA-256 of the canonical version of the record as it stands; null for those who may not sign it.',
      resolve: (offer) => offer.record_hash,
    }),
    version: t.int({
      nullable: true,
      description: 'Version of the trial: its newest audit entry.',
      resolve: ({ version }) => (version === null ? null : Number(version)),
    }),
    meanings: t.field({
      type: [OfferedMeaning],
      description: 'What the signature may mean, in order of display.',
      resolve: ({ meanings }) => meanings,
    }),
    obstacle: t.exposeString('obstacle', {
      nullable: true,
      description: 'What keeps the viewer from signing, as a sentence; null: nothing does.',
    }),
    signer: t.string({
      nullable: true,
      description: 'Printed name that the signature would bear.',
      resolve: ({ name }) => name,
    }),
    need: t.field({
      type: Need,
      nullable: true,
      description: 'What the signer must give; null for a program, which signs nothing.',
      resolve: ({ need }) => need,
    }),
  }),
});

builder.queryField('signingOffer', (t) =>
  t.field({
    type: SigningOffer,
    description: 'What signing a record would cover and ask for.',
    args: {
      id: t.arg.id({
        required: true,
        description:
          'A read, a subject (its review), a charter, a data cut, an export, a review of access or of the audit trail.',
      }),
    },
    resolve: async (_root, { id: nodeId }, { db, viewer, identity }) => {
      const type = typeOf(nodeId);
      const record = RECORDS[type];
      if (record === undefined) throw new Refusal('NOT_FOUND', 'There is nothing to sign with this id.');
      const { trialId, id } = decodeNodeId(type, nodeId);
      const { rows } = await db.execute<Omit<Offer, 'need'> & Record<string, unknown>>(sql`
        select o.*, private.trial_version(${trialId}::uuid) as version, (select p.name from person p where p.id = private.viewer_id()) as name
        from private.signing_offer(${trialId}::uuid, ${record}, ${id}::uuid) o`);
      const offer = rows[0];
      if (offer === undefined) throw new Error('Signing is neither offered nor refused.');
      // A token has no session in which somebody could prove who they are.
      const need = viewer.sessionId === undefined ? undefined : await identity?.describeSigning();
      return { ...offer, need: need ?? null };
    },
  }),
);

function typeOf(nodeId: string): string {
  try {
    return decodeGlobalID(nodeId).typename;
  } catch {
    // Not an id of ours: the list of records has no such type.
    return '';
  }
}

builder.mutationField('startSigningPasskey', (t) =>
  t.field({
    type: 'JSON',
    description:
      "Begins to sign with a passkey: the options that the browser's WebAuthn takes. Its answer goes with the signature, within five minutes. FORBIDDEN, UNAUTHENTICATED.",
    resolve: (_root, _args, { identity }) => {
      if (identity === undefined)
        throw new Refusal('FORBIDDEN', 'A person signs, who has signed in; a program with a token does not.');
      return identity.startSigningPasskey();
    },
  }),
);
