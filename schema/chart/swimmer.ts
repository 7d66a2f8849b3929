import type { Chart, ChartConfiguration, ScriptableScaleContext } from 'chart.js';
import { drawArm } from './arm-mark.ts';
import {
  BASE_OPTIONS,
  FONT_FAMILY,
  NO_PLUGINS,
  axisStyle,
  axisTitle,
  drawPill,
  niceStep,
  tickStyle,
} from './axis.ts';
import { drawDeath, drawLine, drawMark, drawOngoing } from './mark.ts';
import { numberText } from './number-text.ts';
import { PALETTE, armSlot, responseColour } from './palette.ts';
import type { Style } from './pattern.ts';
import {
  type SwimmerRow,
  type SwimmerUnit,
  UNIT_DAYS,
  exposureEndDay,
  longestDays,
  responseSpan,
  swimmerMarks,
} from './swimmer-row.ts';

export interface SwimmerOptions extends Style {
  readonly unit?: SwimmerUnit;
  /** Days since first dose that the axis reaches; the longest of the rows unless told. */
  readonly maxDays?: number;
  /** The trial's arms in order; a mark beside each row shows its arm. Empty while blinded. */
  readonly arms?: readonly string[];
  readonly selectedId?: string | null;
  readonly hoveredId?: string | null;
}

/** Up to here every row has its label. */
const MOST_LABELS = 60;

const STEPS = { weeks: [2, 4, 6, 12, 24, 52], months: [1, 2, 3, 6, 12] } as const satisfies Record<
  SwimmerUnit,
  readonly number[]
>;

/** Height of a swimmer plot in CSS px: rows of 12 px, the axis and its title below. */
export const swimmerHeightPx = (rowCount: number): number => 12 * Math.max(rowCount, 5) + 48;

/**
 * Time on treatment and response: a row per subject in the caller's order, x in weeks or months since first dose.
 *
 * Pale bar: exposure; dotted: after treatment to the last contact or death; thin bar: first response to progression in the
 * best response's colour; a mark where the response changes; arrow: ongoing; ✕: death. An empty list draws the axis.
 */
export function swimmer(
  rows: readonly SwimmerRow[],
  options: SwimmerOptions,
): ChartConfiguration<'bar', ([number, number] | null)[], string> {
  const { theme, unit = 'months', arms = [], selectedId } = options;
  const { tone } = PALETTE[theme];
  const unitDays = UNIT_DAYS[unit];
  const longest = (options.maxDays ?? longestDays(rows)) / unitDays;
  const step = niceStep(Math.max(longest, STEPS[unit][0]), STEPS[unit], 7);
  const since = (row: SwimmerRow, day: number) => (day - row.firstDoseDay) / unitDays;
  return {
    type: 'bar',
    data: {
      labels: rows.map(({ subject }) => subject),
      datasets: [
        {
          label: 'Exposure',
          data: rows.map((row) => [0, since(row, exposureEndDay(row))]),
          backgroundColor: tone.exposure,
          barPercentage: 0.62,
          categoryPercentage: 1,
          grouped: false,
        },
        {
          label: 'In response',
          data: rows.map((row) => {
            const span = responseSpan(row);
            return span && [since(row, span[0]), since(row, span[1])];
          }),
          backgroundColor: rows.map(({ best }) => responseColour(theme, best).fill),
          barPercentage: 0.26,
          categoryPercentage: 1,
          grouped: false,
          order: -1,
        },
      ],
    },
    options: {
      ...BASE_OPTIONS,
      indexAxis: 'y',
      plugins: NO_PLUGINS,
      layout: { padding: { top: 0, right: 22, bottom: 0, left: 0 } },
      scales: {
        x: {
          ...axisStyle(theme),
          min: 0,
          max: Math.max(step, Math.ceil(longest / step) * step),
          position: 'bottom',
          ticks: { ...tickStyle(theme), stepSize: step, padding: 2, autoSkip: false, maxRotation: 0 },
          title: axisTitle(theme, `${unit === 'weeks' ? 'Weeks' : 'Months'} since first dose`),
        },
        y: {
          ...axisStyle(theme),
          grid: { display: false },
          ticks: {
            ...tickStyle(theme),
            display: rows.length <= MOST_LABELS,
            autoSkip: false,
            padding: arms.length > 0 ? 14 : 6,
            font: ({ index }: ScriptableScaleContext) => ({
              family: FONT_FAMILY,
              size: 11,
              weight: rows[index]?.subjectId === selectedId ? 680 : 420,
            }),
            color: ({ index }: ScriptableScaleContext) =>
              rows[index]?.subjectId === selectedId ? tone.ink : tone.ink2,
          },
        },
      },
    },
    plugins: [
      {
        id: 'swimmer',
        beforeDatasetsDraw: (chart) => {
          drawPickedRow(chart, rows, options);
        },
        afterDatasetsDraw: (chart) => {
          rows.forEach((row, index) => {
            drawRow(chart, row, index, rows.length, options, unitDays);
          });
          drawHovered(chart, rows, options, unitDays);
        },
      },
    ],
  };
}

