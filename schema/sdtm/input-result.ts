import type { ReadContent } from './content.ts';
import type { Result } from './map-tr.ts';
import type { LesionTest } from './response-term.ts';

/** What a read tells beside its lesions, with what it is of (TRGRPID). */
type InputResult = Result & { readonly group: string | null };

/** FDG uptake as a whole against baseline. @source CDISC CT TRPROPRS C124309 */
const UPTAKE: Readonly<Record<string, string>> = {
  decreased: 'DECREASED',
  unchanged: 'UNCHANGED',
  increased: 'INCREASED',
  negative: 'ABSENT',
};

/**
 * What a read tells beside its lesions and has its test in TR: spleen, organs, PET and bone scan.
 *
 * @source CDISC CT TRTESTCD C96779: ORVERLN, ORSTATE, FDPL5PS, OTRCUPCB, NBNLNUM
 */
export function inputResults(read: ReadContent): readonly InputResult[] {
  const results: InputResult[] = [];
  const amount = (test: LesionTest, number: number | null, unit: string | null, group: string) => {
    if (number !== null) results.push({ test, words: String(number), number, unit, reason: null, group });
  };
  const word = (test: LesionTest, words: string | null, group: string) => {
    if (words !== null) results.push({ test, words, number: null, unit: null, reason: null, group });
  };
  const notDone = (test: LesionTest, group: string) => {
    results.push({ test, words: null, number: null, unit: null, reason: null, group });
  };
  amount('ORVERLN', read.spleenMm, 'mm', 'SPLEEN');
  if (read.isOrganEnlarged !== null)
    word('ORSTATE', read.isOrganEnlarged ? 'ENLARGEMENT' : 'NORMAL', 'LIVER OR SPLEEN');
  if (read.deauville === 'not-evaluated') notDone('FDPL5PS', 'PET');
  else if (read.deauville !== null) amount('FDPL5PS', Number(read.deauville), null, 'PET');
  if (read.fdg === 'not-evaluated') notDone('OTRCUPCB', 'PET');
  else if (read.fdg !== null) word('OTRCUPCB', UPTAKE[read.fdg] ?? read.fdg, 'PET');
  if (read.hasNewFdgFoci !== null) word('NFDGIND', read.hasNewFdgFoci ? 'Y' : 'N', 'PET');
  amount('NBNLNUM', read.boneScanNewLesions, null, 'BONE SCAN');
  amount('PBNLNUM', read.boneScanPersistentLesions, null, 'BONE SCAN');
  return results;
}
