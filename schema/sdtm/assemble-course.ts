import type { Demographics } from './assemble-person.ts';
import { dateOf, type DateCandidate } from './date-rule.ts';
import type { ImportedDate, ImportedEvent, ImportedExposure } from './imported-subject.ts';
import { dateOfStudyDay } from './iso-date.ts';
import type { Ledger } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { findEventKind } from './terminology.ts';

/** The candidate a study day gives, counted from RFSTDTC. */
export function studyDayCandidate(
  row: SourceRow,
  column: string,
  reference: ImportedDate | null,
): DateCandidate {
  const day = valueOf(row, column);
  const date = day === '' || !reference || reference.given ? null : dateOfStudyDay(reference.on, Number(day));
  return [date, `Study day ${day} (${column}) counted from RFSTDTC.`];
}

/** Exposure intervals of EX, by start. */
export function assembleExposures(
  ledger: Ledger,
  rows: readonly SourceRow[],
  person: Demographics,
): readonly ImportedExposure[] {
  const exposures: ImportedExposure[] = [];
  const keys = new Map<string, SourceRow>();
  for (const row of rows) {
    const text = (column: string) => valueOf(row, column) || null;
    const date = (column: string, day: string) =>
      dateOf(ledger, row, column, () => [studyDayCandidate(row, day, person.referenceStart)]);
    if (!isNewKey(ledger, keys, row, 'EXSEQ')) continue;
    const started = date('EXSTDTC', 'EXSTDY');
    const ended = date('EXENDTC', 'EXENDY');
    const dose = valueOf(row, 'EXDOSE');
    if (dose !== '' && !Number.isFinite(Number(dose))) {
      ledger.report('BAD_NUMBER', row, { column: 'EXDOSE', expected: 'a number' });
      continue;
    }
    if (!started) {
      if (valueOf(row, 'EXSTDTC') === '')
        ledger.report('NO_DATE', row, { column: 'EXSTDTC', expected: 'a date' });
      continue;
    }
    if (ended && ended.on < started.on) {
      ledger.report('END_BEFORE_START', row, { column: 'EXENDTC', expected: `${started.on} or later` });
    }
    ledger.store(row, 'exposure');
    exposures.push({
      sourceKey: `EX-${valueOf(row, 'EXSEQ')}`,
      treatment: valueOf(row, 'EXTRT'),
      dose: dose === '' ? null : Number(dose),
      doseUnit: text('EXDOSU'),
      doseForm: text('EXDOSFRM'),
      frequency: text('EXDOSFRQ'),
      route: text('EXROUTE'),
      started,
      ended,
    });
  }
  return exposures.sort((a, b) => a.started.on.localeCompare(b.started.on));
}

/** Events of DS, and the death that DM alone tells of; by date, those without one last. */
export function assembleEvents(
  ledger: Ledger,
  rows: readonly SourceRow[],
  person: Demographics,
): readonly ImportedEvent[] {
  const events: ImportedEvent[] = [];
  const keys = new Map<string, SourceRow>();
  for (const row of rows) {
    const text = (column: string) => valueOf(row, column) || null;
    if (!isNewKey(ledger, keys, row, 'DSSEQ')) continue;
    const [decode, category] = [valueOf(row, 'DSDECOD'), valueOf(row, 'DSCAT')];
    const column = valueOf(row, 'DSSTDTC') === '' ? 'DSDTC' : 'DSSTDTC';
    const occurred = dateOf(ledger, row, column, () => [
      studyDayCandidate(row, 'DSSTDY', person.referenceStart),
    ]);
    ledger.store(row, 'event');
    events.push({
      sourceKey: `DS-${valueOf(row, 'DSSEQ')}`,
      kind: findEventKind(decode, category, valueOf(row, 'DSSCAT'), valueOf(row, 'EPOCH')),
      term: valueOf(row, 'DSTERM'),
      decodedTerm: text('DSDECOD'),
      category: text('DSCAT'),
      occurred,
    });
  }
  if (person.died && !events.some(({ kind }) => kind === 'DEATH')) {
    const death = {
      kind: 'DEATH',
      term: 'DEATH',
      decodedTerm: 'DEATH',
      category: null,
      occurred: person.died,
    } as const;
    events.push({ sourceKey: 'DM-DTHDTC', ...death });
  }
  const order = ({ occurred, sourceKey }: ImportedEvent) =>
    `${occurred?.on ?? '9999'} ${sourceKey.padStart(12)}`;
  return events.sort((a, b) => order(a).localeCompare(order(b)));
}

function isNewKey(ledger: Ledger, keys: Map<string, SourceRow>, row: SourceRow, column: string): boolean {
  const key = valueOf(row, column);
  const first = keys.get(key);
  if (!first) {
    keys.set(key, row);
    return true;
  }
  const isSame = JSON.stringify(first.values) === JSON.stringify(row.values);
  ledger.report(isSame ? 'DUPLICATE_ROW' : 'DUPLICATE_DISAGREES', row, {
    column,
    detail: `See row ${first.rowNumber}.`,
  });
  return false;
}

/** The dates endpoints count from and to. */
export interface Course {
  readonly randomised: ImportedDate | null;
  readonly firstDose: ImportedDate | null;
  readonly lastDose: ImportedDate | null;
  readonly offTreatment: ImportedDate | null;
  readonly radiotherapyEnded: ImportedDate | null;
  readonly newTherapy: ImportedDate | null;
  readonly died: ImportedDate | null;
  readonly lastContact: ImportedDate | null;
}

/** @param seen other dates on which the subject was seen: visits and assessments */
export function assembleCourse(
  person: Demographics,
  exposures: readonly ImportedExposure[],
  events: readonly ImportedEvent[],
  seen: readonly ImportedDate[],
): Course {
  const first = (kind: ImportedEvent['kind']) =>
    events.find((event) => event.kind === kind && event.occurred)?.occurred ?? null;
  const died = person.died ?? first('DEATH');
  const isOpen = exposures.some(({ ended }) => ended === null);
  const lastDose = person.lastDose ?? (isOpen ? null : latest(exposures.map(({ ended }) => ended)));
  const firstDose = person.firstDose ?? exposures[0]?.started ?? null;
  const studyEnd = first('END_OF_STUDY') ?? died;
  const offTreatment =
    first('END_OF_TREATMENT') ??
    person.course.offTreatment ??
    (firstDose && studyEnd ? (lastDose ?? studyEnd) : null);
  const contact = latest([
    person.endOfParticipation,
    firstDose,
    lastDose,
    ...exposures.flatMap(({ started, ended }) => [started, ended]),
    ...events.map(({ occurred }) => occurred),
    ...seen,
  ]);
  return {
    randomised: first('RANDOMISATION') ?? person.course.randomised,
    firstDose,
    lastDose,
    offTreatment,
    radiotherapyEnded: first('END_OF_RADIOTHERAPY') ?? person.course.radiotherapyEnded,
    newTherapy: first('NEW_THERAPY') ?? person.course.newTherapy,
    died,
    lastContact: died && (!contact || contact.on > died.on) ? died : contact,
  };
}

function latest(dates: readonly (ImportedDate | null)[]): ImportedDate | null {
  return dates.reduce((last, date) => (date && (!last || date.on > last.on) ? date : last), null);
}
