/**
 * The ASCII form of a character beside those whose accents Unicode takes off (NFKD: ü is u with an accent, ² is 2, … is ...).
 *
 * What is told apart only by its meaning (α, ½, 大) has no form. @source Unicode CLDR, Latin-ASCII, where it has the character and its
 * form is no longer in bytes than the character; else ours: ° o, ± +-, µ u, ® R, © C
 */
const FORMS: Readonly<Record<string, string>> = {
  // letters
  ...{ ß: 'ss', ẞ: 'SS', Æ: 'AE', æ: 'ae', Œ: 'OE', œ: 'oe', Ø: 'O', ø: 'o', Đ: 'D', đ: 'd', Ð: 'D', ð: 'd' },
  ...{ Þ: 'TH', þ: 'th', Ł: 'L', ł: 'l', ı: 'i', Ħ: 'H', ħ: 'h', Ŧ: 'T', ŧ: 't' },
  // units and comparisons; µ is the micro sign, μ the Greek letter NFKD makes of it
  ...{ µ: 'u', μ: 'u', '°': 'o', '±': '+-', '×': 'x', '÷': '/', '≥': '>=', '≤': '<=', '≠': '!=', '≈': '~' },
  ...{ '−': '-', '→': '->', '←': '<-', '€': 'EUR', '®': 'R', '©': 'C' },
  // dashes, quotes, points
  ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '•': '*', '·': '.' },
  ...{ '‘': "'", '’': "'", '‚': "'", '‛': "'", '“': '"', '”': '"', '„': '"', '‟': '"' },
  ...{ '«': '<<', '»': '>>', '‹': '<', '›': '>', '′': "'", '″': '"' },
  // a line break or tab is a blank; what is not seen is nothing
  ...{ '\t': ' ', '\n': ' ', '\r': ' ', '\u00ad': '', '\u200b': '', '\ufeff': '' },
};

const PLAIN = /^[\x20-\x7e]*$/;
const ACCENTS = /\p{Mn}/gu;
const found = new Map<string, string | null>();

/** A text in ASCII: `stray` is its first character without a form, null when `text` says all. */
export interface AsciiText {
  readonly text: string;
  readonly stray: string | null;
}

/**
 * Writes a text in printable ASCII (0x20 to 0x7E): ü is u, ß is ss, ≥ is >=, – is -, a line break is a blank.
 *
 * The form of a character is never longer than its UTF-8 bytes, so a text takes no more room than its column has.
 *
 * @example toAscii('Müller ≥ 5 µm') // { text: 'Muller >= 5 um', stray: null }
 * @example toAscii('TGF-β') // { text: 'TGF-', stray: 'β' }
 */
export function toAscii(text: string): AsciiText {
  if (PLAIN.test(text)) return { text, stray: null };
  let written = '';
  let stray: string | null = null;
  for (const character of text.normalize('NFC')) {
    const form = formOf(character);
    if (form === null) stray ??= character;
    else written += form;
  }
  return { text: written, stray };
}

function formOf(character: string): string | null {
  if (PLAIN.test(character)) return character;
  const known = found.get(character);
  if (known !== undefined) return known;
  const plain = [...character.normalize('NFKD').replace(ACCENTS, '')];
  const form = FORMS[character] ?? plain.map((part) => FORMS[part] ?? part).join('');
  const isForm = PLAIN.test(form) && form.length <= utf8Length(character);
  found.set(character, isForm ? form : null);
  return isForm ? form : null;
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
