import { csvFile } from '#lib/server/csv-file.ts';
import { listFindings } from '../list-findings.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['severity', 'dataset', 'row', 'variable', 'value', 'sentence', 'rule'] as const;

/** The findings of the check, as the page filters and orders them. */
export const GET: RequestHandler = async (event) => {
  const { findings, fileName } = await listFindings(event);
  return csvFile(`${fileName}.csv`, {
    caption: 'Findings',
    columns: COLUMNS.map((name) => ({ name, isNumber: false })),
    rows: findings.map((finding) => COLUMNS.map((name) => ({ text: finding[name] ?? '' }))),
  });
};
