import type { Pen } from './mark.ts';
import { type ArmSlot, type Theme, PALETTE, responseColour } from './palette.ts';
import { type Form, type Response, formOf } from './response.ts';

type Line = '/' | '\\' | '-' | '|' | '.';
type Fill = Pen['fillStyle'];

interface Hatch {
  readonly lines: readonly Line[];
  /** The tile's edge in CSS px. */
  readonly sizePx: number;
}

/** How a figure is drawn: where colours come from, and whether every fill carries its pattern. */
export interface Style {
  readonly theme: Theme;
  /** Pattern view, print, grey and `prefers-contrast: more`. What is not evaluable, suspected or unconfirmed has its pattern always. */
  readonly isPatterned: boolean;
  /**
   * Makes the small canvas of a pattern's tile. Left out in a browser, where the figure's own document makes it;
   * on a server `createCanvas` of @napi-rs/canvas.
   */
  readonly makeTile?: ((width: number, height: number) => unknown) | undefined;
}

/** What fills a bar. */
export type Paint =
  { readonly response: Response; readonly isUnconfirmed: boolean } | { readonly arm: ArmSlot };

const HATCH = {
  complete: { lines: [], sizePx: 5 },
  'unconfirmed-complete': { lines: ['\\'], sizePx: 6 },
  partial: { lines: ['/'], sizePx: 5 },
  minor: { lines: ['/', '-'], sizePx: 6 },
  stable: { lines: ['-'], sizePx: 8 },
  'non-target': { lines: ['|'], sizePx: 5 },
  indeterminate: { lines: ['/', '.'], sizePx: 7 },
  'suspected-progression': { lines: ['\\'], sizePx: 5 },
  progression: { lines: ['/', '\\'], sizePx: 7 },
  'confirmed-progression': { lines: ['-', '|'], sizePx: 7 },
  'not-evaluable': { lines: ['.'], sizePx: 4 },
  'no-disease': { lines: ['\\'], sizePx: 7 },
} as const satisfies Record<Form, Hatch>;

/** Forms whose pattern tells that nothing is settled: they have it always, on paper. */
const HOLLOW: readonly Form[] = ['not-evaluable', 'suspected-progression', 'indeterminate'];

const UNCONFIRMED: Hatch = { lines: ['\\'], sizePx: 5 };

const ARM_HATCH = {
  a: { lines: [], sizePx: 6 },
  b: { lines: ['-'], sizePx: 6 },
  c: { lines: ['.'], sizePx: 6 },
  pooled: { lines: [], sizePx: 6 },
} as const satisfies Record<ArmSlot, Hatch>;

/**
 * A function that gives the fill of a bar: a colour, or a pattern whose tile is drawn at device resolution.
 *
 * Each pattern is made once for the figure and kept. Where no tile can be made, the colour alone is given.
 */
export function fillOf(pen: Pen, devicePixelRatio: number, style: Style): (paint: Paint) => Fill {
  const known = new Map<string, Fill>();
  const paper = PALETTE[style.theme].tone.surface;
  const make = (paint: Paint): Fill => {
    const tile = (hatch: Hatch, line: string, ground: string, weightPx: number) =>
      hatchPattern(pen, devicePixelRatio, style, hatch, line, ground, weightPx) ?? line;
    if ('arm' in paint) {
      const colour = PALETTE[style.theme].arm[paint.arm];
      return style.isPatterned && ARM_HATCH[paint.arm].lines.length > 0
        ? (hatchPattern(pen, devicePixelRatio, style, ARM_HATCH[paint.arm], paper, colour, 1.4) ?? colour)
        : colour;
    }
    const { fill, tint } = responseColour(style.theme, paint.response);
    const form = formOf(paint.response);
    const hatch: Hatch = HATCH[form];
    if (paint.isUnconfirmed) return tile(UNCONFIRMED, fill, tint, 1);
    if (HOLLOW.includes(form)) return tile(hatch, fill, paper, 1.4);
    if (!style.isPatterned || hatch.lines.length === 0) return fill;
    return hatchPattern(pen, devicePixelRatio, style, hatch, paper, fill, 1.1) ?? fill;
  };
  return (paint) => {
    const key = 'arm' in paint ? paint.arm : `${paint.response} ${String(paint.isUnconfirmed)}`;
    const fill = known.get(key) ?? make(paint);
    known.set(key, fill);
    return fill;
  };
}

function hatchPattern(
  pen: Pen,
  devicePixelRatio: number,
  style: Style,
  hatch: Hatch,
  line: string,
  ground: string,
  weightPx: number,
): Fill | null {
  // At least 2, so that thin lines keep their form on a coarse screen.
  const scale = Math.max(2, Math.ceil(devicePixelRatio));
  const edge = hatch.sizePx * scale;
  const tile = style.makeTile ? style.makeTile(edge, edge) : pen.canvas.ownerDocument.createElement('canvas');
  if (!isTile(tile)) return null;
  tile.width = edge;
  tile.height = edge;
  const tilePen = tile.getContext('2d');
  if (!tilePen) return null;
  tilePen.scale(scale, scale);
  tilePen.fillStyle = ground;
  tilePen.fillRect(0, 0, hatch.sizePx, hatch.sizePx);
  tilePen.strokeStyle = line;
  tilePen.fillStyle = line;
  tilePen.lineWidth = weightPx;
  for (const stroke of hatch.lines) drawHatch(tilePen, stroke, hatch.sizePx);
  const pattern = pen.createPattern(tile, 'repeat');
  pattern?.setTransform({ a: 1 / scale, b: 0, c: 0, d: 1 / scale, e: 0, f: 0 });
  return pattern;
}

function drawHatch(pen: Pen, line: Line, size: number): void {
  const stroke = (fromX: number, fromY: number, toX: number, toY: number) => {
    pen.beginPath();
    pen.moveTo(fromX, fromY);
    pen.lineTo(toX, toY);
    pen.stroke();
  };
  // Diagonals run over three tiles, so that they meet at the tile's corners.
  const offsets = [-size, 0, size];
  if (line === '/') for (const offset of offsets) stroke(offset, size, offset + size, 0);
  if (line === '\\') for (const offset of offsets) stroke(offset, 0, offset + size, size);
  if (line === '-') stroke(0, size / 2, size, size / 2);
  if (line === '|') stroke(size / 2, 0, size / 2, size);
  if (line === '.') {
    pen.beginPath();
    pen.arc(size / 2, size / 2, 1.15, 0, 2 * Math.PI);
    pen.fill();
  }
}

/** A browser's canvas, or another with the same members. */
function isTile(tile: unknown): tile is Pen['canvas'] {
  return typeof tile === 'object' && tile !== null && 'getContext' in tile;
}
