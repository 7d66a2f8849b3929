import { type FigureTable, tableCsv } from '@readout/chart';

/** A table as a file that the browser keeps: RFC 4180, ASCII minus, empty where nothing applies. */
export const csvFile = (fileName: string, table: FigureTable): Response =>
  new Response(tableCsv(table), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`,
      'cache-control': 'no-store',
    },
  });
