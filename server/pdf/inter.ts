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

interface Made {
  readonly file: Buffer;
  readonly codePoints: ReadonlySet<number>;
}
let made: Made | undefined;

/**
 * Inter as a TrueType font with all letters that it is shipped with, for pdfkit to embed: the package has it as WOFF2 by alphabets, whose composed
 * letters pdfkit cannot write.
 */
export const interFont = (): Buffer => get().file;

/** Signs that the font lacks, in those it has. */
const SPELT: Readonly<Record<string, string>> = { '≥': '>=', '≤': '<=' };

/** A text in letters of the font alone. What it lacks is named by its code point: nothing is left out unseen. */
export function inLetters(text: string): string {
  const { codePoints } = get();
  return [...text]
    .map((letter) => {
      const codePoint = letter.codePointAt(0) ?? 0;
      if (codePoints.has(codePoint) || letter === '\n') return letter;
      return (
        SPELT[letter] ??
        (/\s/.test(letter) ? ' ' : `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`)
      );
    })
    .join('');
}

const get = (): Made => (made ??= make());

function make(): Made {
  const chart = createRequire(new URL('../../schema/chart/package.json', import.meta.url));
  const folder = join(dirname(chart.resolve('@fontsource-variable/inter/package.json')), 'files');
  const pdfkit = createRequire(createRequire(import.meta.url).resolve('pdfkit'));
  const fontkit = pdfkit('fontkit') as { readonly create: (file: Buffer) => OpenedFont };
  const outlines = new Map<number, Outline>();
  const fonts = PARTS.map((part) =>
    fontkit.create(readFileSync(join(folder, `inter-${part}-wght-normal.woff2`))),
  );
  for (const font of fonts)
    for (const codePoint of font.characterSet) {
      if (outlines.has(codePoint)) continue;
      const { advanceWidth, path } = font.glyphForCodePoint(codePoint);
      outlines.set(codePoint, { codePoint, advance: advanceWidth, commands: path.commands });
    }
  const [first] = fonts;
  const up = outlines.get(ARROW_UP);
  if (first === undefined || up === undefined) throw new Error('Inter is not as it was.');
  outlines.set(ARROW_RIGHT, turned(up, first.unitsPerEm));
  const { unitsPerEm, ascent, descent } = first;
  return {
    file: trueTypeFont([...outlines.values()], { name: 'Inter', unitsPerEm, ascent, descent }),
    codePoints: new Set(outlines.keys()),
  };
}

const ARROW_UP = 0x21_91;
const ARROW_RIGHT = 0x21_92;

/** The arrow to the right, which the alphabets lack, from the one upwards: turned about its middle. */
function turned({ commands }: Outline, unitsPerEm: number): Outline {
  const numbers = commands.flatMap(({ args }) => args);
  const middleOf = (remainder: number) => {
    const along = numbers.filter((_value, at) => at % 2 === remainder);
    return (Math.min(...along) + Math.max(...along)) / 2;
  };
  const [x, y] = [middleOf(0), middleOf(1)];
  return {
    codePoint: ARROW_RIGHT,
    advance: unitsPerEm * 0.8,
    commands: commands.map(({ command, args }) => ({
      command,
      args: args.map((_value, at) =>
        at % 2 === 0 ? unitsPerEm * 0.4 + ((args[at + 1] ?? 0) - y) : y - ((args[at - 1] ?? 0) - x),
      ),
    })),
  };
}
