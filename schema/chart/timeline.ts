import type { ChartConfiguration } from 'chart.js';
import { BASE_OPTIONS, NO_PLUGINS, axisStyle, niceStep, tickStyle } from './axis.ts';
import { EVALUATOR_DASH, EVALUATOR_POINT, PALETTE } from './palette.ts';
import type { Style } from './pattern.ts';
import { EVALUATOR_NAME } from './response.ts';
import { ROW_PX, drawOver, drawUnder } from './timeline-drawing.ts';
import type { TimelineInput } from './timeline-row.ts';

export interface TimelineOptions extends Style {
  /** Day of the timepoint that is picked: a column of marker yellow. */
  readonly selectedDay?: number | null;
  readonly hoveredDay?: number | null;
}

/** Names of evaluators stand here. */
const LEFT_PX = 96;
/** Thresholds and notes stand here. */
const RIGHT_PX = 132;

/** Steps of the sum's axis: a few SUL, some hundred mm, some thousand mm². */
const STEPS = [1, 2, 5, 10, 20, 40, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** Height of a subject's timeline in CSS px: sums above, a row per evaluator, exposure and dates below. */
export const timelineHeightPx = (rowCount: number): number => 176 + ROW_PX * rowCount + 48;

/**
 * One subject over time: sums per evaluator above, in the unit of the criteria, a row of responses per evaluator, exposure and dates below.
 *
 * x is days since the reference date. Without timepoints it draws the axis of the sum alone.
 */
export function timeline(
  input: TimelineInput,
  options: TimelineOptions,
): ChartConfiguration<'line', { x: number; y: number | null }[]> {
  const { theme } = options;
  const days = [
    0,
    ...input.timepoints.map(({ day }) => day),
    ...input.events.map(({ day }) => day),
    input.exposure?.toDay ?? 0,
  ];
  const firstDay = Math.min(...days);
  const lastDay = Math.max(...days, firstDay + 1);
  const margin = (lastDay - firstDay) * 0.05;
  const largest = Math.max(
    input.burden.unit === 'mm' ? 10 : 4,
    ...input.series.flatMap(({ points }) => points.map(({ sum }) => sum ?? 0)),
    ...input.references.map(({ sum }) => sum),
  );
  const step = niceStep(largest, STEPS, 3);
  const highest = Math.ceil(largest / step) * step;
  return {
    type: 'line',
    data: {
      datasets: input.series.map(({ evaluator, isMain, points }) => ({
        label: EVALUATOR_NAME[evaluator],
        data: points.map(({ day, sum }) => ({ x: day, y: sum })),
        borderColor: PALETTE[theme].evaluator[evaluator],
        backgroundColor: PALETTE[theme].evaluator[evaluator],
        borderWidth: isMain ? 2.5 : 1.5,
        borderDash: [...EVALUATOR_DASH[evaluator]],
        pointRadius: isMain ? 3.5 : 2.5,
        pointStyle: EVALUATOR_POINT[evaluator],
        order: isMain ? 0 : 1,
        tension: 0,
      })),
    },
    options: {
      ...BASE_OPTIONS,
      parsing: false,
      plugins: NO_PLUGINS,
      layout: {
        padding: { top: 30, right: RIGHT_PX, bottom: ROW_PX * (input.rows.length + 1) + 28, left: 0 },
      },
      scales: {
        x: {
          ...axisStyle(theme),
          type: 'linear',
          min: firstDay - margin,
          max: lastDay + margin,
          grid: { display: false },
          ticks: { display: false },
        },
        y: {
          ...axisStyle(theme),
          min: 0,
          max: highest,
          afterFit: (scale) => {
            scale.width = LEFT_PX;
          },
          ticks: {
            ...tickStyle(theme),
            stepSize: step,
            callback: (value) =>
              Number(value) === highest ? `${String(value)} ${input.burden.unit}` : String(value),
          },
        },
      },
    },
    plugins: [
      {
        id: 'timeline',
        beforeDatasetsDraw: (chart) => {
          drawUnder(chart, input, options);
        },
        afterDatasetsDraw: (chart) => {
          drawOver(chart, input, options);
        },
      },
    ],
  };
}
