import { LESION_CHANGES } from '@readout/criteria/term.ts';
import type { OpenLesion } from './assemble-lesion.ts';
import type { ImportedFinding, StoredAs } from './imported-subject.ts';
import type { Ledger } from './ledger.ts';
import { readSize } from './size.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { findState } from './terminology.ts';

const SIZE_TESTS = ['DIAMETER', 'LDIAM', 'LPERP', 'SAXIS'] as const;
type SizeTest = (typeof SIZE_TESTS)[number];
const STATE_TESTS = ['TUMSTATE', 'LNSTATE'] as const;

/** Amounts beside sizes: what each is kept as, and its units. 1 kg/L is 1 g/mL. @source CDISC CT UNIT C71620 */
const AMOUNT_TESTS = {
  RADIODEN: ['attenuationHu', 'attenuation', ['Hounsfield Unit', 'HU']],
  SULPEAK: ['sulPeak', 'uptake', ['kg/L', 'g/mL']],
  VOLUME: ['volumeMl', 'volume', ['mL', 'cm3']],
} as const satisfies Record<string, readonly [keyof ImportedFinding, StoredAs, readonly string[]]>;

/** Tests of TR that make a finding of a lesion. */
export const FINDING_TESTS: readonly string[] = [...SIZE_TESTS, ...STATE_TESTS, ...Object.keys(AMOUNT_TESTS)];

/** Target lesions are at least so long, nodes across so wide, at baseline. @source Eisenhauer 2009, section 3.1 */
const MEASURABLE_MM = 10;
const MEASURABLE_NODE_MM = 15;

/**
 * The finding of a lesion at a read from its rows of TR, one a test.
 *
 * DIAMETER is the diameter that counts, as the source adds it up: a node's short axis, else the longest diameter. Where
 * it is absent, LDIAM counts for a lesion and SAXIS, then LPERP, for a node. A size outweighs a state.
 *
 * @returns null when no row says anything that can be kept; the rows are reported then
 */
export function assembleFinding(
  ledger: Ledger,
  lesion: OpenLesion,
  rows: ReadonlyMap<string, SourceRow>,
  isBaseline: boolean,
  lesions: ReadonlyMap<string, OpenLesion>,
): ImportedFinding | null {
  const notDone = [...rows.values()].filter((row) => valueOf(row, 'TRSTAT') === 'NOT DONE');
  for (const row of notDone) ledger.report('NOT_DONE', row, { column: 'TRSTAT' });
  const sizes = new Map<SizeTest, number>();
  let word: ImportedFinding['state'] | null = null;
  for (const test of SIZE_TESTS) {
    const row = rows.get(test);
    if (!row || notDone.includes(row)) continue;
    const answer = readSize(ledger, row);
    if (answer && 'mm' in answer) sizes.set(test, answer.mm);
    else if (answer) {
      word = answer.word;
      ledger.store(row, 'state');
    }
  }
  const measured = chooseSizes(ledger, lesion, rows, sizes, isBaseline);
  const state = readState(ledger, lesion, rows, notDone);
  const isNotDone = notDone.length > 0;
  const counts = lesion.kind === 'nodal' ? measured.shortAxisMm : measured.longestDiameterMm;
  const answer = counts !== null ? 'measured' : (word ?? state ?? (isNotDone ? 'not-evaluable' : null));
  const amounts = readAmounts(ledger, rows, notDone);
  const isAmount = Object.values(amounts).some((amount) => amount !== null);
  if (answer === null && sizes.size === 0 && !isAmount) return null;
  if (answer === 'not-evaluable') for (const row of notDone) ledger.store(row, 'state');
  const reasons = notDone.map((row) => valueOf(row, 'TRREASND')).filter(Boolean);
  const [any] = rows.values();
  const qualifier = (name: string) => [...rows.values()].map((row) => valueOf(row, name)).find(Boolean) ?? '';
  return {
    lesionCode: lesion.code,
    state: answer ?? 'not-evaluable',
    ...measured,
    ...amounts,
    change: LESION_CHANGES.find((change) => change === qualifier('TRCHANGE').toLowerCase()) ?? null,
    mergedIntoCode: lesions.get(qualifier('TRMRGEID'))?.code ?? null,
    reasonNotEvaluable: answer === 'not-evaluable' ? (reasons[0] ?? null) : null,
    method: (any && valueOf(any, 'TRMETHOD')) || null,
  };
}

type Amounts = Pick<ImportedFinding, 'attenuationHu' | 'sulPeak' | 'volumeMl'>;

function readAmounts(
  ledger: Ledger,
  rows: ReadonlyMap<string, SourceRow>,
  notDone: readonly SourceRow[],
): Amounts {
  const amounts: Record<keyof Amounts, number | null> = {
    attenuationHu: null,
    sulPeak: null,
    volumeMl: null,
  };
  for (const [test, [key, stored, units]] of Object.entries(AMOUNT_TESTS)) {
    const row = rows.get(test);
    if (!row || notDone.includes(row)) continue;
    const text = valueOf(row, 'TRSTRESN') || valueOf(row, 'TRSTRESC') || valueOf(row, 'TRORRES');
    const unit = valueOf(row, 'TRSTRESU') || valueOf(row, 'TRORRESU');
    if (text === '' || !Number.isFinite(Number(text)))
      ledger.report('BAD_NUMBER', row, { column: 'TRSTRESN', expected: 'a number' });
    else if (!units.some((each) => each === unit))
      ledger.report('BAD_UNIT', row, { column: 'TRSTRESU', expected: units.join(' or ') });
    else {
      amounts[key] = Number(text);
      ledger.store(row, stored);
    }
  }
  return amounts;
}

