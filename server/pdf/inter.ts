import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { trueTypeFont, type Outline } from './true-type.ts';

/** What of a font that fontkit has opened is needed here. */
interface OpenedFont {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly characterSet: readonly number[];
  readonly glyphForCodePoint: (codePoint: number) => {
    readonly advanceWidth: number;
    readonly path: { readonly commands: Outline['commands'] };
  };
}

/** Files of the font, each with a part of the alphabet; the first that has a letter gives it. */
const PARTS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'];

let made: Buffer | undefined;

/**
 * Inter as a TrueType font with all letters that it is shipped with, for pdfkit to embed: the package has it as WOFF2 by alphabets, whose composed
 * letters pdfkit cannot write.
 */
export function interFont(): Buffer {
  return (made ??= makeFont());
}

function makeFont(): Buffer {
  const chart = createRequire(new URL('../../schema/chart/package.json', import.meta.url));
  const folder = join(dirname(chart.resolve('@fontsource-variable/inter/package.json')), 'files');
  const pdfkit = createRequire(createRequire(import.meta.url).resolve('pdfkit'));
  const fontkit = pdfkit('fontkit') as { readonly create: (file: Buffer) => OpenedFont };
  const outlines = new Map<number, Outline>();
  let measures: OpenedFont | undefined;
  for (const part of PARTS) {
    const font = fontkit.create(readFileSync(join(folder, `inter-${part}-wght-normal.woff2`)));
    measures ??= font;
    for (const codePoint of font.characterSet) {
      if (outlines.has(codePoint)) continue;
      const { advanceWidth, path } = font.glyphForCodePoint(codePoint);
      outlines.set(codePoint, { codePoint, advance: advanceWidth, commands: path.commands });
    }
  }
  if (measures === undefined) throw new Error('Inter is not there.');
  return trueTypeFont([...outlines.values()], {
    ...measures,
    name: 'Inter',
    unitsPerEm: measures.unitsPerEm,
    ascent: measures.ascent,
    descent: measures.descent,
  });
}
