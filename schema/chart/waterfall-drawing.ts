import type { BarElement, Chart } from 'chart.js';
import { drawArm } from './arm-mark.ts';
import { drawPill, drawText, textWidth } from './axis.ts';
import { responseText } from './legend.ts';
import { drawLine } from './mark.ts';
import { changeText, signedText } from './number-text.ts';
import { PALETTE, armSlot, responseColour } from './palette.ts';
import { CAP_PERCENT, type WaterfallRow } from './waterfall-row.ts';
import type { WaterfallOptions } from './waterfall.ts';

type Slots = readonly (WaterfallRow | null)[];

/** Half the height of a stub, in percent of the axis. */
const STUB_PERCENT = 3.5;

/** What the bars do not say: the two lines, cuts, zeros, who has no change, arms, and the picked subject. */
export function drawOver(chart: Chart, slots: Slots, options: WaterfallOptions): void {
  drawLines(chart, slots, options);
  drawCuts(chart, slots, options);
  drawZeros(chart, slots, options);
  drawUnchangedLabel(chart, slots, options);
  drawArms(chart, slots, options);
  for (const id of new Set([options.selectedId, options.hoveredId])) drawPicked(chart, slots, options, id);
}

/** A row's value on the axis: cut at its ends, a stub around 0 without a change. */
export function barOf(row: WaterfallRow | null): [number, number] | number | null {
  if (!row) return null;
  if (row.bestChangePercent === null) return [-STUB_PERCENT, STUB_PERCENT];
  return Math.max(-100, Math.min(CAP_PERCENT, row.bestChangePercent));
}

interface Bar {
  readonly x: number;
  readonly width: number;
}

function barAt(chart: Chart, index: number): Bar {
  const element = chart.getDatasetMeta(0).data[index] as BarElement | undefined;
  if (!element) return { x: chart.chartArea.left, width: 0 };
  const { x, width } = element.getProps(['x', 'width'], true);
  return { x: x ?? 0, width: width ?? 0 };
}

const yOf = (chart: Chart, percent: number): number => chart.scales.y?.getPixelForValue(percent) ?? 0;

/** Where the bars with a change end. */
function endOfBars(chart: Chart, slots: Slots): number {
  const last = slots.findLastIndex((row) => row !== null && row.bestChangePercent !== null);
  if (last < 0 || last === slots.length - 1) return chart.chartArea.right;
  const { x, width } = barAt(chart, last);
  return x + Math.max(width, 2);
}

export function drawPickedBand(chart: Chart, slots: Slots, { theme, selectedId }: WaterfallOptions): void {
  const index = slots.findIndex((row) => row !== null && row.subjectId === selectedId);
  if (index < 0) return;
  const { top, bottom } = chart.chartArea;
  const { x, width } = barAt(chart, index);
  const bandWidth = Math.max(width + 3, 7);
  chart.ctx.fillStyle = PALETTE[theme].tone.select;
  chart.ctx.fillRect(x - bandWidth / 2, top, bandWidth, bottom - top);
}

/** Eisenhauer 2009, Eur J Cancer 45:228-247, section 4.3.1. */
const RECIST_THRESHOLDS = { responsePercent: 30, progressionPercent: 20 };

function drawLines(chart: Chart, slots: Slots, { theme, thresholds }: WaterfallOptions): void {
  const { ctx: pen } = chart;
  const { tone } = PALETTE[theme];
  const { left } = chart.chartArea;
  const right = endOfBars(chart, slots);
  pen.save();
  pen.lineWidth = 1;
  pen.strokeStyle = tone.axis;
  const zero = Math.round(yOf(chart, 0)) + 0.5;
  drawLine(pen, left, zero, right, zero);
  pen.strokeStyle = tone.ink2;
  pen.setLineDash([4, 3]);
  const { responsePercent, progressionPercent } = thresholds ?? RECIST_THRESHOLDS;
  for (const percent of [progressionPercent, responsePercent === null ? null : -responsePercent]) {
    if (percent === null) continue;
    const y = Math.round(yOf(chart, percent)) + 0.5;
    drawLine(pen, left, y, right, y);
    const label = { colour: tone.ink2, weight: 540, halo: tone.surface };
    if (percent > 0) drawText(pen, changeText(percent, 0), right, y - 8, { ...label, align: 'right' });
    else drawText(pen, changeText(percent, 0), left + 2, y + 9, label);
  }
  pen.restore();
}