type Sizes = Pick<ImportedFinding, 'longestDiameterMm' | 'shortAxisMm' | 'perpendicularMm'>;

function chooseSizes(
  ledger: Ledger,
  lesion: OpenLesion,
  rows: ReadonlyMap<string, SourceRow>,
  sizes: ReadonlyMap<SizeTest, number>,
  isBaseline: boolean,
): Sizes {
  const size = (test: SizeTest) => sizes.get(test) ?? null;
  const keep = (test: SizeTest, as: StoredAs) => {
    const row = rows.get(test);
    if (row && sizes.has(test)) ledger.store(row, as);
  };
  const tell = (code: Parameters<Ledger['report']>[0], test: SizeTest, expected: string) => {
    const row = rows.get(test);
    if (row && sizes.has(test))
      ledger.report(code, row, { column: 'TRSTRESN', value: String(size(test)), expected });
  };
  const [diameter, longest, perpendicular, shortAxis] = [
    size('DIAMETER'),
    size('LDIAM'),
    size('LPERP'),
    size('SAXIS'),
  ];
  const isNode = lesion.kind === 'nodal';
  keep('LPERP', 'perpendicular');
  if (longest !== null && perpendicular !== null && perpendicular > longest) {
    tell('PERPENDICULAR_LONGER', 'LPERP', `LDIAM ${longest} mm or less`);
  }
  if (isNode) {
    const across = diameter ?? shortAxis ?? perpendicular;
    const test = diameter !== null ? 'DIAMETER' : shortAxis !== null ? 'SAXIS' : 'LPERP';
    keep('DIAMETER', 'short axis');
    keep('LDIAM', 'longest diameter');
    if (diameter === null || diameter === shortAxis) keep('SAXIS', 'short axis');
    else tell('DUPLICATE_MEASUREMENT', 'SAXIS', `DIAMETER ${diameter} mm`);
    if (diameter !== null && perpendicular !== null && diameter > perpendicular) {
      tell('NODE_NOT_SHORT_AXIS', 'DIAMETER', `LPERP ${perpendicular} mm`);
    }
    if (across === null) tell('NODE_WITHOUT_SHORT_AXIS', 'LDIAM', 'DIAMETER, SAXIS or LPERP');
    flagSmall(lesion, isBaseline, across, test, tell);
    // A node's LPERP that is its DIAMETER is the short axis told twice.
    const other = diameter !== null && perpendicular === diameter ? null : perpendicular;
    return { longestDiameterMm: longest, shortAxisMm: across, perpendicularMm: other };
  }
  const along = diameter ?? longest;
  keep('DIAMETER', 'longest diameter');
  if (diameter === null || diameter === longest) keep('LDIAM', 'longest diameter');
  else tell('DUPLICATE_MEASUREMENT', 'LDIAM', `DIAMETER ${diameter} mm`);
  if (perpendicular === null || perpendicular === shortAxis) keep('SAXIS', 'perpendicular');
  else tell('DUPLICATE_MEASUREMENT', 'SAXIS', `LPERP ${perpendicular} mm`);
  flagSmall(lesion, isBaseline, along, diameter !== null ? 'DIAMETER' : 'LDIAM', tell);
  return { longestDiameterMm: along, shortAxisMm: null, perpendicularMm: perpendicular ?? shortAxis };
}

function flagSmall(
  lesion: OpenLesion,
  isBaseline: boolean,
  mm: number | null,
  test: SizeTest,
  tell: (code: 'SMALL_TARGET' | 'SMALL_NODE', test: SizeTest, expected: string) => void,
): void {
  if (!isBaseline || lesion.role !== 'target' || mm === null) return;
  const flag = (code: 'SMALL_TARGET' | 'SMALL_NODE', leastMm: number) => {
    if (mm >= leastMm) return;
    lesion.flags.add(code);
    tell(code, test, `${leastMm} mm or more`);
  };
  flag('SMALL_TARGET', MEASURABLE_MM);
  if (lesion.kind === 'nodal') flag('SMALL_NODE', MEASURABLE_NODE_MM);
}

function readState(
  ledger: Ledger,
  lesion: OpenLesion,
  rows: ReadonlyMap<string, SourceRow>,
  notDone: readonly SourceRow[],
): ImportedFinding['state'] | null {
  let found: ImportedFinding['state'] | null = null;
  for (const test of STATE_TESTS) {
    const row = rows.get(test);
    if (!row || notDone.includes(row)) continue;
    const term = valueOf(row, 'TRSTRESC') || valueOf(row, 'TRORRES');
    const state = findState(term, lesion.role);
    if (state && found === null) {
      found = state;
      ledger.store(row, 'state');
    } else if (state) {
      ledger.report('STATED_TWICE', row, { column: 'TRSTRESC' });
    } else {
      const code = term === '' ? 'NO_EVALUATION' : 'UNKNOWN_TERM';
      ledger.report(code, row, {
        column: 'TRSTRESC',
        expected: 'PRESENT, ABSENT, UNEQUIVOCAL or EQUIVOCAL; the row is not taken over',
      });
    }
  }
  return found;
}
