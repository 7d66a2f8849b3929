import { raise, type Issue } from './issue.ts';

/**
 * Which study of a directory to import.
 *
 * One STUDYID: that one, whatever the trial is to be called. Several: the one the trial is named after, rows of the
 * others are reported (OTHER_STUDY). Several and none of that name: refused.
 *
 * @param protocol the protocol number asked for; null when none was
 * @returns `studyId` is null exactly when `issue` is not
 */
export function chooseStudy(
  studyIds: ReadonlySet<string>,
  protocol: string | null,
): { readonly studyId: string | null; readonly issue: Issue | null } {
  const [only] = studyIds;
  if (studyIds.size === 1 && only) return { studyId: only, issue: null };
  if (protocol !== null && studyIds.has(protocol)) return { studyId: protocol, issue: null };
  const names = [...studyIds].sort().join(', ');
  const expected = studyIds.size === 0 ? 'a STUDYID' : `one STUDYID, or a trial named after one of ${names}`;
  return { studyId: null, issue: raise('TWO_STUDIES', { column: 'STUDYID', value: names, expected }) };
}
