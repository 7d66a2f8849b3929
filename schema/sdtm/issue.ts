import type { SourceRow } from './source-row.ts';

export const SEVERITIES = ['kept', 'flagged', 'refused'] as const;
/**
 * kept: the hub follows a rule and tells of it. Flagged: somebody should look. Refused: the whole import stops.
 */
export type Severity = (typeof SEVERITIES)[number];

/** Every rule of the import: its code, how grave it is, and what it says. A row with such a code may still be stored. */
// prettier-ignore
export const RULES = {
  UNREADABLE_FILE:         ['refused', 'The file cannot be read.'],
  MIXED_DOMAIN:            ['refused', 'A file holds one domain.'],
  MISSING_COLUMN:          ['refused', 'A required column is missing.'],
  TWO_STUDIES:             ['refused', 'The files bear several STUDYIDs; name one of them as the trial.'],
  UNKNOWN_SUBJECT:         ['refused', 'The subject is not in DM.'],
  SUBJECT_TWICE:           ['refused', 'A subject has one row in DM.'],
  BLANK_REQUIRED:          ['refused', 'A required value is blank.'],
  BAD_DATE:                ['refused', 'The value is no date.'],
  BAD_SIZE:                ['refused', 'The size is not a number, or negative.'],
  BAD_UNIT:                ['refused', 'The unit of a size is not known.'],
  BAD_NUMBER:              ['refused', 'The value is not a number.'],
  DUPLICATE_DISAGREES:     ['refused', 'Two rows say different things about the same.'],
  PARTIAL_DATE:            ['flagged', 'A partial date; the text as given is kept beside the date used.'],
  TWO_DATES_UNDER_VISIT:   ['flagged', 'One visit number has two dates too far apart for one assessment; each becomes a timepoint.'],
  VISIT_ORDER:             ['flagged', 'Visit numbers are not in the order of dates; dates decide.'],
  SMALL_TARGET:            ['flagged', 'A target lesion under 10 mm at baseline.'],
  SMALL_NODE:              ['flagged', 'A nodal target with a short axis under 15 mm at baseline.'],
  BASELINE_ONLY:           ['flagged', 'The subject has a baseline and no later assessment.'],
  UNKNOWN_TERM:            ['flagged', 'A word the criteria do not know; kept as given where it is a response.'],
  UNKNOWN_EVALUATOR:       ['flagged', 'An evaluator the hub does not know; the row is not taken over.'],
  UNKNOWN_CRITERIA:        ['flagged', 'Criteria the hub does not know; the row is not taken over.'],
  DUPLICATE_MEASUREMENT:   ['flagged', 'LDIAM and DIAMETER differ; DIAMETER, which the source adds up, is stored and LDIAM is not.'],
  NODE_NOT_SHORT_AXIS:     ['flagged', 'The DIAMETER of a node is not its shorter one; it is kept as the size that counts, as the source adds it up.'],
  NODE_WITHOUT_SHORT_AXIS: ['flagged', 'A node is measured without a short axis; its size cannot count.'],
  PERPENDICULAR_LONGER:    ['flagged', 'The perpendicular is longer than the longest diameter.'],
  SUM_DIFFERS:             ['flagged', 'The sum given differs from the sum of the sizes; both are kept.'],
  SUM_WITH_MISSING:        ['flagged', 'The sum given counts a lesion that could not be evaluated as 0; it is kept as stated.'],
  LESION_NOT_IDENTIFIED:   ['flagged', 'TU does not identify this lesion; its role is taken from TRGRPID.'],
  LESION_NEVER_ASSESSED:   ['flagged', 'TU identifies a lesion that TR never assesses.'],
  TEST_NOT_CARRIED:        ['flagged', 'The hub has no place for this test; the row is not taken over.'],
  STATED_TWICE:            ['flagged', 'A second statement for the same part of a response; the first is stored.'],
  RESULT_DIFFERS:          ['flagged', 'The standardised word differs from the original one; the standardised one is stored.'],
  NO_DATE:                 ['flagged', 'No date, and no rule gives one; the row is not taken over.'],
  NO_EVALUATION:           ['flagged', 'Neither a result nor a reason; the row is not taken over.'],
  AFTER_DEATH:             ['flagged', 'A date after death.'],
  END_BEFORE_START:        ['flagged', 'A period ends before it starts; the end is kept as given.'],
  ACCEPTED_SEVERAL:        ['flagged', 'Several evaluators are marked as accepted; none is taken as central.'],
  DEATH_WITHOUT_DATE:      ['flagged', 'Death is told without a date.'],
  EXPECTED_COLUMN_ABSENT:  ['flagged', 'A column the guide expects is absent; its values count as not told.'],
  UNKNOWN_COLUMN:          ['flagged', 'A column the guide does not know; its values are not taken over.'],
  DOMAIN_NOT_CARRIED:      ['flagged', 'A domain the hub does not take over.'],
  QUALIFIER_NOT_CARRIED:   ['flagged', 'A supplemental qualifier the hub has no place for; not taken over.'],
  QUALIFIER_WITHOUT_ROW:   ['flagged', 'A supplemental qualifier of a row that is not there; not taken over.'],
  OTHER_STUDY:             ['flagged', 'A row of another study than the trial named; not taken over.'],
  COLUMN_NOT_CARRIED:      ['kept', 'A column of the guide that the hub has no place for; its values are not taken over.'],
  NOT_DONE:                ['kept', 'Not done: the lesion or response is not evaluable, with the reason given.'],
  DATES_OF_ONE_VISIT:      ['kept', 'Several dates of one visit; the timepoint bears the earliest.'],
  TWO_VISITS_ON_DATE:      ['kept', 'Two visit numbers on one date are one timepoint.'],
  TIME_LEFT_OUT:           ['kept', 'A date with a time of day; the date is used.'],
  VISIT_WITHOUT_ASSESSMENT: ['kept', 'A visit without an assessment of tumours; it counts for the last contact only.'],
  SCREEN_FAILURE:          ['kept', 'A screen failure: kept as a subject, in no figure of efficacy.'],
  STATED_ONLY:             ['kept', 'Responses are stated without measurements; nothing can be derived from sizes.'],
  DUPLICATE_ROW:           ['kept', 'The row repeats another; one is stored.'],
  DERIVED_ROW:             ['kept', 'Derived by the sender and not stated by the evaluator; the hub judges anew.'],
  EVALUATOR_BLANK:         ['kept', 'No evaluator is named: counted as the investigator.'],
} as const satisfies Record<string, readonly [Severity, string]>;

