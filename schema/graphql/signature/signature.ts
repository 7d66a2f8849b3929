import { SIGNATURE_MEANINGS } from '@readout/db/term.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';

export const SignatureMeaning = builder.enumType('SignatureMeaning', {
  description: 'What a signature means; which of these a record takes, and the sentence, tells signingOffer.',
  values: SIGNATURE_MEANINGS,
});

export const Signature = builder.drizzleNode('signature', {
  name: 'Signature',
  description:
    'An electronic signature of one version of one record. It holds as long as the record stays as it was signed.',
  id: { column: (t) => [t.trialId, t.id] },
  fields: (t) => ({
    signer: t.string({
      description: 'Id of the person who signed.',
      resolve: ({ signerId }) => signerId,
    }),
    printedName: t.exposeString('printedName', { description: 'Printed name of the signer at that time.' }),
    meaning: t.exposeString('meaning', { description: 'What it means: the sentence that the signer read.' }),
    meaningCode: t.field({
      type: SignatureMeaning,
      description: 'The same as a word of a closed list.',
      resolve: ({ meaningCode }) => meaningCode,
    }),
    signedAt: t.expose('signedAt', { type: 'DateTime', description: "When, by the server's clock." }),
    factors: t.exposeStringList('factors', {
      description: 'How the signer proved who they are: EMAIL, PASSWORD, CODE, PASSKEY …',
    }),
    isValid: t.boolean({
      description:
        'Whether it holds: judged now, against the record as it stands, and against the audit trail. A record whose signatures do not hold counts as unsigned.',
      select: {
        extras: {
          isValid: (signature) =>
            sql<boolean>`private.signature_is_valid(${signature.trialId}, ${signature.id})`,
        },
      },
      resolve: ({ isValid }) => isValid,
    }),
    brokenAt: t.expose('brokenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the record changed after it was signed; null while that is not so.',
    }),
    brokenBy: t.exposeInt('brokenBy', {
      nullable: true,
      description: 'Number of the audit entry of that change.',
    }),
    brokenWhy: t.exposeString('brokenWhy', {
      nullable: true,
      description: 'What changed, and the reason that was given.',
    }),
    recordHash: t.exposeString('recordHash', {
      description: 'SHA-256 of the canonical version of the record that was signed, hexadecimal.',
    }),
    digest: t.exposeString('digest', {
      description: 'SHA-256 that binds record, signer, meaning and time, hexadecimal.',
    }),
  }),
});

/** For `signatures` of a record: all, also those that no longer hold, the oldest first. */
export const SIGNATURES = {
  query: { orderBy: { signedAt: 'asc' } },
  description: 'Its signatures that the viewer may see, the oldest first; also those that no longer hold.',
} as const;
