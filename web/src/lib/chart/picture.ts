import { type LegendEntry, FONT_FAMILY, PALETTE, drawMark, responseText } from '@readout/chart';
import type { ChartConfiguration } from 'chart.js';
import { loadRuntime } from './runtime.ts';

const SCALE = 2;
const MARGIN_PX = 16;

export interface Picture {
  readonly title: string;
  readonly footnote: string;
  readonly legend: readonly LegendEntry[];
  /** Whether the legend says how many; yes unless told. */
  readonly hasCounts?: boolean;
  /** Size of the figure itself in CSS px. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Drawn in the light theme. */
  readonly config: ChartConfiguration;
}

/** The figure as a PNG file for a slide: white, two pixels a CSS pixel, with its title, legend and footnote. */
export async function pictureOf(picture: Picture): Promise<Blob> {
  const { title, footnote, legend, hasCounts = true, widthPx, heightPx, config } = picture;
  const Runtime = await loadRuntime();
  const figure = canvasOf(widthPx, heightPx);
  const chart = new Runtime(figure, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: SCALE },
  });
  const { tone } = PALETTE.light;
  const legendPx = legend.length > 0 ? 22 : 0;
  const footPx = footnote === '' ? 0 : 24;
  const head = MARGIN_PX + 24 + legendPx;
  const [fullWidth, fullHeight] = [widthPx + 2 * MARGIN_PX, head + heightPx + footPx + MARGIN_PX];
  const sheet = canvasOf(fullWidth * SCALE, fullHeight * SCALE);
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error('This browser has no canvas to draw on.');
  pen.scale(SCALE, SCALE);
  pen.fillStyle = tone.surface;
  pen.fillRect(0, 0, fullWidth, fullHeight);
  pen.textBaseline = 'middle';
  const write = (text: string, x: number, y: number, font: string, colour: string) => {
    pen.font = `${font} ${FONT_FAMILY}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y, fullWidth - x - MARGIN_PX);
    return pen.measureText(text).width;
  };
  write(title, MARGIN_PX, MARGIN_PX + 8, '620 14px', tone.ink);
  let x = MARGIN_PX;
  for (const { response, isUnconfirmed, count } of legend) {
    drawMark(pen, response, x + 6, MARGIN_PX + 32, 5, 'light', isUnconfirmed);
    const label = responseText(response, isUnconfirmed) + (hasCounts ? ` ${String(count)}` : '');
    x += 17 + write(label, x + 16, MARGIN_PX + 32, '450 12px', tone.ink2) + 12;
  }
  pen.drawImage(figure, MARGIN_PX, head, widthPx, heightPx);
  write(footnote, MARGIN_PX, head + heightPx + 14, '420 11px', tone.ink3);
  chart.destroy();
  return await new Promise((resolve, reject) => {
    sheet.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The browser could not make a PNG file of this figure.'));
    }, 'image/png');
  });
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
