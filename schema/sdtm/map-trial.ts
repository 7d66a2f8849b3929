import { buildDataset } from './build-dataset.ts';
import type { TrialContent } from './content.ts';
import type { DatasetRow } from './dataset.ts';
import { relateDatasets } from './map-relrec.ts';
import { planArms, planElements } from './map-ta.ts';
import { summariseTrial } from './map-ts.ts';
import { mapPlannedVisits } from './map-tv.ts';
import { relrec } from './relrec.ts';
import { ta } from './ta.ts';
import { te } from './te.ts';
import { ti } from './ti.ts';
import { ts } from './ts.ts';
import { tv } from './tv.ts';

/** The rows of the datasets that describe the trial and no subject, by dataset name; each sorted by its dataset's keys. */
export function mapTrial(trial: TrialContent): Readonly<Record<string, readonly DatasetRow[]>> {
  return {
    TS: buildDataset(ts, summariseTrial(trial)).rows,
    TV: buildDataset(tv, mapPlannedVisits(trial)).rows,
    TA: buildDataset(ta, planArms(trial)).rows,
    TE: buildDataset(te, planElements(trial)).rows,
    TI: buildDataset(ti, []).rows,
    RELREC: buildDataset(relrec, relateDatasets(trial)).rows,
  };
}
