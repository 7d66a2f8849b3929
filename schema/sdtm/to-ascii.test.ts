import { expect, test } from 'vitest';
import { toAscii } from './to-ascii.ts';

test.each([
  ['Müller-Lüdenscheid', 'Muller-Ludenscheid'],
  ['ß ẞ æ Œ ø Ł þ', 'ss SS ae OE o L th'],
  ['≥ 5 µm – 20 °C … ± 1', '>= 5 um - 20 oC ... +- 1'],
  ['“new” ‘old’', '"new" \'old\''],
  ['cm², ﬁne', 'cm2, fine'],
  ['one\r\ntwo\tthree', 'one  two three'],
  ['u\u0308', 'u'],
  ['no\u00a0break', 'no break'],
])('%s is %s', (text, ascii) => {
  expect(toAscii(text)).toEqual({ text: ascii, stray: null });
});

test.each([
  ['TGF-β', 'β'],
  ['肝', '肝'],
  ['½', '½'],
  ['bell\u0007', '\u0007'],
  ['\u007f', '\u007f'],
  ['👍', '👍'],
  ['a\ud800b', '\ud800'],
])('%s has a character without a form', (text, stray) => {
  expect(toAscii(text).stray).toBe(stray);
});

test('no form of any character is longer than its UTF-8 bytes, nor other than printable ASCII', () => {
  const tooLong: string[] = [];
  for (let code = 0; code < 0x30000; code += 1) {
    const character = String.fromCodePoint(code);
    const { text, stray } = toAscii(character);
    if (stray === null && (text.length > Buffer.byteLength(character) || /[^ -~]/.test(text)))
      tooLong.push(character);
  }
  expect(tooLong).toEqual([]);
});
