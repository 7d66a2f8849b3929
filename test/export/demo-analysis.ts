import type { SubjectRows } from '@readout/adam/analysis-subject.ts';
import type { AnalysisChoice } from '@readout/adam/choice.ts';
import { mapAnalysis } from '@readout/adam/map-analysis.ts';
import type { Database } from '@readout/db/database.ts';
import type { SubjectContent, TrialContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { mapSubject } from '@readout/sdtm/map-subject.ts';
import { openContent } from '@readout/server/job/sdtm-export/list-content.ts';

/** A trial with its subjects, as an export of the operator reads them. */
export interface ReadTrial {
  readonly trial: TrialContent;
  /** With their SDTM rows. */
  readonly subjects: readonly { readonly subject: SubjectContent; readonly rows: SubjectRows }[];
}

/** Reads a whole trial at its newest entry, unblinded. */
export async function readTrial(database: Database, protocol: string): Promise<ReadTrial> {
  const { rows } = await database.owner.query<{ id: string }>('select id from trial where protocol = $1', [
    protocol,
  ]);
  const trialId = rows[0]?.id;
  if (trialId === undefined) throw new Error(`There is no trial ${protocol}.`);
  const opened = await openContent(
    { database, operator: true },
    {
      trialId,
      dataCutId: null,
      evaluators: ['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR'],
      isUnblinded: true,
    },
  );
  const listed = await opened.listSubjects(opened.subjectIds);
  // No analysis looks at the counts.
  const counts = {
    enrolled: listed.length,
    firstConsentOn: null,
    firstDoseOn: null,
    lastContactOn: null,
    youngestYears: null,
    oldestYears: null,
    sexes: [],
  };
  const trial = { ...opened.trial, counts };
  return {
    trial,
    subjects: listed.map(({ content }) => ({ subject: content, rows: mapSubject(trial, content).rows })),
  };
}

/** The analysis rows of a trial by dataset. */
export function analyseTrial(
  { trial, subjects }: ReadTrial,
  choice: AnalysisChoice,
): ReadonlyMap<string, readonly DatasetRow[]> {
  const analysed = subjects.map(({ subject, rows }) => mapAnalysis(trial, subject, rows, choice));
  const names = Object.keys(analysed[0] ?? {});
  return new Map(names.map((name) => [name, analysed.flatMap((each) => each[name] ?? [])]));
}
