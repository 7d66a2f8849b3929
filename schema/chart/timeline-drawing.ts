import type { Chart } from 'chart.js';
import { drawText, textWidth } from './axis.ts';
import { drawLine, drawMark } from './mark.ts';
import { plainMmText, shortDateText } from './number-text.ts';
import { PALETTE, responseColour } from './palette.ts';
import type { Style } from './pattern.ts';
import { EVALUATOR_NAME } from './response.ts';
import type { TimelineInput, TimelineRow } from './timeline-row.ts';
import type { TimelineOptions } from './timeline.ts';

/** Height of a row of responses. */
export const ROW_PX = 19;

/** Columns of the timepoints and the lines that sums are judged by. */
export function drawUnder(chart: Chart, input: TimelineInput, options: TimelineOptions): void {
  drawColumns(chart, input, options);
  drawReferences(chart, input, options);
}

/** Values, responses, exposure, and the names and dates of timepoints. */
export function drawOver(chart: Chart, input: TimelineInput, options: TimelineOptions): void {
  drawValues(chart, input, options);
  input.rows.forEach((row, index) => {
    drawResponses(chart, row, index, options);
  });
  drawExposure(chart, input, options);
  drawTimepointText(chart, input, options);
}

const xOf = (chart: Chart, day: number): number => chart.scales.x?.getPixelForValue(day) ?? 0;
const yOf = (chart: Chart, sum: number): number => chart.scales.y?.getPixelForValue(sum) ?? 0;
const rowY = (chart: Chart, index: number): number => chart.chartArea.bottom + 14 + index * ROW_PX;

function drawColumns(
  chart: Chart,
  input: TimelineInput,
  { theme, selectedDay, hoveredDay }: TimelineOptions,
): void {
  const { ctx: pen, chartArea } = chart;
  const { tone } = PALETTE[theme];
  const foot = rowY(chart, input.rows.length + 1) + 14;
  const top = chartArea.top - 28;
  pen.save();
  for (const { day } of input.timepoints) {
    const x = xOf(chart, day);
    pen.globalAlpha = 0.75;
    pen.fillStyle = tone.select;
    if (day === selectedDay) pen.fillRect(x - 29, top, 58, foot - top);
    pen.globalAlpha = 1;
    pen.strokeStyle = day === hoveredDay ? tone.ink : tone.grid;
    drawLine(
      pen,
      Math.round(x) + 0.5,
      chartArea.top,
      Math.round(x) + 0.5,
      rowY(chart, input.rows.length) - ROW_PX / 2,
    );
  }
  pen.restore();
}

function drawReferences(chart: Chart, { references }: TimelineInput, { theme }: TimelineOptions): void {
  const { ctx: pen, chartArea } = chart;
  const placed: number[] = [];
  pen.save();
  pen.setLineDash([4, 3]);
  pen.lineWidth = 1;
  for (const { kind, sum, fromDay, label } of references.toSorted((a, b) => b.sum - a.sum)) {
    const colour = responseColour(theme, kind === 'RESPONSE' ? 'PR' : 'PD');
    const y = Math.round(yOf(chart, sum)) + 0.5;
    pen.strokeStyle = colour.fill;
    drawLine(pen, xOf(chart, fromDay), y, chartArea.right, y);
    // Two labels need 14 px between their middles.
    const labelY = Math.max(y, (placed.at(-1) ?? -Infinity) + 14);
    placed.push(labelY);
    drawText(pen, label, chartArea.right + 6, labelY, { colour: colour.text });
  }
  pen.restore();
}

function drawValues(chart: Chart, { series }: TimelineInput, { theme }: TimelineOptions): void {
  const { tone } = PALETTE[theme];
  const main = series.find(({ isMain }) => isMain);
  let end = -Infinity;
  for (const { day, sum } of main?.points ?? []) {
    if (sum === null) continue;
    const text = plainMmText(sum);
    const half = textWidth(chart.ctx, text, 11, 600) / 2;
    if (xOf(chart, day) - half < end + 2) continue;
    end = xOf(chart, day) + half;
    const style = { colour: tone.ink, weight: 600, align: 'center', halo: tone.surface } as const;
    drawText(chart.ctx, text, xOf(chart, day), yOf(chart, sum) - 12, style);
  }
}

