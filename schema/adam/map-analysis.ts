import type { SubjectContent, TrialContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { ADRS } from './adrs.ts';
import { ADSL } from './adsl.ts';
import { ADTR } from './adtr.ts';
import { ADTTE } from './adtte.ts';
import { gatherSubject, type SubjectRows } from './analysis-subject.ts';
import type { AnalysisChoice } from './choice.ts';
import { placeRecords } from './parameter.ts';
import { listResponses } from './response-record.ts';
import { listSizes } from './size-record.ts';
import { listTimes } from './time-record.ts';

/**
 * The analysis rows of a subject, by name of the dataset, each sorted by its dataset's keys.
 *
 * Responses are the derived ones, so that counts equal the portal's: BOR and CBOR are the stored best responses of the review chosen, and NE
 * where it has none.
 *
 * @param rows the subject's SDTM rows as `mapSubject` gives them: a predecessor is copied from them, and SRCSEQ names their --SEQ
 * @throws RangeError when DM has no row of the subject, or the charter does not name the criteria
 */
export function mapAnalysis(
  trial: TrialContent,
  subject: SubjectContent,
  rows: SubjectRows,
  choice: AnalysisChoice,
): Readonly<Record<string, readonly DatasetRow[]>> {
  const gathered = gatherSubject(trial, subject, rows, choice);
  return {
    ADSL: [ADSL.rowOf(gathered)],
    ADTR: placeRecords(listSizes(gathered)).map(ADTR.rowOf),
    ADRS: placeRecords(listResponses(gathered)).map(ADRS.rowOf),
    ADTTE: placeRecords(listTimes(gathered)).map(ADTTE.rowOf),
  };
}
