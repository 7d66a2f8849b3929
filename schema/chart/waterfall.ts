import type { Chart, ChartConfiguration, ScriptableContext } from 'chart.js';
import { BASE_OPTIONS, NO_PLUGINS, axisStyle, tickStyle } from './axis.ts';
import type { Pen } from './mark.ts';
import { signedText } from './number-text.ts';
import { armSlot, responseColour } from './palette.ts';
import { type Paint, type Style, fillOf } from './pattern.ts';
import { barOf, drawOver, drawPickedBand } from './waterfall-drawing.ts';
import { CAP_PERCENT, type WaterfallRow, waterfallSlots } from './waterfall-row.ts';

export interface WaterfallOptions extends Style {
  /** Where dashed lines are drawn: the fall that is a response, the rise that is progression; left out: those of RECIST 1.1. */
  readonly thresholds?: {
    readonly responsePercent: number | null;
    readonly progressionPercent: number | null;
  };
  /** The trial's arms in order; a strip below the bars shows them. Empty while blinded. */
  readonly arms?: readonly string[];
  /** What colours the bars: the best response unless told. */
  readonly colourBy?: 'response' | 'arm';
  /** Subject picked on any figure: marker yellow, ink ring, pill. */
  readonly selectedId?: string | null;
  /** Subject under the pointer: ink ring, pill on paper. */
  readonly hoveredId?: string | null;
}

/**
 * Best change of the tumour burden per subject: one bar each, worst left, percent from −100 to +100.
 *
 * Above +100 a bar is cut and says its value. Exactly 0 is a dot. Without a change: a stub apart at the right. The steps of
 * the x axis are `waterfallSlots(rows)`. An empty list draws the axis and the two lines.
 */
export function waterfall(
  rows: readonly WaterfallRow[],
  options: WaterfallOptions,
): ChartConfiguration<'bar', ([number, number] | number | null)[], string> {
  const { theme, arms = [] } = options;
  const slots = waterfallSlots(rows);
  const paintOf = (row: WaterfallRow): Paint =>
    options.colourBy === 'arm'
      ? { arm: armSlot(row.arm, arms) }
      : { response: row.best, isUnconfirmed: row.isUnconfirmed };
  const fill = fillOnce(options);
  return {
    type: 'bar',
    data: {
      labels: slots.map((row, index) => row?.subjectId ?? `gap ${String(index)}`),
      datasets: [
        {
          data: slots.map((row) => barOf(row)),
          barPercentage: 1,
          maxBarThickness: 44,
          // Below 3 px a step, gaps turn into stripes.
          categoryPercentage: slots.length > 240 ? 1 : 0.8,
          borderSkipped: false,
          backgroundColor: ({ chart, dataIndex }: ScriptableContext<'bar'>) => {
            const row = slots[dataIndex];
            return row ? fill(chart, paintOf(row)) : 'transparent';
          },
          borderColor: ({ dataIndex }: ScriptableContext<'bar'>) => {
            const row = slots[dataIndex];
            return row ? responseColour(theme, row.best).fill : 'transparent';
          },
          borderWidth: ({ dataIndex }: ScriptableContext<'bar'>) => {
            const row = slots[dataIndex];
            return row && (row.isUnconfirmed || row.bestChangePercent === null) && slots.length <= 240
              ? 0.75
              : 0;
          },
        },
      ],
    },
    options: {
      ...BASE_OPTIONS,
      plugins: NO_PLUGINS,
      layout: { padding: { top: 18, right: 6, bottom: arms.length > 0 ? 14 : 6, left: 0 } },
      scales: {
        x: { display: false, offset: true },
        y: {
          ...axisStyle(theme),
          min: -100,
          max: CAP_PERCENT,
          ticks: {
            ...tickStyle(theme),
            stepSize: 50,
            callback: (value) => (Number(value) === 0 ? '0 %' : signedText(Number(value), 0)),
          },
        },
      },
    },
    plugins: [
      {
        id: 'waterfall',
        beforeDatasetsDraw: (chart) => {
          drawPickedBand(chart, slots, options);
        },
        afterDatasetsDraw: (chart) => {
          drawOver(chart, slots, options);
        },
      },
    ],
  };
}

/** Patterns belong to one canvas at one resolution; they are made when it first draws and again when either changes. */
function fillOnce(style: Style) {
  let made: { pen: Pen; ratio: number; fill: ReturnType<typeof fillOf> } | undefined;
  return (chart: Chart, paint: Paint) => {
    const ratio = chart.currentDevicePixelRatio;
    if (!made || made.pen !== chart.ctx || made.ratio !== ratio)
      made = { pen: chart.ctx, ratio, fill: fillOf(chart.ctx, ratio, style) };
    return made.fill(paint);
  };
}