function drawCuts(chart: Chart, slots: Slots, { theme }: WaterfallOptions): void {
  const { ctx: pen } = chart;
  const { tone } = PALETTE[theme];
  const { left, right, top } = chart.chartArea;
  const cut = slots.flatMap((row, index) =>
    row?.bestChangePercent != null && row.bestChangePercent > CAP_PERCENT
      ? [{ index, percent: row.bestChangePercent }]
      : [],
  );
  if (cut.length === 0) return;
  pen.save();
  pen.strokeStyle = tone.surface;
  pen.lineWidth = 2;
  for (const { index } of cut) {
    const { x, width } = barAt(chart, index);
    const reach = width / 2 + 2;
    for (const drop of [10, 14]) drawLine(pen, x - reach, top + drop + 2, x + reach, top + drop - 2);
  }
  pen.restore();
  let x = left + 2;
  const note = '% (bars cut at +100)';
  const end = right - textWidth(pen, `and 999 more ${note}`);
  const shown = cut.filter(({ percent }, place) => {
    const text = signedText(percent, 0);
    if (x + textWidth(pen, text, 11, 540) > end && place > 0) return false;
    drawText(pen, text, x, top - 9, { colour: tone.ink2, weight: 540 });
    x += textWidth(pen, text, 11, 540) + 9;
    return true;
  });
  const rest = cut.length - shown.length;
  drawText(pen, rest > 0 ? `and ${String(rest)} more ${note}` : note, x, top - 9, { colour: tone.ink3 });
}

function drawZeros(chart: Chart, slots: Slots, { theme, colourBy, arms = [] }: WaterfallOptions): void {
  const { ctx: pen } = chart;
  const y = yOf(chart, 0);
  pen.save();
  pen.strokeStyle = PALETTE[theme].tone.surface;
  pen.lineWidth = 1;
  slots.forEach((row, index) => {
    // What prints as 0.0 % has a bar too low to see.
    if (row?.bestChangePercent == null || Math.abs(row.bestChangePercent) >= 0.05) return;
    const { x, width } = barAt(chart, index);
    pen.fillStyle =
      colourBy === 'arm' ? PALETTE[theme].arm[armSlot(row.arm, arms)] : responseColour(theme, row.best).fill;
    pen.beginPath();
    pen.arc(x, y, Math.min(4, Math.max(2.6, width * 0.55)), 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  });
  pen.restore();
}

function drawUnchangedLabel(chart: Chart, slots: Slots, { theme }: WaterfallOptions): void {
  const first = slots.findIndex((row) => row?.bestChangePercent === null);
  if (first < 0) return;
  const { ctx: pen } = chart;
  const { tone } = PALETTE[theme];
  const count = slots.filter((row) => row?.bestChangePercent === null).length;
  const start = barAt(chart, first);
  const end = barAt(chart, slots.length - 1);
  const right = end.x + Math.max(end.width / 2, 2);
  const y = yOf(chart, STUB_PERCENT * -1) + 5;
  pen.save();
  pen.strokeStyle = tone.axis;
  pen.lineWidth = 1;
  drawLine(pen, start.x - start.width / 2, y, right, y);
  pen.restore();
  const room = right - endOfBars(chart, slots);
  const words = room > 74 || slots[0]?.bestChangePercent === null ? ['No % change'] : ['No %', 'change'];
  const label = { colour: tone.ink2, weight: 540, align: 'right', halo: tone.surface } as const;
  words.forEach((word, line) => {
    drawText(pen, word, right, y + 10 + 14 * line, label);
  });
  const n = `n = ${String(count)}`;
  drawText(pen, n, right, y + 10 + 14 * words.length, {
    colour: tone.ink3,
    align: 'right',
    halo: tone.surface,
  });
}

function drawArms(chart: Chart, slots: Slots, { theme, arms = [] }: WaterfallOptions): void {
  if (arms.length === 0) return;
  slots.forEach((row, index) => {
    if (!row) return;
    const { x, width } = barAt(chart, index);
    drawArm(chart.ctx, armSlot(row.arm, arms), x - width / 2, chart.chartArea.bottom + 5, width, 7, theme);
  });
}

function drawPicked(chart: Chart, slots: Slots, options: WaterfallOptions, subjectId?: string | null): void {
  const index = slots.findIndex((row) => row !== null && row.subjectId === subjectId);
  const row = slots[index];
  if (!row) return;
  const { ctx: pen, chartArea } = chart;
  const { x, width } = barAt(chart, index);
  const ends = [barOf(row) ?? 0].flat();
  const tip = yOf(chart, ends.at(-1) ?? 0);
  const foot = yOf(chart, ends.length > 1 ? (ends[0] ?? 0) : 0);
  const ring = Math.max(width + 2, 4);
  pen.save();
  pen.strokeStyle = PALETTE[options.theme].tone.ink;
  pen.lineWidth = 1.5;
  pen.strokeRect(x - ring / 2, Math.min(tip, foot), ring, Math.abs(tip - foot));
  pen.restore();
  const change = row.bestChangePercent === null ? 'no % change' : changeText(row.bestChangePercent);
  const below = row.bestChangePercent !== null && row.bestChangePercent < 0;
  const y = Math.max(
    chartArea.top + 10,
    Math.min(chartArea.bottom - 10, below ? tip + 15 : Math.min(tip, foot) - 15),
  );
  drawPill(
    pen,
    `${row.subject}  ${change}  ${responseText(row.best, row.isUnconfirmed)}`,
    x,
    y,
    options.theme,
    {
      isPicked: subjectId === options.selectedId,
      left: chartArea.left,
      right: chartArea.right,
    },
  );
}
