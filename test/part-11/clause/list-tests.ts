import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * The full names of the tests in a file, "describe > test", as they are written.
 *
 * Prettier's indentation tells what stands in what; a name that is put together from values is given as it stands in the source.
 */
export function listTests(file: string): readonly string[] {
  const path = join(ROOT, file);
  if (!existsSync(path)) return [];
  const within: { readonly indent: number; readonly name: string }[] = [];
  const names: string[] = [];
  // A table of cases ends in "])(" before the name.
  for (const [, space = '', kind, , name = ''] of readFileSync(path, 'utf8').matchAll(
    /^( *)(?:(describe|test)(?:\.\w+\([^\n]*\))?|\]\))\(\s*(['"`])((?:(?!\3).)*)\3,/gm,
  )) {
    const indent = space.length;
    while ((within.at(-1)?.indent ?? -1) >= indent) within.pop();
    if (kind === 'describe') within.push({ indent, name });
    else names.push([...within.map((each) => each.name), name].join(' > '));
  }
  return names;
}