const rowHeight = (chart: Chart, count: number): number =>
  (chart.chartArea.bottom - chart.chartArea.top) / Math.max(count, 1);

const yOf = (chart: Chart, index: number): number => chart.scales.y?.getPixelForValue(index) ?? 0;

function drawPickedRow(chart: Chart, rows: readonly SwimmerRow[], options: SwimmerOptions): void {
  const { ctx: pen, chartArea, width } = chart;
  const { tone } = PALETTE[options.theme];
  const height = Math.max(rowHeight(chart, rows.length), 4);
  pen.save();
  rows.forEach(({ subjectId }, index) => {
    const isPicked = subjectId === options.selectedId;
    if (!isPicked && subjectId !== options.hoveredId) return;
    const top = Math.round(yOf(chart, index) - height / 2) + 0.5;
    pen.fillStyle = tone.select;
    if (isPicked) pen.fillRect(chartArea.left, top, width - chartArea.left, height);
    pen.strokeStyle = tone.ink;
    pen.lineWidth = 1;
    drawLine(pen, chartArea.left, top, width, top);
    drawLine(pen, chartArea.left, top + Math.round(height), width, top + Math.round(height));
  });
  pen.restore();
}

function drawRow(
  chart: Chart,
  row: SwimmerRow,
  index: number,
  count: number,
  { theme, arms = [] }: SwimmerOptions,
  unitDays: number,
): void {
  const { ctx: pen, chartArea } = chart;
  const { tone } = PALETTE[theme];
  const height = rowHeight(chart, count);
  const size = Math.min(4.6, height * 0.38);
  const y = yOf(chart, index);
  const xOf = (day: number) => chart.scales.x?.getPixelForValue((day - row.firstDoseDay) / unitDays) ?? 0;
  const marks = swimmerMarks(row);
  const exposureEnd = exposureEndDay(row);
  const contact = Math.max(row.lastContactDay, row.deathDay ?? row.lastContactDay);
  pen.save();
  if (!row.isOngoing && contact > exposureEnd) {
    pen.strokeStyle = tone.axis;
    pen.lineWidth = 1;
    pen.setLineDash([1.5, 2.5]);
    drawLine(pen, xOf(exposureEnd) + 1, y, xOf(contact) - (row.deathDay === null ? 0 : size), y);
    pen.setLineDash([]);
  }
  for (const { day, response } of marks) drawMark(pen, response, xOf(day), y, size, theme);
  if (row.deathDay !== null) {
    const last = marks.at(-1)?.day ?? exposureEnd;
    // A death soon after the last mark stands beside it, not on it.
    const x = Math.max(xOf(row.deathDay), xOf(last) + size * 2);
    drawDeath(pen, Math.min(x, chart.width - size), y, size * 0.72, tone.ink);
  } else if (row.isOngoing) drawOngoing(pen, xOf(row.lastContactDay) + 1, y, tone.ink2);
  if (arms.length > 0)
    drawArm(
      pen,
      armSlot(row.arm, arms),
      chartArea.left - 10,
      y - Math.min(3.5, height / 2),
      5,
      Math.min(7, height),
      theme,
    );
  pen.restore();
}

function drawHovered(
  chart: Chart,
  rows: readonly SwimmerRow[],
  options: SwimmerOptions,
  unitDays: number,
): void {
  const index = rows.findIndex(({ subjectId }) => subjectId === options.hoveredId);
  const row = rows[index];
  if (!row) return;
  const { chartArea } = chart;
  const unit = options.unit === 'weeks' ? 'wk' : 'mo';
  const duration = numberText((exposureEndDay(row) - row.firstDoseDay) / unitDays);
  const text = `${row.subject}  ${duration} ${unit}${row.isOngoing ? ', ongoing' : ''}  ${row.best}`;
  const y = yOf(chart, index);
  const below = y + 20 + 9 < chartArea.bottom ? y + 20 : y - 20;
  drawPill(chart.ctx, text, (chartArea.left + chartArea.right) / 2, below, options.theme, {
    isPicked: row.subjectId === options.selectedId,
    left: chartArea.left,
    right: chart.width,
  });
}
