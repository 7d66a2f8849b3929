import { attachSupplements } from './attach-supplement.ts';
import { assembleCourse, assembleEvents, assembleExposures } from './assemble-course.ts';
import { assembleMarks } from './assemble-mark.ts';
import { assembleAssignment, assembleDemographics, isScreenFailureRow } from './assemble-person.ts';
import { assembleReview } from './assemble-review.ts';
import { assembleTimepoints, type Mark } from './assemble-timepoint.ts';
import { dateOf } from './date-rule.ts';
import { DOMAINS } from './domain-list.ts';
import { DOMAIN_CODES } from './domain.ts';
import type {
  AssembledSubject,
  ImportedDate,
  ImportedSubject,
  ImportedTimepoint,
} from './imported-subject.ts';
import { openLedger, type Ledger, type RowsByDomain } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { EVALUATORS, type Evaluator } from './terminology.ts';

/** All rows of one subject. */
export interface SubjectRows {
  readonly usubjid: string;
  readonly rows: RowsByDomain;
  /** Rows of SUPP--, whatever they belong to. */
  readonly supplements?: readonly SourceRow[];
}

/**
 * Makes a subject of its rows: person, course, timepoints, and a review for each evaluator.
 *
 * Every row is stored, or reported, or both; the rules are those of RULES. What is refused leaves `subject` null, and
 * the import as a whole must stop.
 *
 * @param criteria the criteria of stated responses that name none (RSCAT is blank)
 * @throws Error when a row was neither stored nor reported: our bug
 * @source SDTM Implementation Guide 3.4
 */
export function assembleSubject(
  source: SubjectRows,
  { criteria }: { readonly criteria: string },
): AssembledSubject {
  const { usubjid } = source;
  const attached = attachSupplements(usubjid, source.rows, source.supplements ?? []);
  const { rows } = attached;
  const ledger = openLedger(usubjid, rows);
  const row = findPerson(ledger, rows);
  reportBlanks(ledger, rows);
  const subject = row ? build(ledger, row, rows, criteria) : null;
  const issues = [...ledger.issues, ...attached.issues];
  if (ledger.isRefused() || !subject) return { usubjid, subject: null, outcomes: [], issues };
  return { usubjid, subject, outcomes: [...ledger.close(), ...attached.outcomes], issues };
}

function findPerson(ledger: Ledger, rows: RowsByDomain): SourceRow | undefined {
  const [person, ...others] = rows.DM ?? [];
  for (const row of others) {
    ledger.report('SUBJECT_TWICE', row, {
      column: 'USUBJID',
      expected: 'one row',
      detail: `See row ${person?.rowNumber ?? '?'}.`,
    });
  }
  if (person) return person;
  for (const code of DOMAIN_CODES) {
    for (const row of rows[code] ?? [])
      ledger.report('UNKNOWN_SUBJECT', row, { column: 'USUBJID', expected: 'a USUBJID of DM' });
  }
  return undefined;
}

/** Required values that are blank. A measurement's sequence number and test name are not taken over, so not asked for. */
function reportBlanks(ledger: Ledger, rows: RowsByDomain): void {
  for (const code of DOMAIN_CODES) {
    const { variables, carried } = DOMAINS[code];
    const required = variables.filter(([name, , , core]) => core === 'Req' && carried.includes(name));
    for (const row of rows[code] ?? []) {
      for (const [column, label] of required) {
        if (valueOf(row, column) === '') ledger.report('BLANK_REQUIRED', row, { column, expected: label });
      }
    }
  }
}

function build(ledger: Ledger, row: SourceRow, rows: RowsByDomain, criteria: string): ImportedSubject {
  const person = assembleDemographics(ledger, row);
  const { endOfParticipation: _, course: __, ...demographics } = person;
  const exposures = assembleExposures(ledger, rows.EX ?? [], person);
  const events = assembleEvents(ledger, rows.DS ?? [], person);
  const marks = assembleMarks(ledger, rows, person.referenceStart);
  const timepoints = assembleTimepoints(ledger, marks, rows.SV ?? []);
  const visits = assembleVisits(ledger, rows.SV ?? [], timepoints.timepoints);
  const seen = [...visits, ...marks.map(({ date }) => date)];
  const course = assembleCourse(person, exposures, events, seen);
  const byEvaluator = Map.groupBy(marks, ({ evaluator }) => evaluator);
  const reviews = EVALUATORS.flatMap((evaluator) => {
    const own = byEvaluator.get(evaluator);
    return own ? [assembleReview(ledger, evaluator, own, timepoints, criteria)] : [];
  });
  const isScreenFailure = isScreenFailureRow(row) || events.some(({ kind }) => kind === 'SCREEN_FAILURE');
  if (isScreenFailure) ledger.report('SCREEN_FAILURE', row);
  reportShape(ledger, row, marks, timepoints.timepoints);
  if (course.died) reportAfterDeath(ledger, marks, course.died);
  return {
    person: { ...demographics, ...course, isScreenFailure },
    assignment: assembleAssignment(row),
    exposures,
    events,
    timepoints: timepoints.timepoints,
    reviews,
    acceptedEvaluator: findAccepted(ledger, row, marks),
  };
}

/** SV: a visit with an assessment names its timepoint; the others only tell when the subject was seen. */
function assembleVisits(
  ledger: Ledger,
  rows: readonly SourceRow[],
  timepoints: readonly ImportedTimepoint[],
): readonly ImportedDate[] {
  const numbers = new Set(timepoints.map(({ visitNumber }) => visitNumber));
  return rows.flatMap((row) => {
    if (numbers.has(Number(valueOf(row, 'VISITNUM')))) ledger.store(row, 'timepoint');
    else ledger.report('VISIT_WITHOUT_ASSESSMENT', row, { column: 'VISIT' });
    return ['SVSTDTC', 'SVENDTC']
      .map((column) => dateOf(ledger, row, column))
      .filter((date) => date !== null);
  });
}

function reportShape(
  ledger: Ledger,
  row: SourceRow,
  marks: readonly Mark[],
  timepoints: readonly ImportedTimepoint[],
): void {
  const hasFindings = marks.some(({ domain }) => domain === 'TR');
  if (marks.length > 0 && !hasFindings) ledger.report('STATED_ONLY', row);
  if (hasFindings && timepoints.length === 1 && timepoints[0]?.isBaseline)
    ledger.report('BASELINE_ONLY', row);
}

/** Once for each date: a scan or a read cannot come after death. */
function reportAfterDeath(ledger: Ledger, marks: readonly Mark[], died: ImportedDate): void {
  const late = Map.groupBy(
    marks.filter(({ date }) => date.on > died.on),
    ({ date }) => date.on,
  );
  for (const [first] of late.values()) {
    if (first)
      ledger.report('AFTER_DEATH', first.row, {
        column: `${first.domain}DTC`,
        expected: `${died.on} or earlier`,
      });
  }
}

/** The evaluator whose rows bear --ACPTFL; the adjudicator before others, else none where several do. */
function findAccepted(ledger: Ledger, row: SourceRow, marks: readonly Mark[]): Evaluator | null {
  const accepted = new Set(
    marks
      .filter((mark) => valueOf(mark.row, `${mark.domain}ACPTFL`) === 'Y')
      .map(({ evaluator }) => evaluator),
  );
  const [only] = accepted;
  if (accepted.size <= 1) return only ?? null;
  if (accepted.has('ADJUDICATOR')) return 'ADJUDICATOR';
  ledger.report('ACCEPTED_SEVERAL', row, { detail: `Accepted are ${[...accepted].join(', ')}.` });
  return null;
}