export type IssueCode = keyof typeof RULES;

/** Something a person importing should know, with the place it was found. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** null: the issue is of a subject or directory. */
  readonly file: string | null;
  /** As written in the file's DOMAIN column. */
  readonly domain: string | null;
  readonly usubjid: string | null;
  readonly rowNumber: number | null;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly expected: string | null;
  /** The rule and the place, for people: file, row, column, value and what was expected. */
  readonly sentence: string;
}

export interface IssuePlace {
  readonly domain?: string;
  readonly file?: string;
  readonly row?: SourceRow;
  readonly usubjid?: string;
  readonly column?: string;
  readonly value?: string;
  readonly expected?: string;
  /** Added to the rule's sentence, e.g. what the other value was. */
  readonly detail?: string;
}

/** Makes an issue of a rule found at a place. */
export function raise(code: IssueCode, place: IssuePlace): Issue {
  const [severity, rule] = RULES[code];
  const { row } = place;
  const issue = {
    code,
    severity,
    file: place.file ?? row?.file ?? null,
    domain: place.domain ?? row?.values['DOMAIN'] ?? null,
    usubjid: place.usubjid ?? row?.values['USUBJID'] ?? null,
    rowNumber: row?.rowNumber ?? null,
    line: row?.line ?? null,
    column: place.column ?? null,
    value: place.value ?? (row && place.column ? (row.values[place.column] ?? null) : null),
    expected: place.expected ?? null,
  };
  return { ...issue, sentence: sayIssue(issue, rule, place.detail) };
}

function sayIssue(issue: Omit<Issue, 'sentence'>, rule: string, detail: string | undefined): string {
  const places = [
    issue.file,
    issue.rowNumber === null
      ? null
      : `row ${issue.rowNumber}${issue.line === null ? '' : ` (line ${issue.line})`}`,
    issue.usubjid ? `subject ${issue.usubjid}` : null,
    issue.column === null ? null : `column ${issue.column}${issue.value === null ? '' : ` "${issue.value}"`}`,
  ].filter((part) => part !== null);
  const said = [rule, detail, issue.expected === null ? null : `Expected: ${issue.expected}.`]
    .filter(Boolean)
    .join(' ');
  return places.length === 0 ? said : `${places.join(', ')}: ${said}`;
}
