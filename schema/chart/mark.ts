import type { Chart } from 'chart.js';
import { type Theme, PALETTE, responseColour } from './palette.ts';
import { type Form, type Response, formOf } from './response.ts';

export type Pen = Chart['ctx'];

interface MarkShape {
  /** Corners in units of the mark's half-size; a circle has none. */
  readonly corners: readonly (readonly [number, number])[];
  /** Radius in units of the half-size, for a circle. */
  readonly radius: number;
  /** Paper inside and an edge in colour. */
  readonly isHollow: boolean;
  /** Paper lines over the shape, from corner to corner of this list. */
  readonly strokes: readonly (readonly [number, number, number, number])[];
}

const solid = (corners: readonly (readonly [number, number])[]): MarkShape => ({
  corners,
  radius: 0,
  isHollow: false,
  strokes: [],
});
const circle = (radius: number, isHollow: boolean): MarkShape => ({
  corners: [],
  radius,
  isHollow,
  strokes: [],
});

// prettier-ignore
const DIAMOND = [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]] as const;
// prettier-ignore
const SQUARE = [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]] as const;

const TRIANGLE = solid([
  [0, -1.1],
  [1.05, 0.8],
  [-1.05, 0.8],
]);

// prettier-ignore
const SHAPE = {
  complete: solid(DIAMOND),
  'unconfirmed-complete': { ...solid(DIAMOND), strokes: [[0, -0.55, 0, 0.55]] },
  partial: TRIANGLE,
  minor: { ...TRIANGLE, strokes: [[-0.6, 0.25, 0.6, 0.25]] },
  stable: circle(0.85, false),
  'non-target': solid([[-0.45, -1.05], [0.45, -1.05], [0.45, 1.05], [-0.45, 1.05]]),
  indeterminate: { ...solid(DIAMOND), isHollow: true },
  'suspected-progression': { ...solid(SQUARE), isHollow: true },
  progression: solid(SQUARE),
  'confirmed-progression': { ...solid(SQUARE), strokes: [[-0.5, -0.5, 0.5, 0.5], [0.5, -0.5, -0.5, 0.5]] },
  'not-evaluable': circle(0.8, true),
  'no-disease': { ...solid(DIAMOND), strokes: [[-0.55, 0, 0.55, 0]] },
} as const satisfies Record<Form, MarkShape>;

/** Whether the mark is paper with an edge: always for what is not evaluable or suspected, and for whatever is unconfirmed. */
export const isHollowMark = (response: Response, isUnconfirmed = false): boolean =>
  isUnconfirmed || SHAPE[formOf(response)].isHollow;

/**
 * The outline of a response's mark as SVG path data.
 *
 * @param size half of the mark's width in user units; the mark is centred on (centre, centre)
 * @example markPath('PR', 5, 6) // "M6 0.5L11.25 10L0.75 10Z"
 */
export function markPath(response: Response, size = 5, centre = 6): string {
  const shape: MarkShape = SHAPE[formOf(response)];
  const at = (value: number) => String(Math.round((centre + value * size) * 100) / 100);
  if (shape.corners.length > 0) return `M${shape.corners.map(([x, y]) => `${at(x)} ${at(y)}`).join('L')}Z`;
  const r = String(Math.round(shape.radius * size * 100) / 100);
  const arc = (x: number) => `A${r} ${r} 0 1 1 ${at(x)} ${at(0)}`;
  return `M${at(-shape.radius)} ${at(0)}${arc(shape.radius)}${arc(-shape.radius)}Z`;
}

/** The paper lines over a mark as SVG path data; empty for most. */
export function markStrokePath(response: Response, size = 5, centre = 6): string {
  const at = (value: number) => String(Math.round((centre + value * size) * 100) / 100);
  const shape: MarkShape = SHAPE[formOf(response)];
  return shape.strokes.map(([a, b, c, d]) => `M${at(a)} ${at(b)}L${at(c)} ${at(d)}`).join('');
}

/**
 * Draws a response's mark with 1 px of paper around it, so that marks which overlap can be counted.
 *
 * @param size half of the mark's width in CSS px
 */
export function drawMark(
  pen: Pen,
  response: Response,
  x: number,
  y: number,
  size: number,
  theme: Theme,
  isUnconfirmed = false,
): void {
  const shape: MarkShape = SHAPE[formOf(response)];
  const colour = responseColour(theme, response).fill;
  const paper = PALETTE[theme].tone.surface;
  const isHollow = isHollowMark(response, isUnconfirmed);
  pen.save();
  pen.setLineDash([]);
  pen.lineJoin = 'round';
  pen.beginPath();
  if (shape.corners.length === 0) pen.arc(x, y, shape.radius * size, 0, 2 * Math.PI);
  shape.corners.forEach(([cornerX, cornerY], index) => {
    if (index === 0) pen.moveTo(x + cornerX * size, y + cornerY * size);
    else pen.lineTo(x + cornerX * size, y + cornerY * size);
  });
  pen.closePath();
  pen.fillStyle = isHollow ? paper : colour;
  pen.strokeStyle = isHollow ? colour : paper;
  pen.lineWidth = isHollow ? 1.5 : 2;
  if (!isHollow) pen.stroke();
  pen.fill();
  if (isHollow) pen.stroke();
  pen.lineWidth = 1.2;
  for (const [fromX, fromY, toX, toY] of shape.strokes)
    drawLine(pen, x + fromX * size, y + fromY * size, x + toX * size, y + toY * size);
  pen.restore();
}

/** Draws a straight line in the pen's current stroke. */
export function drawLine(pen: Pen, fromX: number, fromY: number, toX: number, toY: number): void {
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  pen.stroke();
}

/** Draws the ✕ of a death. @param size half of its width in CSS px */
export function drawDeath(pen: Pen, x: number, y: number, size: number, colour: string): void {
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  drawLine(pen, x - size, y - size, x + size, y + size);
  drawLine(pen, x + size, y - size, x - size, y + size);
  pen.restore();
}

/** Draws the arrow of what is ongoing, 8 px to the right of x. */
export function drawOngoing(pen: Pen, x: number, y: number, colour: string): void {
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.lineJoin = 'round';
  drawLine(pen, x, y, x + 8, y);
  pen.beginPath();
  pen.moveTo(x + 4.5, y - 3.4);
  pen.lineTo(x + 8.4, y);
  pen.lineTo(x + 4.5, y + 3.4);
  pen.stroke();
  pen.restore();
}
