import type { ImportedInputs } from './imported-subject.ts';
import type { Ledger } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';

/** What a value of a test is to the hub; undefined: not understood. */
type ReadValue = (text: string) => Partial<ImportedInputs> | undefined;

const oneOf =
  (key: keyof ImportedInputs, words: Readonly<Record<string, unknown>>): ReadValue =>
  (text) =>
    text in words ? { [key]: words[text] } : undefined;
const number =
  (key: keyof ImportedInputs, isWhole = false): ReadValue =>
  (text) => {
    const value = Number(text);
    return text !== '' && value >= 0 && (!isWhole || Number.isInteger(value)) ? { [key]: value } : undefined;
  };

/**
 * What a read tells beside its lesions, by test: how its word or number reads, its units, and what NOT DONE says.
 *
 * @source CDISC CT TRTESTCD C96779, ONCRTSCD C96782; CDISC COSMoS, RS CPRFSTAT_RANO, NTNERESP_RANO, BMIVLIND_LUGANO
 */
// prettier-ignore
const INPUTS: Readonly<Record<string, readonly [read: ReadValue, units: readonly string[], notDone: Partial<ImportedInputs> | null]>> = {
  ORVERLN:  [number('spleenMm'), ['mm'], null],
  ORSTATE:  [oneOf('isOrganEnlarged', { ENLARGEMENT: true, ENLARGED: true, NORMAL: false }), [], null],
  FDPL5PS:  [oneOf('deauville', { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5' }), [], { deauville: 'not-evaluated' }],
  OTRCUPCB: [oneOf('fdg', { DECREASED: 'decreased', UNCHANGED: 'unchanged', INCREASED: 'increased', ABSENT: 'negative' }), [], { fdg: 'not-evaluated' }],
  NFDGIND:  [oneOf('hasNewFdgFoci', { Y: true, N: false }), [], null],
  NBNLNUM:  [number('boneScanNewLesions', true), [], null],
  PBNLNUM:  [number('boneScanPersistentLesions', true), [], null],
  CPRFSTAT: [oneOf('clinicalStatus', { IMPROVED: 'improved', STABLE: 'stable', WORSENED: 'worse', NE: 'not-evaluated' }), [], { clinicalStatus: 'not-evaluated' }],
  NTNERESP: [oneOf('t2flair', { DECREASED: 'decreased', SD: 'stable', INCREASED: 'increased', NE: 'not-evaluated' }), [], { t2flair: 'not-evaluated' }],
  BMIVLIND: [oneOf('boneMarrow', { Y: 'involved', N: 'not-involved', U: 'indeterminate' }), [], { boneMarrow: 'not-evaluated' }],
  CSDOSE:   [number('corticosteroidMgPerDay'), ['mg/day'], null],
  PSA:      [number('psaNgPerMl'), ['ug/L', 'ng/mL'], null],
};

/** Whether a test of TR or RS tells what is no lesion's and no response. */
export const isInputTest = (test: string): boolean => test in INPUTS;

const NO_INPUTS: ImportedInputs = {
  clinicalStatus: null,
  corticosteroidMgPerDay: null,
  t2flair: null,
  boneMarrow: null,
  spleenMm: null,
  isOrganEnlarged: null,
  deauville: null,
  fdg: null,
  hasNewFdgFoci: null,
  boneScanNewLesions: null,
  boneScanPersistentLesions: null,
  psaNgPerMl: null,
};

/** What the rows of a read tell beside lesions and responses; the first row of a test counts, a word or unit not known is reported. */
export function assembleInputs(
  ledger: Ledger,
  marks: readonly { readonly domain: string; readonly row: SourceRow }[],
): ImportedInputs {
  const inputs: Partial<ImportedInputs> = {};
  const taken = new Set<string>();
  for (const { domain, row } of marks) {
    const test = valueOf(row, `${domain}TESTCD`);
    const known = INPUTS[test];
    if (!known) continue;
    const [read, units, notDone] = known;
    if (taken.has(test)) {
      ledger.report('STATED_TWICE', row, { column: `${domain}STRESC` });
      continue;
    }
    const isDone = valueOf(row, `${domain}STAT`) !== 'NOT DONE';
    const text =
      valueOf(row, `${domain}STRESN`) || valueOf(row, `${domain}STRESC`) || valueOf(row, `${domain}ORRES`);
    const unit = valueOf(row, `${domain}STRESU`) || valueOf(row, `${domain}ORRESU`);
    const isUnit = !isDone || (units.length === 0 ? true : units.includes(unit));
    const answer = !isUnit ? undefined : isDone ? read(text.toUpperCase()) : (notDone ?? undefined);
    if (answer) {
      taken.add(test);
      Object.assign(inputs, answer);
      ledger.store(row, 'stated input');
    } else if (!isDone) ledger.report('NOT_DONE', row, { column: `${domain}STAT` });
    else {
      const expected = isUnit
        ? 'a word or number of this test; the row is not taken over'
        : units.join(' or ');
      ledger.report('UNKNOWN_TERM', row, {
        column: isUnit ? `${domain}STRESC` : `${domain}STRESU`,
        expected,
      });
    }
  }
  return { ...NO_INPUTS, ...inputs };
}
