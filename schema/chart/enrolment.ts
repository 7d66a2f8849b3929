import type { ChartConfiguration } from 'chart.js';
import { BASE_OPTIONS, NO_PLUGINS, axisStyle, drawText, niceStep, tickStyle } from './axis.ts';
import type { FigureTable } from './figure-table.ts';
import { NOT_APPLICABLE, countText, dateText } from './number-text.ts';
import { PALETTE } from './palette.ts';
import type { Style } from './pattern.ts';

/** Subjects enrolled up to the end of a month. */
export interface EnrolmentRow {
  /** ISO 8601 month: "2024-06". */
  readonly month: string;
  /** Cumulative; null: the month has not come. */
  readonly enrolled: number | null;
  /** Cumulative; null: no plan is known. */
  readonly planned: number | null;
}

/** Enrolment over months, cumulative: planned dashed, enrolled in ink with its last count. An empty list draws the axes. */
export function enrolment(
  rows: readonly EnrolmentRow[],
  { theme }: Style,
): ChartConfiguration<'line', (number | null)[], string> {
  const { tone } = PALETTE[theme];
  const largest = Math.max(4, ...rows.flatMap(({ enrolled, planned }) => [enrolled ?? 0, planned ?? 0]));
  const step = niceStep(largest, [1, 2, 5, 10, 20, 40, 50, 100, 200, 500], 4);
  const every = Math.max(1, Math.ceil(rows.length / 5));
  return {
    type: 'line',
    data: {
      labels: rows.map(({ month }) => month),
      datasets: [
        {
          label: 'Enrolled',
          data: rows.map(({ enrolled }) => enrolled),
          borderColor: tone.ink,
          borderWidth: 2.25,
          pointRadius: 0,
        },
        {
          label: 'Planned',
          data: rows.map(({ planned }) => planned),
          borderColor: tone.ink3,
          borderWidth: 1.25,
          borderDash: [4, 3],
          pointRadius: 0,
        },
      ],
    },
    options: {
      ...BASE_OPTIONS,
      plugins: NO_PLUGINS,
      layout: { padding: { top: 8, right: 82, bottom: 0, left: 0 } },
      scales: {
        x: {
          ...axisStyle(theme),
          grid: { display: false },
          border: { display: true, color: tone.axis },
          ticks: {
            ...tickStyle(theme),
            autoSkip: false,
            maxRotation: 0,
            callback: (_value, index) => monthTick(rows, index, every),
          },
        },
        y: {
          ...axisStyle(theme),
          min: 0,
          max: Math.ceil(largest / step) * step,
          ticks: { ...tickStyle(theme), stepSize: step },
        },
      },
    },
    plugins: [
      {
        id: 'enrolment',
        afterDatasetsDraw: ({ ctx: pen, chartArea, scales: { x, y } }) => {
          const last = rows.findLastIndex(({ enrolled }) => enrolled !== null);
          const enrolled = rows[last]?.enrolled;
          if (!x || !y || enrolled == null) return;
          const label = `${countText(enrolled)} enrolled`;
          const labelX = Math.min(x.getPixelForValue(last), chartArea.right) + 6;
          drawText(pen, label, labelX, y.getPixelForValue(enrolled), {
            colour: tone.ink,
            weight: 620,
            halo: tone.surface,
          });
          const middle = rows[Math.floor(rows.length / 2)]?.planned;
          if (middle == null) return;
          const middleX = x.getPixelForValue(Math.floor(rows.length / 2)) - 4;
          drawText(pen, 'planned', middleX, y.getPixelForValue(middle) - 8, {
            colour: tone.ink3,
            align: 'right',
          });
        },
      },
    ],
  };
}

/** Every few months a name; the year where it begins. */
function monthTick(rows: readonly EnrolmentRow[], index: number, every: number): string {
  const month = rows[index]?.month;
  if (month === undefined || index % every !== 0) return '';
  const [name = '', year = ''] = dateText(month).split(' ');
  const before = rows[index - every]?.month.slice(0, 4);
  return before === year ? name : `${name} ${year.slice(2)}`;
}

/** The figure's table, a row per month. */
export function enrolmentTable(rows: readonly EnrolmentRow[]): FigureTable {
  const count = (value: number | null) => ({ text: value === null ? NOT_APPLICABLE : countText(value) });
  return {
    caption: 'Subjects enrolled, cumulative',
    columns: [
      { name: 'Month', isNumber: false },
      { name: 'Enrolled', isNumber: true },
      { name: 'Planned', isNumber: true },
    ],
    rows: rows.map(({ month, enrolled, planned }) => [
      { text: dateText(month) },
      count(enrolled),
      count(planned),
    ]),
  };
}
