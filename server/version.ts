import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Version of Readout, as its files and documents name it. */
export const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
) as { readonly version: string };
