import type { Pen } from './mark.ts';
import { type ArmSlot, type Theme, PALETTE } from './palette.ts';

/** Stripes of an arm's mark as [top, height] in sevenths: one block, two lines, three lines. */
// prettier-ignore
export const ARM_STRIPES = {
  a: [[0, 7]],
  b: [[0, 2], [5, 2]],
  c: [[0, 1], [3, 1], [6, 1]],
  pooled: [[2, 3]],
} as const satisfies Record<ArmSlot, readonly (readonly [number, number])[]>;

/** Draws an arm's mark into a box: arms differ by form as well as by colour. */
export function drawArm(
  pen: Pen,
  slot: ArmSlot,
  x: number,
  y: number,
  width: number,
  height: number,
  theme: Theme,
): void {
  pen.fillStyle = PALETTE[theme].arm[slot];
  for (const [top, tall] of ARM_STRIPES[slot])
    pen.fillRect(x, y + (top * height) / 7, width, (tall * height) / 7);
}
