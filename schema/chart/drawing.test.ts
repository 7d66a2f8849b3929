import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GlobalFonts, createCanvas } from '@napi-rs/canvas';
import Chart, { type ChartConfiguration, type ChartItem } from 'chart.js/auto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type EnrolmentRow,
  type Style,
  PALETTE,
  THEMES,
  enrolment,
  responseColour,
  swimmer,
  swimmerHeightPx,
  timeline,
  timelineHeightPx,
  waterfall,
} from './index.ts';
import { SWIMMER_ROWS, TIMELINE_INPUT, WATERFALL_ROWS, manyWaterfallRows } from './fixed-rows.ts';

// Pictures stay in a temporary folder, for the eye.
const folder = process.env.READOUT_PICTURES ?? mkdtempSync(join(tmpdir(), 'readout-chart-'));

beforeAll(() => {
  const files = join(dirname(createRequire(import.meta.url).resolve('@fontsource-variable/inter')), 'files');
  for (const file of readdirSync(files).filter((name) =>
    /inter-(latin|latin-ext|greek)-wght-normal/.test(name),
  ))
    GlobalFonts.registerFromPath(join(files, file), 'Inter Variable');
});

const STYLES = [
  ...THEMES.map((theme) => ({ theme, isPatterned: false, makeTile: createCanvas })),
  { theme: 'light', isPatterned: true, makeTile: createCanvas },
] as const satisfies readonly Style[];

const nameOf = ({ theme, isPatterned }: Style) => `${theme}${isPatterned ? '-patterned' : ''}`;

/** Chart.js asks a canvas only for what both kinds have. */
const isChartItem = (canvas: unknown): canvas is ChartItem => typeof canvas === 'object';

/** Draws at 2 px a CSS px, keeps the picture, and counts its pixels by colour. */
function draw(name: string, config: ChartConfiguration, style: Style, width: number, height: number) {
  const canvas = createCanvas(width, height);
  if (!isChartItem(canvas)) throw new TypeError('no canvas');
  const paper = {
    id: 'paper',
    beforeDraw: ({ ctx }: Chart) => {
      ctx.fillStyle = PALETTE[style.theme].tone.surface;
      ctx.fillRect(0, 0, width, height);
    },
  };
  const chart = new Chart(canvas, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: 2 },
    plugins: [paper, ...(config.plugins ?? [])],
  });
  writeFileSync(join(folder, `${name}-${nameOf(style)}.png`), canvas.toBuffer('image/png'));
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const hex = [data[at], data[at + 1], data[at + 2]].map((part) =>
      (part ?? 0).toString(16).padStart(2, '0'),
    );
    const colour = `#${hex.join('')}`.toUpperCase();
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  chart.destroy();
  return (colour: string) => counts.get(colour.toUpperCase()) ?? 0;
}

describe.each(STYLES)('drawn on a server, $theme, patterned $isPatterned', (style) => {
  const fill = (response: 'CR' | 'PR' | 'SD' | 'PD') => responseColour(style.theme, response).fill;
  const { tone, arm, evaluator } = PALETTE[style.theme];

  test('a waterfall has the colours of its responses, its arms and the picked subject', () => {
    const options = { ...style, arms: ['A', 'B'], selectedId: WATERFALL_ROWS[60]?.subjectId ?? null };
    const pixels = draw('waterfall', waterfall(WATERFALL_ROWS, options), style, 720, 250);
    for (const response of ['CR', 'PR', 'SD', 'PD'] as const)
      expect(pixels(fill(response))).toBeGreaterThan(900);
    expect(pixels(arm.a)).toBeGreaterThan(300);
    expect(pixels(arm.b)).toBeGreaterThan(100);
    expect(pixels(tone.select)).toBeGreaterThan(900);
  });

  test('a waterfall coloured by arm has no colour of a response but those of its edges', () => {
    const options = {
      ...style,
      arms: ['A', 'B'],
      colourBy: 'arm',
      hoveredId: WATERFALL_ROWS[3]?.subjectId ?? null,
    } as const;
    const pixels = draw('waterfall-arm', waterfall(WATERFALL_ROWS, options), style, 720, 250);
    expect(pixels(arm.a)).toBeGreaterThan(4000);
    expect(pixels(fill('PD'))).toBe(0);
  });

  test.each([0, 1, 5, 254, 1000])('a waterfall of %i subjects is drawn', (count) => {
    const rows = manyWaterfallRows(count);
    const options = { ...style, selectedId: rows[1]?.subjectId ?? null };
    const pixels = draw(`waterfall-${String(count)}`, waterfall(rows, options), style, 720, 250);
    expect(pixels(tone.grid)).toBeGreaterThan(500);
    if (count > 1) expect(pixels(fill('PD'))).toBeGreaterThan(500);
  });

  test.each(['weeks', 'months'] as const)(
    'a swimmer plot in %s has exposure, responses and the picked subject',
    (unit) => {
      const options = {
        ...style,
        unit,
        arms: ['A', 'B'],
        selectedId: SWIMMER_ROWS[5]?.subjectId ?? null,
        hoveredId: 's2',
      };
      const height = swimmerHeightPx(SWIMMER_ROWS.length);
      const pixels = draw(`swimmer-${unit}`, swimmer(SWIMMER_ROWS, options), style, 400, height);
      for (const response of ['PR', 'SD', 'PD'] as const) expect(pixels(fill(response))).toBeGreaterThan(100);
      expect(pixels(tone.exposure)).toBeGreaterThan(2000);
      expect(pixels(tone.select)).toBeGreaterThan(900);
    },
  );

  test('a subject timeline has its evaluators, its marks and the picked timepoint', () => {
    const height = timelineHeightPx(TIMELINE_INPUT.rows.length);
    const pixels = draw(
      'timeline',
      timeline(TIMELINE_INPUT, { ...style, selectedDay: 212 }),
      style,
      830,
      height,
    );
    expect(pixels(evaluator.READER_1)).toBeGreaterThan(500);
    expect(pixels(evaluator.READER_2)).toBeGreaterThan(100);
    for (const response of ['PR', 'SD', 'PD'] as const) expect(pixels(fill(response))).toBeGreaterThan(60);
    expect(pixels(tone.exposure)).toBeGreaterThan(2000);
  });

  test('enrolment has both of its lines', () => {
    const rows: EnrolmentRow[] = Array.from({ length: 15 }, (_, index) => ({
      month: `${String(2024 + Math.floor((index + 5) / 12))}-${String(((index + 5) % 12) + 1).padStart(2, '0')}`,
      enrolled: index < 13 ? 5 + index * 8 : null,
      planned: Math.min(120, 8 + index * 9),
    }));
    const pixels = draw('enrolment', enrolment(rows, style), style, 380, 210);
    expect(pixels(tone.ink)).toBeGreaterThan(500);
    expect(pixels(tone.ink3)).toBeGreaterThan(50);
  });
});