function drawResponses(chart: Chart, row: TimelineRow, index: number, { theme }: TimelineOptions): void {
  const { ctx: pen, chartArea } = chart;
  const { tone, evaluator } = PALETTE[theme];
  const y = rowY(chart, index);
  const isCentral = row.evaluator === 'CENTRAL';
  pen.strokeStyle = tone.grid;
  pen.lineWidth = 1;
  drawLine(pen, 4, Math.round(y + ROW_PX / 2) + 0.5, chartArea.right, Math.round(y + ROW_PX / 2) + 0.5);
  pen.fillStyle = evaluator[row.evaluator];
  pen.fillRect(4, y - 5, 3, 10);
  const name = { colour: isCentral ? tone.ink : tone.ink2, weight: isCentral ? 620 : 450 };
  drawText(pen, EVALUATOR_NAME[row.evaluator], 13, y + 0.5, name);
  row.responses.forEach(({ day, response, isDifferent }, place) => {
    const weight = isCentral ? 640 : 520;
    const width = textWidth(pen, response, 11, weight);
    const next = row.responses[place + 1];
    const room = (next ? xOf(chart, next.day) : chartArea.right + 14) - xOf(chart, day);
    // Where the word does not fit, the mark stands alone; the table has the word.
    const hasWord = width + (isDifferent ? 32 : 16) <= room;
    const x = xOf(chart, day) - (hasWord ? Math.min(14, width / 2 + 6) : 0);
    drawMark(pen, response, x, y, 4.6, theme);
    if (hasWord)
      drawText(pen, response, x + 8, y + 0.5, { colour: responseColour(theme, response).text, weight });
    if (isDifferent) drawWarning(chart, hasWord ? x + 14 + width : x + 7, y, theme);
  });
  if (row.note !== '') drawText(pen, row.note, chartArea.right + 6, y + 0.5, { colour: tone.ink2 });
}

function drawWarning(chart: Chart, x: number, y: number, theme: Style['theme']): void {
  const { ctx: pen } = chart;
  pen.fillStyle = PALETTE[theme].tone.warn;
  pen.beginPath();
  pen.moveTo(x + 6, y - 5);
  pen.lineTo(x + 12, y + 5);
  pen.lineTo(x, y + 5);
  pen.closePath();
  pen.fill();
}

function drawExposure(
  chart: Chart,
  { rows, exposure, events }: TimelineInput,
  { theme }: TimelineOptions,
): void {
  const { ctx: pen, chartArea } = chart;
  const { tone } = PALETTE[theme];
  const y = rowY(chart, rows.length);
  drawText(pen, 'Exposure', 13, y, { colour: tone.ink2 });
  if (exposure) {
    const start = xOf(chart, exposure.fromDay);
    const end = exposure.toDay === null ? chartArea.right : xOf(chart, exposure.toDay);
    pen.fillStyle = tone.exposure;
    pen.beginPath();
    pen.roundRect(start, y - 4, Math.max(end - start, 2), 8, 2);
    pen.fill();
  }
  pen.save();
  pen.strokeStyle = tone.ink2;
  pen.lineWidth = 1.5;
  for (const { day, label } of events) {
    const x = xOf(chart, day);
    drawLine(pen, x, y - 6, x, y + 6);
    drawText(pen, label, x + 5, y + 0.5, { colour: tone.ink2, halo: tone.surface });
  }
  pen.restore();
}

/** Labels above and dates below; where timepoints are dense, those that would touch are left out, the picked one never. */
function drawTimepointText(
  chart: Chart,
  input: TimelineInput,
  { theme, selectedDay }: TimelineOptions,
): void {
  const { ctx: pen, chartArea } = chart;
  const { tone } = PALETTE[theme];
  const foot = rowY(chart, input.rows.length + 1) + 2;
  const picked = input.timepoints.find(({ day }) => day === selectedDay);
  for (const isDate of [false, true]) {
    const textOf = ({ label, date }: (typeof input.timepoints)[number]) =>
      isDate ? (date === null ? '' : shortDateText(date)) : label;
    const edges = (timepoint: (typeof input.timepoints)[number]) => {
      const half = textWidth(pen, textOf(timepoint), 11, 640) / 2 + 2;
      return [xOf(chart, timepoint.day) - half, xOf(chart, timepoint.day) + half] as const;
    };
    const taken = picked ? [edges(picked)] : [];
    for (const timepoint of input.timepoints) {
      const isPicked = timepoint === picked;
      const [start, end] = edges(timepoint);
      if (!isPicked && taken.some((other) => start < other[1] && other[0] < end)) continue;
      taken.push([start, end]);
      const y = isDate ? foot : chartArea.top - 19;
      const weight = isPicked ? 640 : isDate ? 450 : 520;
      const colour = isPicked ? tone.selectInk : isDate ? tone.ink3 : tone.ink2;
      drawText(pen, textOf(timepoint), xOf(chart, timepoint.day), y, { colour, weight, align: 'center' });
    }
  }
}
