import { createHash } from 'node:crypto';

/** The address as the database keeps ids apart: composed, compatible letters (NFKC), lower case, without spaces around. */
export const normaliseAddress = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** What failed tries are counted under, for an address that somebody has and for one that nobody has alike. */
export const tryKey = (address: string): string =>
  createHash('sha256').update(normaliseAddress(address)).digest('hex');
