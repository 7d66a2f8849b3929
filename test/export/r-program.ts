import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whether R is on this machine with the packages named. */
export function hasR(...packages: readonly string[]): boolean {
  const asked = packages.map((name) => `requireNamespace("${name}", quietly = TRUE)`).join(' && ');
  try {
    return execFileSync('Rscript', ['-e', `cat(${asked})`], { encoding: 'utf8', stdio: 'pipe' }).includes(
      'TRUE',
    );
  } catch {
    return false;
  }
}

/** The R lines of the README, block by block, as a reader copies them. */
export function listReadmeBlocks(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  return [...text.matchAll(/```r\n([^]*?)```/g)].map(([, block]) => block ?? '');
}

/**
 * Runs lines in R and answers what `told`, an expression of theirs that is a list, holds.
 *
 * @param env variables that the lines read
 */
export async function runR(
  lines: string,
  told: string,
  env: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  // Between marks, so that what the lines print is not taken for it.
  const program = `${lines}\ncat("\\n<told>", jsonlite::toJSON(${told}, auto_unbox = TRUE, digits = NA), "</told>\\n", sep = "")`;
  const { stdout } = await promisify(execFile)('Rscript', ['--vanilla', '-e', program], {
    env: { ...process.env, ...env },
    maxBuffer: 1e8,
  });
  const [, json] = /<told>([^]*)<\/told>/.exec(stdout) ?? [];
  if (json === undefined) throw new Error(`R told nothing: ${stdout}`);
  return JSON.parse(json) as Record<string, unknown>;
}
