import { FINDING_TESTS, assembleFinding } from './assemble-finding.ts';
import { assembleInputs, isInputTest } from './assemble-input.ts';
import { assembleLesions, type OpenLesion } from './assemble-lesion.ts';
import { isDerivedResponse } from './assemble-mark.ts';
import { assembleResponses } from './assemble-response.ts';
import type { Mark, Timepoints } from './assemble-timepoint.ts';
import type { ImportedFinding, ImportedRead, ImportedReview, ImportedTimepoint } from './imported-subject.ts';
import type { Ledger } from './ledger.ts';
import { readSize } from './size.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { CALCULATION, type Evaluator } from './terminology.ts';

/** Sums of what criteria add up, the first that is there counts: its units; null: a length, compared with the sizes. @source CDISC CT TRTESTCD C96779 */
const SUM_UNITS: Readonly<Record<string, readonly string[] | null>> = {
  SUMDIAM: null,
  SUMLDIAM: null,
  SUMVDIAM: ['mm'],
  SUMPPD: ['mm2'],
  SUMVOL: ['mL', 'cm3'],
  // Of one lesion it is a finding.
  SULPEAK: ['kg/L', 'g/mL'],
};
const SUM_TESTS: readonly string[] = Object.keys(SUM_UNITS);

/** One evaluator's review of the subject from the rows that are that evaluator's. */
export function assembleReview(
  ledger: Ledger,
  evaluator: Evaluator,
  marks: readonly Mark[],
  timepoints: Timepoints,
  defaultCriteria: string,
): ImportedReview {
  const lesions = assembleLesions(ledger, marks, timepoints);
  const byTimepoint = Map.groupBy(
    marks.filter(({ domain }) => domain !== 'TU'),
    timepoints.timepointOf,
  );
  const reads = timepoints.timepoints.flatMap((timepoint) => {
    const own = byTimepoint.get(timepoint);
    return own ? [assembleRead(ledger, timepoint, own, lesions, defaultCriteria)] : [];
  });
  for (const { isAssessed, mark, flags } of lesions.values()) {
    if (isAssessed || mark.domain !== 'TU') continue;
    flags.add('LESION_NEVER_ASSESSED');
    ledger.report('LESION_NEVER_ASSESSED', mark.row, {
      column: 'TULNKID',
      expected: 'rows of TR with this TRLNKID',
    });
  }
  return {
    evaluator,
    lesions: [...lesions.values()].map(close).sort((a, b) => a.code.localeCompare(b.code)),
    reads,
  };
}

function close({ isAssessed: _, mark: __, flags, ...lesion }: OpenLesion): ImportedReview['lesions'][number] {
  return { ...lesion, flags: [...flags].sort() };
}

function assembleRead(
  ledger: Ledger,
  timepoint: ImportedTimepoint,
  marks: readonly Mark[],
  lesions: ReadonlyMap<string, OpenLesion>,
  defaultCriteria: string,
): ImportedRead {
  const told = marks.filter(({ domain, row }) => !isDerived(ledger, domain, row));
  const inputs = told.filter(({ domain, row }) => isInputTest(valueOf(row, `${domain}TESTCD`)));
  const lines = told.filter((mark) => !inputs.includes(mark));
  const byLesion = new Map<OpenLesion, Map<string, SourceRow>>();
  const sums = new Map<string, SourceRow>();
  for (const { row } of lines.filter(({ domain }) => domain === 'TR')) {
    const test = valueOf(row, 'TRTESTCD');
    const lesion = lesions.get(valueOf(row, 'TRLNKID'));
    const isSum = SUM_TESTS.includes(test) && (test !== 'SULPEAK' || valueOf(row, 'TRLNKID') === '');
    if (isSum) add(ledger, sums, test === 'SUMLDIAM' ? 'SUMDIAM' : test, row);
    else if (!FINDING_TESTS.includes(test)) {
      const expected = [...FINDING_TESTS, ...SUM_TESTS].join(', ');
      ledger.report('TEST_NOT_CARRIED', row, {
        column: 'TRTESTCD',
        expected,
        detail: `It says "${valueOf(row, 'TRORRES')}".`,
      });
    } else if (!lesion) {
      ledger.report('LESION_NOT_IDENTIFIED', row, {
        column: 'TRLNKID',
        expected: 'a TULNKID of TU, or a role in TRGRPID; the row is not taken over',
      });
    } else {
      const rows = byLesion.get(lesion) ?? new Map<string, SourceRow>();
      byLesion.set(lesion, rows);
      add(ledger, rows, test, row);
    }
  }
  const findings: ImportedFinding[] = [];
  for (const [lesion, rows] of byLesion) {
    lesion.isAssessed = true;
    const finding = assembleFinding(ledger, lesion, rows, timepoint.isBaseline, lesions);
    if (finding) findings.push(finding);
  }
  findings.sort((a, b) => a.lesionCode.localeCompare(b.lesionCode));
  const [sum, ...otherSums] = SUM_TESTS.flatMap((test) => sums.get(test) ?? []);
  for (const row of otherSums) ledger.report('STATED_TWICE', row, { column: 'TRTESTCD' });
  const targets = [...lesions.values()].filter(({ role }) => role === 'target');
  const rows = lines.filter(({ domain }) => domain === 'RS').map(({ row }) => row);
  const { stated, reasonNotEvaluable } = assembleResponses(
    ledger,
    rows,
    defaultCriteria,
    findings.some(({ state }) => state !== 'not-evaluable'),
  );
  const [earliest] = [...marks].sort((a, b) => a.date.on.localeCompare(b.date.on));
  const isOwnDate =
    earliest &&
    (earliest.date.on !== timepoint.assessed.on || earliest.date.given !== timepoint.assessed.given);
  return {
    timepointCode: timepoint.code,
    read: isOwnDate ? earliest.date : null,
    reasonNotEvaluable,
    statedSum: sum ? readSum(ledger, sum, targets, findings) : null,
    inputs: assembleInputs(ledger, inputs),
    findings,
    stated,
  };
}

