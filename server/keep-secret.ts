import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigRefusal } from './config-refusal.ts';

/** The secret in the file, 32 bytes in base64; makes it, whole or not at all, when there is none. @param name the variable that could give it instead */
export function keepSecret(path: string, name = 'READOUT_SECRET'): string {
  const made = `${path}.${process.pid}`;
  try {
    writeFileSync(made, randomBytes(32).toString('base64'), { mode: 0o600 });
    linkSync(made, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new ConfigRefusal(
        `READOUT_DATA is "${dirname(path)}", where no secret can be kept: ${describe(error)}. Set ${name}.`,
      );
    }
  } finally {
    rmSync(made, { force: true });
  }
  return readFileSync(path, 'utf8');
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
