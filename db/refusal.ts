/** Why a person's request is not done: closed, so that programs can tell. */
export const REFUSAL_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_INPUT',
  'REASON_MISSING',
  'READ_LOCKED',
  'TRIAL_LOCKED',
  'TRAINING_MISSING',
  'CONFLICT',
  'IMPORT_REFUSED',
  'TOO_COMPLEX',
  'PASSWORD_EXPIRED',
  'SECOND_FACTOR_MISSING',
  'SIGNING_FACTOR_MISSING',
  'SIGNING_FACTOR_WRONG',
  'LOCKED_OUT',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** An answer for people: the request is understood and not done, and this sentence says why and what to do. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, sentence: string) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
  }
}
