import type { ImportedStatedResponse, StoredAs } from './imported-subject.ts';
import type { Ledger } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { findCriteria, findPart, listWords, type StatedPart } from './terminology.ts';

const STORED: Readonly<Record<StatedPart, StoredAs>> = {
  target: 'stated target',
  nonTarget: 'stated non-target',
  hasNewLesion: 'stated new lesion',
  overall: 'stated overall',
};

const NEW_LESION: Readonly<Record<string, boolean | null>> = {
  UNEQUIVOCAL: true,
  EQUIVOCAL: false,
  Y: true,
  N: false,
  U: null,
};

type Open = { -readonly [K in keyof ImportedStatedResponse]: ImportedStatedResponse[K] };

export interface StatedAnswer {
  readonly stated: readonly ImportedStatedResponse[];
  /** Why no overall response was given, where none was for that reason; else null. */
  readonly reasonNotEvaluable: string | null;
}

/**
 * The responses an evaluator states at a timepoint, one for each criteria, in words as given (RSSTRESC, else RSORRES).
 *
 * Where a part is stated twice: NEWLPROG before NEWLIND, which does not tell an equivocal lesion apart; a statement with
 * PET before one without; else the first. The other is reported.
 *
 * An overall response that was not done gives its reason where there is neither another overall response nor a finding:
 * a missing statement does not make measured images unevaluable.
 *
 * @param defaultCriteria the criteria of rows whose RSCAT is blank
 */
export function assembleResponses(
  ledger: Ledger,
  rows: readonly SourceRow[],
  defaultCriteria: string,
  hasFindings: boolean,
): StatedAnswer {
  const byCriteria = new Map<string, Open>();
  const taken = new Map<string, SourceRow>();
  const unstated: SourceRow[] = [];
  for (const row of [...rows].sort((a, b) => rank(a) - rank(b))) {
    const isNotDone = valueOf(row, 'RSSTAT') === 'NOT DONE';
    if (isNotDone) ledger.report('NOT_DONE', row, { column: 'RSSTAT' });
    const part = findPart(valueOf(row, 'RSTESTCD'));
    const category = valueOf(row, 'RSCAT');
    const criteria = category === '' ? defaultCriteria : findCriteria(category);
    const word = valueOf(row, 'RSSTRESC') || valueOf(row, 'RSORRES');
    if (!part) {
      ledger.report('TEST_NOT_CARRIED', row, {
        column: 'RSTESTCD',
        expected: 'TRGRESP, NTRGRESP, NEWLPROG, NEWLIND or OVRLRESP',
        detail: `It says "${word}".`,
      });
    } else if (!criteria) {
      ledger.report('UNKNOWN_CRITERIA', row, {
        column: 'RSCAT',
        expected: 'e.g. RECIST 1.1',
        detail: `It says "${word}".`,
      });
    } else if (word === '') {
      if (!isNotDone)
        ledger.report('NO_EVALUATION', row, { column: 'RSORRES', expected: 'a response, or RSSTAT' });
      else if (part === 'overall') unstated.push(row);
    } else if (isFirst(ledger, taken, row, `${criteria} ${part}`)) {
      const open = byCriteria.get(criteria) ?? {
        criteria,
        target: null,
        nonTarget: null,
        hasNewLesion: null,
        overall: null,
      };
      byCriteria.set(criteria, open);
      state(ledger, open, part, row, word);
    }
  }
  const stated = [...byCriteria.values()];
  const [first] = unstated;
  if (!first || hasFindings || stated.some(({ overall }) => overall !== null))
    return { stated, reasonNotEvaluable: null };
  for (const row of unstated) ledger.store(row, 'reason not evaluable');
  return { stated, reasonNotEvaluable: valueOf(first, 'RSREASND') || 'NOT DONE' };
}

function rank(row: SourceRow): number {
  const how = `${valueOf(row, 'RSSCAT')} ${valueOf(row, 'RSMETHOD')}`.toUpperCase();
  const isWithPet = /\bPET\b/.test(how) && !/NOT INCLUDING|WITHOUT/.test(how);
  return (isWithPet ? 0 : 2) + (valueOf(row, 'RSTESTCD') === 'NEWLIND' ? 1 : 0);
}

function state(ledger: Ledger, open: Open, part: StatedPart, row: SourceRow, word: string): void {
  const original = valueOf(row, 'RSORRES');
  if (original !== '' && original !== word) {
    ledger.report('RESULT_DIFFERS', row, { column: 'RSSTRESC', expected: `"${original}" as in RSORRES` });
  }
  ledger.store(row, STORED[part]);
  if (part === 'hasNewLesion') {
    const said = NEW_LESION[word.toUpperCase()];
    open.hasNewLesion = said ?? null;
    if (said === undefined)
      ledger.report('UNKNOWN_TERM', row, { column: 'RSSTRESC', expected: 'UNEQUIVOCAL, EQUIVOCAL, Y or N' });
    return;
  }
  open[part] = word;
  const words = listWords(open.criteria, part);
  if (words && !words.includes(word))
    ledger.report('UNKNOWN_TERM', row, { column: 'RSSTRESC', value: word, expected: words.join(', ') });
}

function isFirst(ledger: Ledger, taken: Map<string, SourceRow>, row: SourceRow, key: string): boolean {
  const first = taken.get(key);
  if (!first) {
    taken.set(key, row);
    return true;
  }
  const isSame = (...columns: string[]) =>
    columns.every((column) => valueOf(first, column) === valueOf(row, column));
  const isSameKey = isSame('RSTESTCD', 'RSCAT', 'RSSCAT', 'RSMETHOD', 'VISITNUM');
  const code = !isSameKey
    ? 'STATED_TWICE'
    : isSame('RSSTRESC', 'RSORRES', 'RSSTAT')
      ? 'DUPLICATE_ROW'
      : 'DUPLICATE_DISAGREES';
  const other = valueOf(first, 'RSSTRESC') || valueOf(first, 'RSORRES');
  ledger.report(code, row, { column: 'RSSTRESC', detail: `Row ${first.rowNumber} says "${other}".` });
  return false;
}
