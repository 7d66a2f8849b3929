import { SIGNATURE_COLUMNS, signatureCells } from '@readout/chart';
import type { EntryFilter } from '@readout/graphql/audit/entry-filter.ts';
import type { ToldEntry } from './read-trail.ts';
import type { ExportOf } from './trail-request.ts';

type Pages = AsyncIterable<readonly ToldEntry[]>;

const COLUMNS: readonly (readonly [name: string, valueOf: (entry: ToldEntry) => unknown])[] = [
  ['number', (entry) => entry.number],
  ['recorded_at_utc', (entry) => entry.recordedAt],
  ['person', (entry) => entry.actorName],
  ['person_id', (entry) => entry.actorId],
  ['roles', (entry) => entry.actorRoles.join(' ')],
  ['job', (entry) => entry.onBehalfOf],
  ['subject', (entry) => entry.subject],
  ['record', (entry) => entry.record],
  ['record_id', (entry) => entry.recordId],
  ['action', (entry) => entry.action],
  ['act', (entry) => entry.act],
  ['sentence', (entry) => entry.sentence],
  ['reason_code', (entry) => entry.reasonCode],
  ['reason', (entry) => entry.reason],
  ['before', (entry) => entry.before],
  ['after', (entry) => entry.after],
  ['event_at_utc', (entry) => entry.eventAt],
  ['zone', (entry) => entry.zone],
  ['transaction', (entry) => entry.transaction],
  ['session', (entry) => entry.sessionId],
  ['request', (entry) => entry.requestId],
  ['client', (entry) => entry.client],
  ['app_version', (entry) => entry.appVersion],
  ['schema_version', (entry) => entry.schemaVersion],
  ['charter_version', (entry) => entry.charterVersion],
  ['signature', (entry) => entry.signatureId],
  ['id', (entry) => entry.id],
  ...SIGNATURE_COLUMNS.map(
    (name, at) =>
      [
        name,
        ({ signature }: ToldEntry) => signatureCells(signature === null ? [] : [signature])[at],
      ] as const,
  ),
];

/** The trail as RFC 4180, one entry a line. */
export async function* trailCsv(pages: Pages): AsyncGenerator<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for await (const page of pages)
    yield page.map((entry) => `${COLUMNS.map(([, valueOf]) => cell(valueOf(entry))).join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A spreadsheet would run what a person typed as a formula.
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The trail as one JSON object: what it is, then `entries` with all that is kept of each. */
export async function* trailJson(pages: Pages, of: ExportOf, filter: EntryFilter): AsyncGenerator<string> {
  const head = { trial: of.protocol, title: of.title, filter, generatedAt: of.at, generatedBy: of.by };
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
  let count = 0;
  for await (const page of pages) {
    yield `${count === 0 ? '' : ','}\n${page.map((entry) => JSON.stringify(entry)).join(',\n')}`;
    count += page.length;
  }
  yield `\n],"count":${count}}\n`;
}