/** What the sender derived: a response so flagged, or a sum, a change or an attenuation found by calculation and not of one lesion. */
function isDerived(ledger: Ledger, domain: Mark['domain'], row: SourceRow): boolean {
  const isCalculated =
    domain === 'TR' && valueOf(row, 'TRLNKID') === '' && valueOf(row, 'TRMETHOD') === CALCULATION;
  if (!isCalculated && !isDerivedResponse(domain, row)) return false;
  ledger.report('DERIVED_ROW', row, { column: isCalculated ? 'TRMETHOD' : 'RSDRVFL' });
  return true;
}

/** Takes the row for its test; a second one is reported, and refused when it says something else. */
function add(ledger: Ledger, rows: Map<string, SourceRow>, test: string, row: SourceRow): void {
  const first = rows.get(test);
  if (!first) {
    rows.set(test, row);
    return;
  }
  const columns = ['TRSTRESN', 'TRSTRESC', 'TRORRES', 'TRORRESU', 'TRSTAT'];
  const differing = columns.find((column) => valueOf(first, column) !== valueOf(row, column));
  const detail = `See row ${first.rowNumber}.`;
  if (!differing) ledger.report('DUPLICATE_ROW', row, { column: 'TRLNKID', detail });
  else
    ledger.report('DUPLICATE_DISAGREES', row, {
      column: differing,
      expected: `"${valueOf(first, differing)}" as there`,
      detail,
    });
}

/** The sum as stated, compared with the sizes that count; a target that could not be evaluated counts 0 in the comparison. */
function readSum(
  ledger: Ledger,
  row: SourceRow,
  targets: readonly OpenLesion[],
  findings: readonly ImportedFinding[],
): number | null {
  if (valueOf(row, 'TRSTAT') === 'NOT DONE') {
    ledger.report('NOT_DONE', row, { column: 'TRSTAT' });
    return null;
  }
  const units = SUM_UNITS[valueOf(row, 'TRTESTCD')];
  if (units) return readOtherSum(ledger, row, units);
  const answer = readSize(ledger, row);
  if (!answer) return null;
  if (!('mm' in answer)) {
    ledger.report('NO_EVALUATION', row, { column: 'TRORRES', expected: 'a number' });
    return null;
  }
  const sizes = targets.map(({ code, kind }) => {
    const finding = findings.find(({ lesionCode }) => lesionCode === code);
    return finding?.state === 'absent'
      ? 0
      : ((kind === 'nodal' ? finding?.shortAxisMm : finding?.longestDiameterMm) ?? null);
  });
  const ours = sizes.reduce<number>((sum, mm) => sum + (mm ?? 0), 0);
  const place = { column: 'TRSTRESN', expected: `${Number(ours.toFixed(6))} mm` };
  if (Math.abs(ours - answer.mm) > 1e-6) ledger.report('SUM_DIFFERS', row, place);
  else if (sizes.includes(null))
    ledger.report('SUM_WITH_MISSING', row, { ...place, expected: 'no sum: a target could not be evaluated' });
  ledger.store(row, 'stated sum');
  return answer.mm;
}

/** A sum of something else than diameters: kept as stated, in the unit of its test. */
function readOtherSum(ledger: Ledger, row: SourceRow, units: readonly string[]): number | null {
  const text = valueOf(row, 'TRSTRESN') || valueOf(row, 'TRSTRESC') || valueOf(row, 'TRORRES');
  const unit = valueOf(row, 'TRSTRESU') || valueOf(row, 'TRORRESU');
  if (text === '') ledger.report('NO_EVALUATION', row, { column: 'TRORRES', expected: 'a number' });
  else if (!Number.isFinite(Number(text)))
    ledger.report('BAD_NUMBER', row, { column: 'TRSTRESN', expected: 'a number' });
  else if (!units.includes(unit))
    ledger.report('BAD_UNIT', row, { column: 'TRSTRESU', expected: units.join(' or ') });
  else {
    ledger.store(row, 'stated sum');
    return Number(text);
  }
  return null;
}
