import type { ImportedStatedResponse, StoredAs } from './imported-subject.ts';
import type { Ledger } from './ledger.ts';
import { responseTerm } from './response-term.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { findComponent, findCriteria, findPart, listWords, type StatedPart } from './terminology.ts';

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

type Open = {
  -readonly [K in keyof Omit<ImportedStatedResponse, 'components'>]: ImportedStatedResponse[K];
} & {
  components: ImportedStatedResponse['components'];
};

export interface StatedAnswer {
  readonly stated: readonly ImportedStatedResponse[];
  /** Why no overall response was given, where none was for that reason; else null. */
  readonly reasonNotEvaluable: string | null;
}

/**
 * The responses an evaluator states at a timepoint, one for each criteria, in words as given (RSSTRESC, else RSORRES).
 *
 * Where a part is stated twice: NEWLPROG before NEWLIND, which does not tell an equivocal lesion apart; a statement with
 * PET before one without, which by Lugano is the response by CT; else the first. The other is reported.
 *
 * Soft tissue and bone belong to the prostate criteria of the timepoint, whatever category the source files them under.
 *
 * An overall response that was not done gives its reason where there is neither another overall response nor a finding that could be
 * evaluated: a missing statement does not make measured images unevaluable. A reason beside an overall response is in SUPPRS (RSREASNE).
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
  const criteriaOf = (row: SourceRow) => {
    const category = valueOf(row, 'RSCAT');
    return category === '' ? defaultCriteria : findCriteria(category);
  };
  const prostate = [...rows.map(criteriaOf), defaultCriteria].find((id) => id?.startsWith('pcwg'));
  const ownerOf = (row: SourceRow, component: string) => {
    if (component === 'softTissue' || component === 'bone') return prostate;
    const criteria = criteriaOf(row);
    return criteria === 'lugano-2014' || criteria === 'lyric' ? criteria : undefined;
  };
  for (const row of [...rows].sort((a, b) => rank(a) - rank(b))) {
    const isNotDone = valueOf(row, 'RSSTAT') === 'NOT DONE';
    if (isNotDone) ledger.report('NOT_DONE', row, { column: 'RSSTAT' });
    const test = valueOf(row, 'RSTESTCD');
    const part = findPart(test);
    const told = findComponent(test);
    const owner = told === undefined ? undefined : ownerOf(row, told);
    const component = owner === undefined ? undefined : told;
    const criteria = owner ?? criteriaOf(row);
    const word = wordOf(row, criteria);
    if (!part && !component) {
      ledger.report('TEST_NOT_CARRIED', row, {
        column: 'RSTESTCD',
        expected: 'TRGRESP, NTRGRESP, NEWLPROG, NEWLIND or OVRLRESP; by PCWG also SFTSRESP and BONERESP',
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
    } else {
      const open = byCriteria.get(criteria) ?? nothingStated(criteria);
      const isByCt = part === 'overall' && open.overall !== null && isCtBesidePet(open, row);
      const what = isByCt ? 'ctResponse' : component;
      if (!isFirst(ledger, taken, row, `${criteria} ${what ?? part}`)) continue;
      byCriteria.set(criteria, open);
      if (what !== undefined) {
        reportOtherOriginal(ledger, row, word);
        ledger.store(row, 'stated component');
        open.components = { ...open.components, [what]: word };
      } else if (part) state(ledger, open, part, row, word);
    }
  }
  const stated = [...byCriteria.values()];
  const told = rows.map((row) => valueOf(row, 'RSREASNE')).find(Boolean);
  if (told !== undefined) return { stated, reasonNotEvaluable: told };
  const [first] = unstated;
  if (!first || hasFindings || stated.some(({ overall }) => overall !== null))
    return { stated, reasonNotEvaluable: null };
  for (const row of unstated) ledger.store(row, 'reason not evaluable');
  return { stated, reasonNotEvaluable: valueOf(first, 'RSREASND') || 'NOT DONE' };
}

/** The word of the criteria: RSSTRESC, else RSORRES; where RSSTRESC is only the published term of the word in RSORRES, that word. */
function wordOf(row: SourceRow, criteria: string | undefined): string {
  const [original, standard] = [valueOf(row, 'RSORRES'), valueOf(row, 'RSSTRESC')];
  const isOwnWord =
    criteria !== undefined &&
    original !== '' &&
    original !== standard &&
    responseTerm(criteria, original) === standard;
  return isOwnWord ? original : standard || original;
}

const nothingStated = (criteria: string): Open => ({
  criteria,
  target: null,
  nonTarget: null,
  hasNewLesion: null,
  overall: null,
  components: {},
});

function isWithPet(row: SourceRow): boolean {
  const how = `${valueOf(row, 'RSSCAT')} ${valueOf(row, 'RSMETHOD')}`.toUpperCase();
  return /\bPET\b/.test(how) && !/NOT INCLUDING|WITHOUT/.test(how);
}

/** A statement by CT beside the one with PET: criteria that judge both have a place for it. */
const isCtBesidePet = ({ criteria }: Open, row: SourceRow): boolean =>
  (criteria === 'lugano-2014' || criteria === 'lyric') &&
  !isWithPet(row) &&
  /\b(CT|PET)\b/.test(`${valueOf(row, 'RSSCAT')} ${valueOf(row, 'RSMETHOD')}`.toUpperCase());

const rank = (row: SourceRow): number =>
  (isWithPet(row) ? 0 : 2) + (valueOf(row, 'RSTESTCD') === 'NEWLIND' ? 1 : 0);

function reportOtherOriginal(ledger: Ledger, row: SourceRow, word: string): void {
  const original = valueOf(row, 'RSORRES');
  if (original !== '' && original !== word) {
    ledger.report('RESULT_DIFFERS', row, { column: 'RSSTRESC', expected: `"${original}" as in RSORRES` });
  }
}

function state(ledger: Ledger, open: Open, part: StatedPart, row: SourceRow, word: string): void {
  reportOtherOriginal(ledger, row, word);
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
