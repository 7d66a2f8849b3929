import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Which of our packages each may import; `@readout/criteria/term.ts` and the like count as their package. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'schema/criteria': [],
  'schema/statistics': [],
  'schema/chart': ['criteria'],
  'schema/ledger': [],
  'schema/sdtm': ['criteria'],
  'schema/adam': ['criteria', 'sdtm', 'statistics'],
  db: ['criteria'],
  'schema/graphql': ['criteria', 'statistics', 'ledger', 'db'],
  server: ['criteria', 'statistics', 'sdtm', 'adam', 'chart', 'ledger', 'db', 'graphql'],
  web: ['chart', 'ledger'],
  test: ['criteria', 'statistics', 'sdtm', 'adam', 'chart', 'ledger', 'db', 'graphql', 'server'],
};

const files = globSync('{db,schema,server,web/src,test}/**/*.{ts,svelte,mjs}', {
  cwd: ROOT,
  exclude: ['**/node_modules/**'],
});

const roomOf = (file: string) =>
  Object.keys(MAY_IMPORT).find((room) => file.startsWith(room.replaceAll('/', sep) + sep));

test('the house has files to judge, each in a room', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
});

test('each room imports only what it may', () => {
  const strays = files.flatMap((file) => {
    const room = roomOf(file);
    const source = readFileSync(join(ROOT, file), 'utf8');
    const imported = [...source.matchAll(/(?:from|import)\s*\(?\s*'@readout\/([a-z]+)/g)].map(
      ([, name]) => name ?? '',
    );
    const isAllowed = (name: string) => MAY_IMPORT[room ?? '']?.includes(name) === true;
    // A test beside a file may start what the tests share.
    return imported
      .filter((name) => !isAllowed(name))
      .map((name) => `${relative('.', file)} imports ${name}`);
  });
  expect(strays).toEqual([]);
});

test('no room reaches into another by a path', () => {
  const strays = files.filter((file) => {
    const room = roomOf(file) ?? '';
    const source = readFileSync(join(ROOT, file), 'utf8');
    return [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].some(([, path]) => {
      const target = relative(ROOT, join(ROOT, file, '..', path ?? ''));
      const isSharedTestPart = target.startsWith('test' + sep) && file.endsWith('.test.ts');
      return !target.startsWith(room) && !isSharedTestPart && !target.startsWith(join('web', 'build'));
    });
  });
  expect(strays).toEqual([]);
});

test('no file has a name that says nothing', () => {
  expect(
    files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|misc|manager|service|data|info)s?(\.|\/)/.test(file),
    ),
  ).toEqual([]);
});

test('names are kebab-case, and PascalCase for components', () => {
  const isWellNamed = (file: string) => {
    const name = file.split(sep).at(-1) ?? '';
    if (file.includes(`${sep}routes${sep}`)) return true;
    return name.endsWith('.svelte')
      ? /^[A-Z][A-Za-z]+\.svelte$/.test(name)
      : /^[a-z0-9]+([-.][a-z0-9]+)*\.(ts|mjs)$/.test(name);
  };
  expect(files.filter((file) => !isWellNamed(file))).toEqual([]);
});
