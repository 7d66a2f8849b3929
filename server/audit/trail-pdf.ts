import { signatureLine } from '@readout/chart';
import type { EntryFilter } from '@readout/graphql/audit/entry-filter.ts';
import { openReport, utcText, type Report } from '../pdf/document.ts';
import type { ToldEntry } from './read-trail.ts';
import { filterText, type ExportOf } from './trail-request.ts';

/** A PDF keeps its pages until it knows how many they are: beyond this many entries it is not made. */
export const MOST_PRINTED = 20_000;
const MOST_FIELDS = 30;
const SHARES = [0.07, 0.13, 0.8] as const;

/** Puts the trail on paper: each entry's sentence, what was and is, and why. */
export async function printTrail(
  pages: AsyncIterable<readonly ToldEntry[]>,
  of: ExportOf,
  filter: EntryFilter,
): Promise<NodeJS.ReadableStream> {
  const report = openReport(
    `${of.protocol} · Audit trail`,
    `Generated ${utcText(of.at)} by ${of.by}. Times are UTC. Readout.`,
  );
  report.heading('Audit trail', 16);
  report.text(`${of.protocol}: ${of.title}`);
  report.text(`Filter: ${filterText(filter) || 'none, the whole trail that the person may see'}`, {
    isFaint: true,
  });
  report.text('Oldest first. What was deleted stands here with its last values and the reason.', {
    isFaint: true,
  });
  report.rule();
  let count = 0;
  for await (const page of pages) {
    for (const entry of page) printEntry(report, entry);
    count += page.length;
  }
  report.heading(count === 1 ? '1 entry' : `${count.toLocaleString('en')} entries`, 10);
  report.end();
  return report.stream;
}

/** One entry, as the trail and the copy of a subject print it. */
export function printEntry(report: Report, entry: ToldEntry): void {
  const about = entry.subject === null ? '' : ` [${entry.subject}]`;
  report.row(
    [entry.number.toLocaleString('en'), utcText(entry.recordedAt), `${entry.sentence}${about}.`],
    SHARES,
  );
  const indent = 0.2 * 760;
  const told = entry.fields.filter(({ name }) => name !== 'trace').slice(0, MOST_FIELDS);
  const line =
    entry.action === 'UPDATE'
      ? told.map(({ label, before, after }) => `${label}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`)
      : told.map(({ label, before, after }) => `${label}: ${after ?? before ?? ''}`);
  if (line.length > 0)
    report.text(`${entry.action === 'DELETE' ? 'Was: ' : ''}${line.join(' · ')}`, {
      size: 8,
      isFaint: true,
      indent,
    });
  report.text(`Reason: “${entry.reason}”${rolesText(entry)}`, { size: 8, indent });
  if (entry.signature !== null)
    report.text(signatureLine(entry.signature), { size: 8, isBold: true, indent });
  report.rule();
}

const rolesText = ({ actorRoles, onBehalfOf }: ToldEntry): string =>
  [
    actorRoles.length === 0
      ? ''
      : ` As ${actorRoles.map((role) => role.toLowerCase().replaceAll('_', ' ')).join(', ')}.`,
    onBehalfOf === null ? '' : ` Done by the job ${onBehalfOf}.`,
  ].join('');
