import { hash } from 'node:crypto';
import type { Sha256 } from '@readout/ledger/sha256.ts';

/** SHA-256 by OpenSSL. As text of one letter a byte and back: that comes out of it six times as fast as a Buffer does. */
export const nativeSha256: Sha256 = (message) => Buffer.from(hash('sha256', message, 'binary'), 'binary');
