import { dictionary } from '@zxcvbn-ts/language-common';
import { verifyPassword } from 'better-auth/crypto';
import { Refusal } from '@readout/db/refusal.ts';

export const LEAST_LETTERS = 12;
export const MOST_LETTERS = 128;

/** Shorter parts of a name stand in many a good passphrase. */
const LEAST_NAME_LETTERS = 4;

let common: ReadonlySet<string> | undefined;

/**
 * Whether it is among the passwords that leaked most (the list that ships with zxcvbn), as it is, without the digits and signs at its
 * end, or twice or more in a row.
 */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(dictionary['passwords-common']);
  const plain = password.normalize('NFKC').toLowerCase();
  const bare = plain.replace(/[\d\p{P}\p{S}\s]+$/u, '');
  const once = /^(.+?)\1+$/u.exec(plain)?.[1];
  return [plain, bare, once].some(
    (form) => form !== undefined && form !== '' && (common?.has(form) === true || new Set(form).size < 3),
  );
}

/**
 * Refuses a password that is easily guessed.
 *
 * @throws Refusal BAD_INPUT in a sentence that says why
 */
export function refuseWeakPassword(
  password: string,
  { name, email }: { readonly name: string; readonly email: string },
): void {
  const letters = [...password].length;
  if (letters < LEAST_LETTERS || password.length > MOST_LETTERS)
    throw new Refusal('BAD_INPUT', `A password has ${LEAST_LETTERS} to ${MOST_LETTERS} characters.`);
  if (isCommonPassword(password))
    throw new Refusal(
      'BAD_INPUT',
      'This password is on lists of stolen ones, with or without digits at its end. Choose another: four words that do not belong together are good.',
    );
  const plain = password.toLowerCase();
  const parts = [
    ...name.toLowerCase().split(/[^\p{L}]+/u),
    ...(email.toLowerCase().split('@')[0] ?? '').split(/[^\p{L}]+/u),
  ];
  if (parts.some((part) => part.length >= LEAST_NAME_LETTERS && plain.includes(part)))
    throw new Refusal('BAD_INPUT', 'A password does not hold your name or your address.');
}

/**
 * Refuses one of the passwords somebody had.
 *
 * @param hashes of the last ones, the present one among them
 * @throws Refusal BAD_INPUT
 */
export async function refuseReusedPassword(password: string, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) {
    if (await verifyPassword({ hash, password }))
      throw new Refusal('BAD_INPUT', 'You had this password before. Choose another.');
  }
}
