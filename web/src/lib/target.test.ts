import { expect, test } from 'vitest';
import { isOwnPath } from './target.ts';

test.each(['/', '/trial/ORI-301/efficacy?evaluator=READER_1', '/trial/%C3%89/audit#entry'])(
  '%s is a page of the portal',
  (path) => expect(isOwnPath(path)).toBe(true),
);

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/a\r\nset-cookie: x',
  '',
])('%j leads elsewhere, or nowhere', (path) => expect(isOwnPath(path)).toBe(false));
