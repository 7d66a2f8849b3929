import { buildDataset, type BuiltDataset } from './build-dataset.ts';
import type { SubjectContent, TrialContent } from './content.ts';
import type { DatasetRow } from './dataset.ts';
import { dm } from './dm.ts';
import { ds } from './ds.ts';
import { ex } from './ex.ts';
import { mapDemographics } from './map-dm.ts';
import { mapDispositions } from './map-ds.ts';
import { inSourceOrder, mapExposures } from './map-ex.ts';
import { mapProcedures } from './map-pr.ts';
import { mapResponses } from './map-rs.ts';
import { mapElements } from './map-se.ts';
import { mapVisits } from './map-sv.ts';
import { mapResults } from './map-tr.ts';
import { mapLesions } from './map-tu.ts';
import { pr } from './pr.ts';
import { rs } from './rs.ts';
import { se } from './se.ts';
import { frameOf } from './subject-frame.ts';
import { sv } from './sv.ts';
import { tr } from './tr.ts';
import { tu } from './tu.ts';

/** The rows of one subject. */
export interface MappedSubject {
  /** By dataset name: DM, SV, …, SUPPDM, …; each sorted by its dataset's keys. Every dataset of a subject is there, empty or not. */
  readonly rows: Readonly<Record<string, readonly DatasetRow[]>>;
  /** The subject's `sequence`, grown by the keys of new rows, by domain. */
  readonly sequence: Readonly<Record<string, readonly string[]>>;
}

/** The rows of every SDTM dataset for one subject. */
export function mapSubject(trial: TrialContent, subject: SubjectContent): MappedSubject {
  const frame = frameOf(trial, subject);
  const known = subject.sequence;
  const exposures = mapExposures(frame);
  const dispositions = mapDispositions(frame);
  const built: Readonly<Record<string, BuiltDataset>> = {
    DM: buildDataset(dm, mapDemographics(frame)),
    SV: buildDataset(sv, mapVisits(frame)),
    SE: buildDataset(se, mapElements(frame), known['SE']),
    PR: buildDataset(pr, mapProcedures(frame), known['PR']),
    EX: buildDataset(ex, exposures, known['EX'], inSourceOrder(exposures.map(({ key }) => key))),
    DS: buildDataset(ds, dispositions, known['DS'], inSourceOrder(dispositions.map(({ key }) => key))),
    TU: buildDataset(tu, mapLesions(frame), known['TU']),
    TR: buildDataset(tr, mapResults(frame), known['TR']),
    RS: buildDataset(rs, mapResponses(frame), known['RS']),
  };
  const domains = Object.entries(built);
  return {
    rows: Object.fromEntries([
      ...domains.map(([name, { rows }]) => [name, rows] as const),
      ...domains.map(([name, { supplements }]) => [`SUPP${name}`, supplements] as const),
    ]),
    sequence: {
      ...known,
      ...Object.fromEntries(
        domains
          .filter(([, { sequence }]) => sequence.length > 0)
          .map(([name, { sequence }]) => [name, sequence]),
      ),
    },
  };
}
