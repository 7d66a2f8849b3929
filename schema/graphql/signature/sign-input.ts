import { builder } from '../builder.ts';
import type { SigningAct } from './sign-record.ts';
import { SignatureMeaning } from './signature.ts';

const SigningFactors = builder.inputType('SigningFactors', {
  description:
    'How the signer proves who they are. At the first signature of a session all that the account has; within 15 minutes after one of them is enough.',
  fields: (t) => ({
    email: t.string({ description: 'The address under which the person signs in, typed anew.' }),
    password: t.string({ description: 'The password.' }),
    code: t.string({ description: 'Six digits of the authenticator.' }),
    passkey: t.field({
      type: 'JSON',
      description: "The browser's answer to the challenge of a passkey; stands for password and code.",
    }),
  }),
});

export const SignInput = builder.inputType('SignInput', {
  description: 'A signature: of which record, what it means, and who gives it.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The record.' }),
    meaning: t.field({ type: SignatureMeaning, required: true, description: 'What the signature means.' }),
    reason: t.string({ required: true, description: 'Why, for the audit trail.' }),
    recordHash: t.string({
      description:
        'Hash of the version that was looked at, from signingOffer: another version is not signed.',
    }),
    factors: t.field({ type: SigningFactors, required: true, description: 'Proof of who signs.' }),
  }),
});

/** The input as the functions take it: what is not given is left out. */
export function actOf({ meaning, reason, recordHash, factors }: typeof SignInput.$inferInput): SigningAct {
  const { email, password, code, passkey } = factors;
  return {
    meaning,
    reason,
    recordHash: recordHash ?? undefined,
    factors: {
      email: email ?? undefined,
      password: password ?? undefined,
      code: code ?? undefined,
      passkey: isObject(passkey) ? passkey : undefined,
    },
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What each mutation that signs may refuse with. */
export const SIGNING_CODES =
  'NOT_FOUND, FORBIDDEN, TRAINING_MISSING, SIGNING_FACTOR_MISSING, SIGNING_FACTOR_WRONG, LOCKED_OUT, CONFLICT, REASON_MISSING.';
