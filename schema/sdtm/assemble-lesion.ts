import { LESION_KINDS } from '@readout/criteria/term.ts';
import type { Mark, Timepoints } from './assemble-timepoint.ts';
import type { ImportedLesion } from './imported-subject.ts';
import type { Ledger } from './ledger.ts';
import { valueOf, yesNoOf } from './source-row.ts';
import { findRole, kindOfLocation } from './terminology.ts';

/** A lesion while its findings are gathered. */
export type OpenLesion = Omit<ImportedLesion, 'flags'> & {
  readonly flags: Set<string>;
  isAssessed: boolean;
  readonly mark: Mark;
};

/**
 * The lesions of one evaluator by TULNKID.
 *
 * TUMIDENT identifies one, TUSPLIT a fragment of the lesion it names (TUSPLTID), else of the one whose link the fragment's begins with.
 * TUMERGE tells what TR tells at each finding (TRMRGEID); other tests have no place. Location, which TR does not give, comes from here.
 */
export function assembleLesions(
  ledger: Ledger,
  marks: readonly Mark[],
  { timepointOf }: Timepoints,
): Map<string, OpenLesion> {
  const lesions = new Map<string, OpenLesion>();
  const codeOf = codeMaker(marks.map(({ row }) => valueOf(row, 'TULNKID') || valueOf(row, 'TRLNKID')));
  for (const mark of marks.filter(({ domain }) => domain === 'TU')) {
    const { row } = mark;
    const test = valueOf(row, 'TUTESTCD');
    if (test === 'TUMERGE' && valueOf(row, 'TUMRGEID') !== '') {
      ledger.store(row, 'merge');
      continue;
    }
    if (test !== 'TUMIDENT' && test !== 'TUSPLIT') {
      ledger.report('TEST_NOT_CARRIED', row, { column: 'TUTESTCD', expected: 'TUMIDENT or TUSPLIT' });
      continue;
    }
    const linkId = valueOf(row, 'TULNKID');
    const role = findRole(valueOf(row, 'TUSTRESC') || valueOf(row, 'TUORRES'));
    if (linkId === '') {
      ledger.report('BLANK_REQUIRED', row, { column: 'TULNKID', expected: 'the link of the lesion' });
    } else if (!role) {
      ledger.report('UNKNOWN_TERM', row, {
        column: 'TUORRES',
        expected: 'TARGET, NON-TARGET or NEW; the row is not taken over',
      });
    } else if (lesions.has(linkId)) {
      reportTwice(ledger, mark, lesions.get(linkId));
    } else {
      const location = valueOf(row, 'TUORGAN') || valueOf(row, 'TULOC') || null;
      const kind = LESION_KINDS.find((each) => each === valueOf(row, 'TUKIND'));
      const named = valueOf(row, 'TUSPLTID');
      const parent =
        test === 'TUSPLIT'
          ? [...lesions.values()].find(({ linkId: stem }) => linkId.startsWith(stem))
          : undefined;
      ledger.store(row, 'lesion');
      lesions.set(linkId, {
        code: codeOf(linkId),
        linkId,
        role,
        kind: kind ?? kindOfLocation(valueOf(row, 'TULOC')),
        location,
        locationDetail: valueOf(row, 'TULOCDTL') || null,
        isMeasurable: yesNoOf(row, 'TUMEASFL'),
        isOutsideRadiationField: yesNoOf(row, 'TUOUTRTF'),
        isCytologyPositive: yesNoOf(row, 'TUCYTPOS'),
        laterality: valueOf(row, 'TULAT') || null,
        method: valueOf(row, 'TUMETHOD') || null,
        identified: mark.date,
        timepointCode: timepointOf(mark).code,
        splitFromCode: named === '' ? (parent?.code ?? null) : codeOf(named),
        flags: new Set(valueOf(row, 'TUFLAGS').split(', ').filter(Boolean)),
        isAssessed: false,
        mark,
      });
    }
  }
  addUnidentified(ledger, marks, timepointOf, lesions, codeOf);
  return lesions;
}

function reportTwice(ledger: Ledger, { row }: Mark, first: OpenLesion | undefined): void {
  const told = first?.mark.row;
  const columns = ['TUTESTCD', 'TUORRES', 'TUSTRESC', 'TULOC', 'TULAT'];
  const differing = columns.find((column) => told && valueOf(told, column) !== valueOf(row, column));
  const place = { column: differing ?? 'TULNKID', detail: `See row ${told?.rowNumber ?? '?'}.` };
  ledger.report(differing ? 'DUPLICATE_DISAGREES' : 'DUPLICATE_ROW', row, {
    ...place,
    ...(differing && told ? { expected: `"${valueOf(told, differing)}" as there` } : {}),
  });
}

/** Lesions TR assesses and TU does not know: kept with the role TRGRPID gives, at their first date. */
function addUnidentified(
  ledger: Ledger,
  marks: readonly Mark[],
  timepointOf: Timepoints['timepointOf'],
  lesions: Map<string, OpenLesion>,
  codeOf: (linkId: string) => string,
): void {
  const measured = marks
    .filter(({ domain }) => domain === 'TR')
    .sort((a, b) => a.date.on.localeCompare(b.date.on));
  for (const mark of measured) {
    const linkId = valueOf(mark.row, 'TRLNKID');
    const role = findRole(valueOf(mark.row, 'TRGRPID'));
    if (linkId === '' || lesions.has(linkId) || !role) continue;
    ledger.report('LESION_NOT_IDENTIFIED', mark.row, { column: 'TRLNKID', expected: 'a TULNKID of TU' });
    lesions.set(linkId, {
      code: codeOf(linkId),
      linkId,
      role,
      kind: 'extranodal',
      location: null,
      locationDetail: null,
      isMeasurable: null,
      isOutsideRadiationField: null,
      isCytologyPositive: null,
      laterality: null,
      method: valueOf(mark.row, 'TRMETHOD') || null,
      identified: mark.date,
      timepointCode: timepointOf(mark).code,
      splitFromCode: null,
      flags: new Set(['LESION_NOT_IDENTIFIED']),
      isAssessed: false,
      mark,
    });
  }
}

/** R1-T01 is T01 within reader 1's review, unless two links would then be one. */
function codeMaker(linkIds: readonly string[]): (linkId: string) => string {
  const short = (linkId: string) => linkId.replace(/^(R|READER|INV|ADJ|ALG)\d*[-_ ]/i, '');
  const links = new Set(linkIds.filter(Boolean));
  const isUnique = new Set([...links].map(short)).size === links.size;
  return (linkId) => (isUnique ? short(linkId) : linkId);
}
