import { meaningOf, type ResponseMeaning } from '@readout/criteria';
import type { ReadContent, ResponseContent, ReviewContent, TimepointContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { linkGroupOf } from '@readout/sdtm/finding-entry.ts';
import { termsOfCriteria } from '@readout/sdtm/response-term.ts';
import type { SubjectFrame } from '@readout/sdtm/subject-frame.ts';
import type { Visit } from '@readout/sdtm/visit.ts';
import { isOf } from './source-row.ts';

/** One read of the review that is analysed, with the response by the criteria asked for. */
export interface AnalysisAssessment {
  readonly read: ReadContent;
  readonly timepoint: TimepointContent;
  /** The evaluator's own date, else the timepoint's. */
  readonly on: string;
  /** As the source gave it where that was partial. */
  readonly given: string | null;
  readonly visit: Visit | null;
  /** --LNKGRP of its rows. */
  readonly linkGroup: string;
  readonly response: ResponseContent | null;
  /** Overall response: derived, else as stated; null at baseline and where neither is told. */
  readonly word: string | null;
  /** null too for a stated word that no criteria have. */
  readonly meaning: ResponseMeaning | null;
  /** The row of RS that bears the overall response. */
  readonly row: DatasetRow | undefined;
}

/** The reads of a review with their responses by one criteria, by date. */
export function listAssessments(
  frame: SubjectFrame,
  review: ReviewContent,
  criteria: string,
  rows: Readonly<Record<string, readonly DatasetRow[]>>,
): readonly AnalysisAssessment[] {
  const { category } = termsOfCriteria(criteria);
  const responses = new Map(
    (rows['RS'] ?? []).flatMap((row) => {
      const isOverall = row['RSTESTCD'] === 'OVRLRESP' && row['RSCAT'] === category;
      return isOverall && isOf(review.evaluator, 'RS', row) ? [[row['RSLNKGRP'], row]] : [];
    }),
  );
  return review.reads
    .flatMap((read): AnalysisAssessment[] => {
      const timepoint = frame.timepoints.get(read.timepointCode);
      if (timepoint === undefined) return [];
      const told = read.read ?? timepoint.assessed;
      const response = read.responses.find((each) => each.criteria === criteria) ?? null;
      const overall = response?.derived.overall ?? response?.stated.overall ?? null;
      const word = timepoint.isBaseline ? null : overall;
      const linkGroup = linkGroupOf(frame, review.evaluator, read.timepointCode);
      return [
        {
          read,
          timepoint,
          on: told.on,
          given: told.given,
          visit: frame.visits.get(timepoint.code) ?? null,
          linkGroup,
          response,
          word,
          meaning: meaningOf(word),
          row: responses.get(linkGroup),
        },
      ];
    })
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
