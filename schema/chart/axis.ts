import type { ChartOptions } from 'chart.js';
import type { Pen } from './mark.ts';
import { type Theme, PALETTE } from './palette.ts';

export const FONT_FAMILY = "'Inter Variable', system-ui, sans-serif";

/** What every figure shares: no motion, no frame, no legend and tooltip of the library's own. */
export const BASE_OPTIONS = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  events: [],
} as const satisfies ChartOptions;

export const NO_PLUGINS = { legend: { display: false }, tooltip: { enabled: false } } as const;

/** Ticks of an axis: 11 px, the floor of the type scale. */
export const tickStyle = (theme: Theme) => ({
  color: PALETTE[theme].tone.ink2,
  font: { family: FONT_FAMILY, size: 11 },
  padding: 6,
});

/** An axis with a hairline grid and no frame. */
export const axisStyle = (theme: Theme) => ({
  grid: { color: PALETTE[theme].tone.grid, drawTicks: false, lineWidth: 1 },
  border: { display: false },
  ticks: tickStyle(theme),
});

export const axisTitle = (theme: Theme, text: string) => ({
  display: true,
  text,
  color: PALETTE[theme].tone.ink2,
  font: { family: FONT_FAMILY, size: 11 },
  padding: { top: 2 },
});

/** The smallest of the steps that needs at most `most` of them to reach `maximum`; a multiple of the largest beyond. */
export function niceStep(maximum: number, steps: readonly number[], most: number): number {
  const largest = steps.at(-1) ?? 1;
  return steps.find((step) => maximum / step <= most) ?? largest * Math.ceil(maximum / (largest * most));
}

export interface TextStyle {
  readonly colour: string;
  /** 11 unless told. */
  readonly sizePx?: number;
  readonly weight?: number;
  readonly align?: 'left' | 'center' | 'right';
  /** Colour of a rim that keeps the text readable over lines. */
  readonly halo?: string;
}

const fontOf = (sizePx: number, weight: number) => `${String(weight)} ${String(sizePx)}px ${FONT_FAMILY}`;

/** Writes on the figure, vertically centred on y. */
export function drawText(pen: Pen, text: string, x: number, y: number, style: TextStyle): void {
  pen.save();
  pen.setLineDash([]);
  pen.font = fontOf(style.sizePx ?? 11, style.weight ?? 450);
  pen.textAlign = style.align ?? 'left';
  pen.textBaseline = 'middle';
  if (style.halo !== undefined) {
    pen.strokeStyle = style.halo;
    pen.lineWidth = 3.5;
    pen.lineJoin = 'round';
    pen.strokeText(text, x, y);
  }
  pen.fillStyle = style.colour;
  pen.fillText(text, x, y);
  pen.restore();
}

export function textWidth(pen: Pen, text: string, sizePx = 11, weight = 450): number {
  pen.save();
  pen.font = fontOf(sizePx, weight);
  const { width } = pen.measureText(text);
  pen.restore();
  return width;
}

/** Names a mark: marker yellow when it is picked, paper when the pointer is on it. Stays between `left` and `right`. */
export function drawPill(
  pen: Pen,
  text: string,
  x: number,
  y: number,
  theme: Theme,
  look: { readonly isPicked: boolean; readonly left: number; readonly right: number },
): void {
  const { tone } = PALETTE[theme];
  const width = textWidth(pen, text, 11, 560) + 14;
  const start = Math.max(look.left, Math.min(look.right - width, x - width / 2));
  pen.save();
  pen.setLineDash([]);
  pen.fillStyle = look.isPicked ? tone.select : tone.surface;
  pen.strokeStyle = tone.ink;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(start, y - 9, width, 18, 4);
  pen.fill();
  pen.stroke();
  pen.restore();
  const colour = look.isPicked ? tone.selectInk : tone.ink;
  drawText(pen, text, start + width / 2, y + 0.5, { colour, weight: 560, align: 'center' });
}
