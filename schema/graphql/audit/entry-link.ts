import type { EntryNames } from './entry-name.ts';
import type { EntryRow } from './entry-row.ts';

const PAGES: Readonly<Record<string, string>> = {
  charter: '/charter',
  arm: '',
  site: '',
  trial: '',
  schedule: '/charter',
  membership: '/people',
  unblinding_grant: '/people',
  data_cut: '/cut',
  file_export: '/export',
  audit_review: '/audit/review',
  audit_review_verdict: '/audit/review',
};

/**
 * Path of the portal's page that shows the record of an entry as it is today; null where no page does.
 *
 * @example '/trial/NMO-201/subject/1042-001?evaluator=READER_1&timepoint=W18#why'
 */
export function pathOf(entry: EntryRow, names: EntryNames): string | null {
  const protocol = names.nameOf(entry.trialId);
  if (protocol === undefined) return null;
  const base = `/trial/${encodeURIComponent(protocol)}`;
  const subject = names.nameOf(entry.subjectId);
  if (subject === undefined) {
    if (entry.record === 'sdtm_export') return `${base}/export/${encodeURIComponent(entry.recordId)}`;
    const page = PAGES[entry.record];
    return page === undefined ? null : `${base}${page}`;
  }
  const row = names.rowOf(entry);
  const read = names.partsOf(entry.record === 'read' ? entry.recordId : row['read_id']);
  const evaluator =
    read?.evaluator ??
    names.partsOf(entry.record === 'review' ? entry.recordId : row['review_id'])?.evaluator;
  const query = new URLSearchParams({
    ...(evaluator ? { evaluator } : {}),
    ...(read?.timepoint ? { timepoint: read.timepoint } : {}),
  }).toString();
  const anchor = read ? '#why' : evaluator ? '#lesions' : '';
  return `${base}/subject/${encodeURIComponent(subject)}${query && `?${query}`}${anchor}`;
}

/** Code of the timepoint that an entry is about; null where it is about none. */
export function timepointOf(entry: EntryRow, names: EntryNames): string | null {
  const row = names.rowOf(entry);
  const place =
    entry.record === 'read' || entry.record === 'timepoint'
      ? entry.recordId
      : (row['read_id'] ?? row['timepoint_id']);
  return names.partsOf(place)?.timepoint ?? null;
}
