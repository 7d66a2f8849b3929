import type { Value } from '@readout/sdtm/dataset.ts';
import { SUBJECT_LINES } from './adsl.ts';
import type { AnalysisSubject } from './analysis-subject.ts';
import { EVALUATOR_NAMES } from './choice.ts';
import type { SourceRecord } from './source-row.ts';
import { assigned, derived, type Line } from './variable.ts';

/** A parameter: what is analysed. */
export interface Parameter {
  /** PARAMCD, at most 8 characters. */
  readonly code: string;
  /** PARAM. */
  readonly name: string;
  /** PARCAT1. */
  readonly category: string;
  /** Whether it depends on evaluator and criteria; else PARCAT2 and PARCAT3 are blank. */
  readonly isOfReview: boolean;
}

/** A record of a dataset with parameters. */
export interface ParameterRecord {
  readonly analysed: AnalysisSubject;
  readonly parameter: Parameter;
  readonly source: SourceRecord | null;
}

/** A record with its place among those of the subject. */
export type Placed<Entry> = Entry & { readonly place: number };

const ofReview =
  (text: (analysed: AnalysisSubject) => string) =>
  ({ analysed, parameter }: ParameterRecord): Value =>
    parameter.isOfReview ? text(analysed) : null;

/** Names of evaluator and criteria, as PARAM and PARCAT tell them. */
export const evaluatorName = ({ choice }: AnalysisSubject): string => EVALUATOR_NAMES[choice.evaluator];
export const criteriaName = ({ criterion }: AnalysisSubject): string => criterion.name;

/** Variables of every dataset with parameters that come first: subject, treatment, parameter. @source ADaMIG v1.3, section 3.3 */
// prettier-ignore
export const PARAMETER_LINES: readonly Line<Placed<ParameterRecord>>[] = [
  ...SUBJECT_LINES.map(([name, label, kind, core, source, value]): Line<Placed<ParameterRecord>> => [name, label, kind, core, source, ({ analysed }) => value(analysed)]),
  ['ASEQ', 'Analysis Sequence Number', 'Num', 'Req', derived('Place of the record among those of the subject, in the order of the keys, from 1.'), ({ place }) => place],
  ['PARAMCD', 'Parameter Code', 'Char', 'Req', assigned, ({ parameter }) => parameter.code],
  ['PARAM', 'Parameter', 'Char', 'Req', assigned, ({ parameter }) => parameter.name],
  ['PARCAT1', 'Parameter Category 1', 'Char', 'Perm', assigned, ({ parameter }) => parameter.category],
  ['PARCAT2', 'Parameter Category 2', 'Char', 'Perm', assigned, ofReview(evaluatorName)],
  ['PARCAT3', 'Parameter Category 3', 'Char', 'Perm', assigned, ofReview(criteriaName)],
];

/** Variables that tell which record a value comes from. @source ADaMIG v1.3, section 3.3.9 */
// prettier-ignore
export const SOURCE_LINES: readonly Line<ParameterRecord>[] = [
  ['SRCDOM', 'Source Data', 'Char', 'Perm', assigned, ({ source }) => source?.domain ?? null],
  ['SRCVAR', 'Source Variable', 'Char', 'Perm', assigned, ({ source }) => source?.variable ?? null],
  ['SRCSEQ', 'Source Sequence Number', 'Num', 'Perm', derived('--SEQ of the record of SRCDOM; blank where that dataset has one record for a subject.'), ({ source }) => source?.sequence ?? null],
];

/** Records in the order of the keys PARAMCD and ADT, each with its place from 1; a record without a date comes first. */
export function placeRecords<Entry extends ParameterRecord & { readonly on: string | null }>(
  records: readonly Entry[],
): readonly Placed<Entry>[] {
  const orderOf = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return records
    .toSorted((a, b) => orderOf(a.parameter.code, b.parameter.code) || orderOf(a.on ?? '', b.on ?? ''))
    .map((record, at) => ({ ...record, place: at + 1 }));
}
