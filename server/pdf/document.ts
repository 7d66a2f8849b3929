import PDFDocument from 'pdfkit';
import { inLetters, interFont } from './inter.ts';

const INK = '#13201f';
const INK_2 = '#43514f';
const LINE = '#999999';
const MARGIN = 40;
const FOOT = 34;

export type TextStyle = {
  readonly size?: number;
  readonly isBold?: boolean;
  readonly isFaint?: boolean;
  readonly indent?: number;
  readonly gap?: number;
};

/** A report on A4, set in Inter, whose text can be selected; each page says what it is, who made it when, and which page it is. */
export interface Report {
  readonly stream: NodeJS.ReadableStream;
  readonly heading: (text: string, size?: number) => void;
  readonly text: (text: string, style?: TextStyle) => void;
  /** One line of cells at given shares of the width. */
  readonly row: (cells: readonly string[], shares: readonly number[], style?: TextStyle) => void;
  readonly rule: () => void;
  readonly end: () => void;
}

/**
 * @param title above each page
 * @param foot left below each page: who, when, from which version
 * @param settings.madeAt the instant that the file bears as its own, where the same content shall give the same bytes; left out: now
 */
export function openReport(
  title: string,
  foot: string,
  { isLandscape = true, madeAt }: { readonly isLandscape?: boolean; readonly madeAt?: string } = {},
): Report {
  const doc = new PDFDocument({
    size: 'A4',
    layout: isLandscape ? 'landscape' : 'portrait',
    margins: { top: MARGIN + 18, bottom: MARGIN + FOOT - 10, left: MARGIN, right: MARGIN },
    // The number of pages is known at the end only.
    bufferPages: true,
    // The file's identifier is made from these.
    info: {
      Title: title,
      Creator: 'Readout',
      ...(madeAt === undefined ? {} : { CreationDate: new Date(madeAt) }),
    },
    lang: 'en',
  });
  doc.registerFont('Inter', interFont());
  doc.font('Inter').fillColor(INK).strokeColor(INK).lineWidth(0.3);
  const width = doc.page.width - 2 * MARGIN;
  const bottom = () => doc.page.height - MARGIN - FOOT + 10;

  /** One weight is embedded: what stands out is drawn with an edge. */
  const put = (
    text: string,
    x: number,
    y: number,
    room: number,
    { size = 9, isBold = false, isFaint = false }: TextStyle,
  ) => {
    doc
      .fontSize(size)
      .fillColor(isFaint ? INK_2 : INK)
      .text(inLetters(text), x, y, {
        width: room,
        lineGap: 1.5,
        ...(isBold ? { stroke: true, fill: true } : {}),
      });
  };
  const heightOf = (text: string, room: number, { size = 9 }: TextStyle) =>
    doc.fontSize(size).heightOfString(inLetters(text), { width: room, lineGap: 1.5 });
  const makeRoom = (height: number) => {
    if (doc.y + height > bottom()) doc.addPage();
  };

  return {
    stream: doc,
    heading: (text, size = 12) => {
      makeRoom(size * 3);
      doc.y += size * 0.6;
      put(text, MARGIN, doc.y, width, { size, isBold: true });
      doc.y += 3;
    },
    text: (text, style = {}) => {
      const { indent = 0, gap = 2 } = style;
      makeRoom(Math.min(heightOf(text, width - indent, style), bottom() - MARGIN * 2));
      put(text, MARGIN + indent, doc.y, width - indent, style);
      doc.y += gap;
    },
    row: (cells, shares, style = {}) => {
      const { indent = 0, gap = 2 } = style;
      const room = width - indent;
      const height = Math.max(
        ...cells.map((cell, at) => heightOf(cell, room * (shares[at] ?? 0) - 6, style)),
      );
      makeRoom(height);
      const top = doc.y;
      let left = MARGIN + indent;
      for (const [at, cell] of cells.entries()) {
        put(cell, left, top, room * (shares[at] ?? 0) - 6, style);
        left += room * (shares[at] ?? 0);
      }
      doc.y = top + height + gap;
    },
    rule: () => {
      makeRoom(6);
      doc
        .moveTo(MARGIN, doc.y + 1)
        .lineTo(MARGIN + width, doc.y + 1)
        .lineWidth(0.5)
        .stroke(LINE);
      doc.lineWidth(0.3).strokeColor(INK);
      doc.y += 4;
    },
    end: () => {
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        doc.switchToPage(page);
        // Head and foot stand outside the margins, where a line would else begin a page of its own.
        doc.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
        put(title, MARGIN, MARGIN - 12, width, { size: 8, isFaint: true });
        put(foot, MARGIN, doc.page.height - MARGIN, width - 90, { size: 7.5, isFaint: true });
        doc.text(`Page ${page + 1} of ${count}`, MARGIN + width - 90, doc.page.height - MARGIN, {
          width: 90,
          align: 'right',
        });
      }
      doc.end();
    },
  };
}

/** @example utcText('2026-03-14T09:26:53.123456Z') // "2026-03-14 09:26:53 UTC" */
export const utcText = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
