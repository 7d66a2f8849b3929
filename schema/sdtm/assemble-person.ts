import { dateOf } from './date-rule.ts';
import type { ImportedArm, ImportedAssignment, ImportedPerson } from './imported-subject.ts';
import type { Ledger } from './ledger.ts';
import { valueOf, yesNoOf, type SourceRow } from './source-row.ts';

/** What DM itself tells; the dates of the subject's course come from the other domains as well. */
export type Demographics = Omit<
  ImportedPerson,
  'randomised' | 'offTreatment' | 'radiotherapyEnded' | 'newTherapy' | 'lastContact' | 'isScreenFailure'
> & {
  readonly endOfParticipation: ImportedPerson['lastContact'];
  /** Dates of the course that no event tells: qualifiers of DM. */
  readonly course: Readonly<
    Record<'randomised' | 'offTreatment' | 'radiotherapyEnded' | 'newTherapy', ImportedPerson['lastContact']>
  >;
};

const YEARS_PER_UNIT: Readonly<Record<string, number>> = {
  '': 1,
  YEARS: 1,
  MONTHS: 1 / 12,
  WEEKS: 7 / 365.25,
  DAYS: 1 / 365.25,
  DECADES: 10,
};

/** The subject of a DM row. */
export function assembleDemographics(ledger: Ledger, row: SourceRow): Demographics {
  const text = (column: string) => valueOf(row, column) || null;
  const date = (column: string) => dateOf(ledger, row, column);
  const died = date('DTHDTC');
  if (!died && valueOf(row, 'DTHFL') === 'Y') {
    ledger.report('DEATH_WITHOUT_DATE', row, { column: 'DTHFL', expected: 'DTHDTC' });
  }
  ledger.store(row, 'subject');
  return {
    usubjid: valueOf(row, 'USUBJID'),
    subjectNumber: valueOf(row, 'SUBJID'),
    siteCode: valueOf(row, 'SITEID'),
    country: text('COUNTRY'),
    sex: text('SEX'),
    ageYears: ageYears(ledger, row),
    birth: date('BRTHDTC'),
    race: text('RACEOTH') ?? text('RACE'),
    ethnicity: text('ETHNIC'),
    consented: date('RFICDTC'),
    referenceStart: date('RFSTDTC'),
    firstDose: date('RFXSTDTC'),
    lastDose: date('RFXENDTC'),
    died,
    isFdgAvid: yesNoOf(row, 'FDGAVID'),
    course: {
      randomised: date('RANDDTC'),
      offTreatment: date('OFFTRDTC'),
      radiotherapyEnded: date('RTENDTC'),
      newTherapy: date('NEWTHDTC'),
    },
    endOfParticipation: date('RFPENDTC'),
  };
}

function ageYears(ledger: Ledger, row: SourceRow): number | null {
  const text = valueOf(row, 'AGE');
  if (text === '') return null;
  const years = YEARS_PER_UNIT[valueOf(row, 'AGEU').toUpperCase()];
  const age = Number(text);
  if (!Number.isFinite(age) || age < 0) {
    ledger.report('BAD_NUMBER', row, { column: 'AGE', expected: 'a number, 0 or more' });
    return null;
  }
  if (years === undefined) {
    ledger.report('UNKNOWN_TERM', row, {
      column: 'AGEU',
      expected: 'YEARS, MONTHS, WEEKS or DAYS; the age is not taken over',
    });
    return null;
  }
  return Math.floor(age * years + 1e-9);
}

/** Codes that stand where an arm would and mean that there is none. @source SDTMIG v3.3 and earlier, DM assumption 4 */
const NO_ARM = /^(SCRNFAIL|NOTASSGN|NOTTRT|UNPLAN)$/i;

/** The arm of a DM row: may give the treatment away. */
export function assembleAssignment(row: SourceRow): ImportedAssignment {
  const arm = (code: string, name: string): ImportedArm | null =>
    code === '' || NO_ARM.test(code) ? null : { code, name: name || code };
  const planned = arm(valueOf(row, 'ARMCD'), valueOf(row, 'ARM'));
  const actual = arm(valueOf(row, 'ACTARMCD'), valueOf(row, 'ACTARM'));
  const words = valueOf(row, 'ARMNRS') || valueOf(row, 'ARM') || valueOf(row, 'ACTARM') || null;
  return { planned, actual, reasonWithout: planned && actual ? null : words };
}

/** Whether a row of DM is that of a screen failure: by ARMNRS, or by the arm code that stands for it. */
export function isScreenFailureRow(row: SourceRow): boolean {
  return /^SCRNFAIL$/i.test(valueOf(row, 'ARMCD')) || /SCREEN FAILURE/i.test(valueOf(row, 'ARMNRS'));
}
