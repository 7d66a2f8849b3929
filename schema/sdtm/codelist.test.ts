import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findCodelist, findDecode, listCodelists } from './codelist.ts';

test('a test code and its name are one term', () => {
  const tests = findCodelist('C96779');
  expect(tests && findDecode(tests, 'LDIAM')).toBe('Longest Diameter');
  expect(tests && findDecode(tests, 'NOSUCH')).toBeUndefined();
});

test('a list of our own is no published one', () => {
  expect(findCodelist('RSRESP.PCWG')).toBeUndefined();
});

/** Of the published list, though the extract at hand leaves them out. @source NCI EVS: PROTMLST C114118 */
const BESIDE_THE_EXTRACT = ['C16735', 'C114209'];

const extract = fileURLToPath(new URL('../../../shared/sdtm/ct.json', import.meta.url));

test.skipIf(!existsSync(extract))('the lists are those of the published terminology', () => {
  interface Published {
    readonly code: string;
    readonly submissionValue: string;
    readonly name: string;
    readonly extensible: boolean;
    readonly terms: readonly { readonly code: string; readonly value: string }[];
  }
  const { codelists } = JSON.parse(readFileSync(extract, 'utf8')) as {
    readonly codelists: Readonly<Record<string, Published>>;
  };
  const ours = [...listCodelists().values()].map(({ code, name, title, isExtensible, terms }) => ({
    code,
    name,
    title,
    isExtensible,
    terms: [...terms].filter(([, nci]) => !BESIDE_THE_EXTRACT.includes(nci)).toSorted(),
  }));
  const published = Object.values(codelists).map(({ code, submissionValue, name, extensible, terms }) => ({
    code,
    name: submissionValue,
    title: name,
    isExtensible: extensible,
    terms: terms.map((term) => [term.value, term.code]).toSorted(),
  }));
  const byCode = (a: { readonly code: string }, b: { readonly code: string }) => a.code.localeCompare(b.code);
  expect(ours.toSorted(byCode)).toEqual(published.toSorted(byCode));
});
