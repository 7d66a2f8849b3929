import { inflateSync } from 'node:zlib';

/** The text of a PDF that embeds one font, as a reader that copies it gets it; pages and lines run on. */
export function pdfText(file: Buffer): string {
  const streams = streamsOf(file);
  const letters = new Map<string, string>();
  for (const map of streams.filter((each) => each.includes('begincmap')))
    for (const [, first = '', list = ''] of map.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/gi))
      for (const [at, [, code = '']] of [...list.matchAll(/<([\da-f ]*)>/gi)].entries())
        letters.set(
          (Number.parseInt(first, 16) + at).toString(16).padStart(4, '0'),
          Buffer.from(code.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
        );
  return streams
    .filter((each) => / TJ\b/.test(each))
    .flatMap((each) => [...each.matchAll(/\[([^\]]*)\] TJ/g)].map(([, run = '']) => run))
    .map((run) =>
      [...run.matchAll(/<([\da-f]+)>/gi)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((glyph) => letters.get(glyph.toLowerCase()) ?? '?')
        .join(''),
    )
    .join(' ');
}

function streamsOf(file: Buffer): readonly string[] {
  const found: string[] = [];
  for (let at = file.indexOf('stream\n'); at !== -1; at = file.indexOf('stream\n', at + 1)) {
    if (file.subarray(at - 3, at).toString() === 'end') continue;
    const data = file.subarray(at + 7, file.indexOf('endstream', at));
    try {
      found.push(inflateSync(data).toString('latin1'));
    } catch {
      // Not compressed, or no text: the font itself.
      found.push(data.toString('latin1'));
    }
  }
  return found;
}
