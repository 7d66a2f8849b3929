import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Runs a program of the workspace; answers its output when it fails, '' when it has nothing to say against. */
async function complaintsOf(script: string, parameters: readonly string[], folder = ROOT): Promise<string> {
  try {
    await promisify(execFile)(process.execPath, [join(folder, 'node_modules', script), ...parameters], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return `${stdout}${stderr}`.slice(0, 8000);
  }
}

const MINUTES = 60_000;

test('types fit in all packages', { timeout: 10 * MINUTES }, async () => {
  expect(await complaintsOf('typescript/bin/tsc', ['-p', '.', '--noEmit'])).toBe('');
});

test('types fit in the portal', { timeout: 10 * MINUTES }, async () => {
  expect(
    await complaintsOf(
      'svelte-check/bin/svelte-check',
      ['--threshold', 'error', '--output', 'human'],
      join(ROOT, 'web'),
    ),
  ).toBe('');
});

test('the linter has nothing to say', { timeout: 10 * MINUTES }, async () => {
  expect(await complaintsOf('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])).toBe('');
});

test('every file is formatted', { timeout: 10 * MINUTES }, async () => {
  expect(await complaintsOf('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])).toBe('');
});

test('nothing is declared that is not used', { timeout: 10 * MINUTES }, async () => {
  expect(await complaintsOf('knip/bin/knip.js', [])).toBe('');
});
