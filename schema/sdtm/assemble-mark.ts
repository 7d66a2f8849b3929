import { studyDayCandidate } from './assemble-course.ts';
import type { Mark } from './assemble-timepoint.ts';
import { dateOf, type DateCandidate } from './date-rule.ts';
import type { ImportedDate } from './imported-subject.ts';
import type { Ledger, RowsByDomain } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { findEvaluator } from './terminology.ts';

const ASSESSMENTS = ['TU', 'TR', 'RS'] as const;
type Assessment = (typeof ASSESSMENTS)[number];

/**
 * The rows of TU, TR and RS that have an evaluator and a date. The others are reported.
 *
 * A partial date becomes that of its study day, else of the visit in SV, else of another row of the visit. A blank one
 * is not guessed from a study day alone: it becomes that of the visit in SV, else of another row of the visit.
 */
export function assembleMarks(
  ledger: Ledger,
  rows: RowsByDomain,
  referenceStart: ImportedDate | null,
): readonly Mark[] {
  const all = ASSESSMENTS.flatMap((domain) => (rows[domain] ?? []).map((row) => ({ domain, row })));
  const visitDates = new Map<string, string>();
  for (const visit of rows.SV ?? []) addVisit(visitDates, visit, valueOf(visit, 'SVSTDTC'));
  const otherDates = new Map<string, string>();
  for (const { domain, row } of all) addVisit(otherDates, row, valueOf(row, `${domain}DTC`));

  return all.flatMap(({ domain, row }) => {
    // A response derived of the whole review, the best one, is of no assessment.
    if (isDerivedResponse(domain, row) && valueOf(row, 'VISITNUM') === '') {
      ledger.report('DERIVED_ROW', row, { column: 'RSDRVFL' });
      return [];
    }
    const evaluator = findEvaluator(valueOf(row, `${domain}EVAL`), valueOf(row, `${domain}EVALID`));
    if (!evaluator) {
      const expected =
        'INVESTIGATOR, or INDEPENDENT ASSESSOR with RADIOLOGIST 1, RADIOLOGIST 2 or ADJUDICATOR';
      const column = valueOf(row, `${domain}EVALID`) ? `${domain}EVALID` : `${domain}EVAL`;
      ledger.report('UNKNOWN_EVALUATOR', row, { column, expected });
      return [];
    }
    if (valueOf(row, `${domain}EVAL`) === '' && valueOf(row, `${domain}EVALID`) === '') {
      ledger.report('EVALUATOR_BLANK', row, { column: `${domain}EVAL` });
    }
    const candidates = (): readonly DateCandidate[] => [
      [visitDates.get(valueOf(row, 'VISITNUM')) ?? null, 'The start of the visit in SV.'],
      [otherDates.get(valueOf(row, 'VISITNUM')) ?? null, 'The date of another row of the visit.'],
    ];
    const column = `${domain}DTC`;
    const text = valueOf(row, column);
    const date =
      text === ''
        ? guess(ledger, row, column, candidates())
        : dateOf(ledger, row, column, () => [
            studyDayCandidate(row, `${domain}DY`, referenceStart),
            ...candidates(),
          ]);
    if (date) return [{ domain, row, evaluator, date, about: aboutOf(domain, row) }];
    if (text === '') ledger.report('NO_DATE', row, { column, expected: 'a date, or a visit with one' });
    return [];
  });
}

/** Whether a row of RS is the sender's own derivation: evidence that the assessment took place, and no statement. */
export const isDerivedResponse = (domain: string, row: SourceRow): boolean =>
  domain === 'RS' && valueOf(row, 'RSDRVFL') === 'Y';

function guess(
  ledger: Ledger,
  row: SourceRow,
  column: string,
  candidates: readonly DateCandidate[],
): ImportedDate | null {
  for (const [date, rule] of candidates) {
    if (!date) continue;
    ledger.report('PARTIAL_DATE', row, {
      column,
      expected: 'a full date',
      detail: `${date} is used: ${rule}`,
    });
    return { on: date, given: '', rule };
  }
  return null;
}

/** The first full date of a visit number. */
function addVisit(dates: Map<string, string>, row: SourceRow, text: string): void {
  const number = valueOf(row, 'VISITNUM');
  if (number !== '' && /^\d{4}-\d{2}-\d{2}/.test(text) && !dates.has(number))
    dates.set(number, text.slice(0, 10));
}

function aboutOf(domain: Assessment, row: SourceRow): string {
  const columns = {
    TU: ['TULNKID', 'TUTESTCD'],
    TR: ['TRLNKID', 'TRTESTCD'],
    RS: ['RSTESTCD', 'RSCAT', 'RSSCAT', 'RSMETHOD'],
  }[domain];
  return [domain, ...columns.map((column) => valueOf(row, column))].join(' ');
}
