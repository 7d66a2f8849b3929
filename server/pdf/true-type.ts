/** A glyph to be written: its outline in font units, and how far the next one stands. */
export interface Outline {
  readonly codePoint: number;
  readonly advance: number;
  readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[];
}

export interface FontMeasures {
  readonly name: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
}

/**
 * A TrueType font of simple glyphs, one for each code point, as programs that embed fonts can read it.
 *
 * @source ISO/IEC 14496-22 (OpenType): tables cmap (format 12), glyf, head, hhea, hmtx, loca, maxp, name, OS/2, post
 */
export function trueTypeFont(outlines: readonly Outline[], font: FontMeasures): Buffer {
  const sorted = outlines.toSorted((a, b) => a.codePoint - b.codePoint);
  // The first glyph stands for what is missing: an empty one.
  const glyphs = [Buffer.alloc(0), ...sorted.map(({ commands }) => glyphData(commands))];
  const advances = [font.unitsPerEm / 2, ...sorted.map(({ advance }) => Math.round(advance))];
  const offsets: number[] = [0];
  for (const glyph of glyphs) offsets.push((offsets.at(-1) ?? 0) + glyph.length);
  const lineHeight = [int16(font.ascent), int16(font.descent), int16(0)];
  const box = [int16(-font.unitsPerEm), int16(font.descent), int16(2 * font.unitsPerEm), int16(font.ascent)];
  return assemble({
    'OS/2': Buffer.concat([
      ...[4, Math.round(font.unitsPerEm / 2), 400, 5, 0].map(uint16),
      Buffer.alloc(22 + 10 + 16),
      Buffer.from('NONE'),
      ...[0x40, 32, 0xff_ff].map(uint16),
      ...lineHeight,
      uint16(font.ascent),
      uint16(-font.descent),
      Buffer.alloc(8),
      int16(Math.round(font.ascent * 0.55)),
      int16(Math.round(font.ascent * 0.75)),
      ...[0, 32, 1].map(uint16),
    ]),
    cmap: characterMap(sorted.map(({ codePoint }) => codePoint)),
    glyf: Buffer.concat(glyphs),
    head: Buffer.concat([
      ...[0x1_00_00, 0x1_00_00, 0, 0x5f_0f_3c_f5].map(uint32),
      ...[3, font.unitsPerEm].map(uint16),
      Buffer.alloc(16),
      ...box,
      ...[0, 8, 2, 1, 0].map(uint16),
    ]),
    hhea: Buffer.concat([
      uint32(0x1_00_00),
      ...lineHeight,
      uint16(Math.max(...advances)),
      Buffer.alloc(22),
      uint16(glyphs.length),
    ]),
    hmtx: Buffer.concat(advances.flatMap((advance) => [uint16(advance), int16(0)])),
    loca: Buffer.concat(offsets.map(uint32)),
    maxp: Buffer.concat([
      uint32(0x1_00_00),
      uint16(glyphs.length),
      ...[1000, 100, 0, 0, 1].map(uint16),
      Buffer.alloc(16),
    ]),
    name: nameTable(font.name),
    post: Buffer.concat([uint32(0x3_00_00), Buffer.alloc(28)]),
  });
}

const uint16 = (value: number) => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
const int16 = (value: number) => uint16(Math.round(value) & 0xff_ff);
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

interface Point {
  readonly x: number;
  readonly y: number;
  readonly isOnCurve: boolean;
}

/** Contours of quadratic curves, as the outline's commands draw them; empty for a space. */
function glyphData(commands: Outline['commands']): Buffer {
  const contours: Point[][] = [];
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args.map(Math.round);
    if (command === 'moveTo') contours.push([{ x: a, y: b, isOnCurve: true }]);
    else if (command === 'lineTo') contours.at(-1)?.push({ x: a, y: b, isOnCurve: true });
    else if (command === 'quadraticCurveTo')
      contours.at(-1)?.push({ x: a, y: b, isOnCurve: false }, { x: c, y: d, isOnCurve: true });
    else if (command !== 'closePath') throw new Error(`An outline of quadratic curves has no ${command}.`);
  }
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  let end = -1;
  const ends = contours.map((contour) => uint16((end += contour.length)));
  const steps = (values: readonly number[]) =>
    values.map((value, at) => int16(value - (values[at - 1] ?? 0)));
  const data = Buffer.concat([
    int16(contours.length),
    ...[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(int16),
    ...ends,
    uint16(0),
    Buffer.from(points.map(({ isOnCurve }) => (isOnCurve ? 1 : 0))),
    ...steps(xs),
    ...steps(ys),
  ]);
  return padded(data);
}

const padded = (data: Buffer) => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);

/** Code points, ascending, to the glyphs from 1 on. */
function characterMap(codePoints: readonly number[]): Buffer {
  const groups = codePoints.map((codePoint, at) => Buffer.concat([codePoint, codePoint, at + 1].map(uint32)));
  const subtable = Buffer.concat([
    uint16(12),
    uint16(0),
    ...[16 + 12 * groups.length, 0, groups.length].map(uint32),
    ...groups,
  ]);
  return Buffer.concat([...[0, 1, 3, 10].map(uint16), uint32(12), subtable]);
}

/** Names 4 and 6, full and PostScript, in UTF-16. */
function nameTable(name: string): Buffer {
  const text = Buffer.from(name, 'utf16le').swap16();
  const records = [1, 4, 6].flatMap((id) => [3, 1, 0x4_09, id, text.length, 0].map(uint16));
  return Buffer.concat([...[0, 3, 6 + 3 * 12].map(uint16), ...records, text]);
}

function assemble(tables: Readonly<Record<string, Buffer>>): Buffer {
  const names = Object.keys(tables).toSorted();
  let offset = 12 + 16 * names.length;
  const power = Math.floor(Math.log2(names.length));
  const head = [
    uint32(0x1_00_00),
    ...[names.length, 16 * 2 ** power, power, 16 * (names.length - 2 ** power)].map(uint16),
  ];
  const bodies: Buffer[] = [];
  for (const name of names) {
    const table = tables[name] ?? Buffer.alloc(0);
    const body = padded(table);
    head.push(Buffer.from(name), uint32(checksum(body)), uint32(offset), uint32(table.length));
    bodies.push(body);
    offset += body.length;
  }
  return Buffer.concat([...head, ...bodies]);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}
