import { listFindings } from '../list-findings.ts';
import type { RequestHandler } from './$types';

/** The findings of the check, as the page filters and orders them, for programs. */
export const GET: RequestHandler = async (event) => {
  const { findings, fileName } = await listFindings(event);
  return new Response(`${JSON.stringify({ findings }, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}.json"`,
      'cache-control': 'no-store',
    },
  });
};
