import { expect, test } from 'vitest';
import { signatureCells, signatureLine } from './index.ts';

const held = {
  printedName: 'Dr Ada Reid',
  signedAt: '2026-03-12T08:44:05.120Z',
  meaning: 'I approve it.',
  isValid: true,
};
const broken = { ...held, printedName: 'Dr Bo Lind', isValid: false };

test('a file shows the newest signature that holds, and a broken one as broken', () => {
  expect(signatureCells([])).toEqual(['', '', '', '']);
  expect(signatureCells([held, broken])).toEqual([
    'Dr Ada Reid',
    '2026-03-12T08:44:05.120Z',
    'I approve it.',
    'holds',
  ]);
  expect(signatureCells([broken])[3]).toBe('no longer holds');
});

test('a line has name, time in UTC and meaning, and says first that it no longer holds', () => {
  expect(signatureLine(held)).toBe('Signed by Dr Ada Reid, 2026-03-12 08:44:05 UTC: “I approve it.”');
  expect(signatureLine(broken)).toMatch(/^NO LONGER HOLDS: was signed by Dr Bo Lind/);
});
