import type { Dated } from './best-by-order.ts';
import type { Case } from './case.ts';
import type { JudgedTimepoints } from './conclude-timepoints.ts';
import {
  componentsAt,
  nonTargetAt,
  traceOfComponents,
  traceOfEvaluability,
  traceOfNewLesions,
} from './glioma-finding.ts';
import type { TumourResponse } from './glioma-target.ts';
import { confirmProgressionAt, type Preliminary } from './rano-2.0-confirmation.ts';
import { dateProgression } from './rano-2.0-date.ts';
import { findingsAt, newTumourAt, type PartFacts } from './rano-2.0-finding.ts';
import { mixedResponse, overallResponse, PAPER, partResponse } from './rano-2.0-overall.ts';
import type { RanoSettings } from './rano-2.0-setting.ts';
import {
  findBaseline,
  partAt,
  SOURCES,
  traceOfNadirs,
  traceOfSums,
  viewRano,
  type RanoView,
} from './rano-2.0-view.ts';
import type { TimepointResponse, TimepointResult, Trace } from './result.ts';
import { listText } from './sentence.ts';
import { percentChange } from './threshold.ts';

/** A case judged, and how its progression is dated. */
export interface RanoCourse extends JudgedTimepoints {
  readonly dateOf: (counted: readonly TimepointResponse[]) => Dated;
}

interface Judged {
  readonly result: TimepointResult;
  /** The preliminary progression that is open after the timepoint. */
  readonly preliminary: Preliminary | null;
  /** The place of the timepoint that a progression here is dated at. */
  readonly datedAt: number | null;
  /** The timepoint could not be classified because corticosteroids were raised. */
  readonly isUnclassified: boolean;
}

/**
 * Judges the timepoints of a case in order. Nadir, response, corticosteroids and clinical status refer to the timepoints from the
 * baseline scan on; the dose carried forward and what became of the non-targets run over all.
 */
export function walkRano(subjectCase: Case, settings: RanoSettings): RanoCourse {
  const { timepoints } = subjectCase;
  const first = timepoints[0];
  if (first === undefined) throw new RangeError('A case has a baseline.');
  const baselineAt = findBaseline(subjectCase, settings);
  const view = viewRano(subjectCase, settings, baselineAt ?? timepoints.length);
  const judged: Judged[] = [];
  for (let at = 1; at < timepoints.length; at += 1)
    judged.push(
      at <= view.baselineAt
        ? sumOnly(view, at)
        : judgeTimepoint(view, at, judged.at(-1)?.preliminary ?? null),
    );
  const { parts } = view;
  return {
    baseline: { id: first.id, date: first.date, sum: parts[0]?.sums[0] ?? null, trace: traceOfSums(view, 0) },
    baselineDate: timepoints[baselineAt ?? 0]?.date ?? first.date,
    timepoints: judged.map(({ result }) => result),
    hasTargets: parts.some(({ targets }) => targets.length > 0),
    dateOf: (counted) =>
      dateProgression(
        counted,
        (place) => (judged[place]?.datedAt ?? place + 1) - 1,
        settings.steroidBackdate ? (place) => judged[place]?.isUnclassified === true : () => false,
      ),
  };
}

/** A timepoint up to the baseline scan: it has a sum and no response. */
function sumOnly(view: RanoView, at: number): Judged {
  const { timepoints, subjectCase, baselineAt, parts } = view;
  const { id, date } = timepoints[at] ?? { id: '', date: '' };
  const baseline = timepoints[baselineAt]?.id;
  const end = `the end of radiotherapy (${subjectCase.subject?.radiotherapyEnd ?? ''})`;
  const rule =
    baseline === undefined
      ? `No timepoint lies on or after ${end}: there is no baseline to compare with.`
      : at === baselineAt
        ? `${id} is the first timepoint on or after ${end}: it is the baseline.`
        : `${id} lies before the baseline, ${baseline}, the first timepoint on or after ${end}.`;
  const result: TimepointResult = {
    id,
    date,
    sum: parts[0]?.sums[at] ?? null,
    changeFromBaseline: null,
    changeFromNadir: null,
    target: null,
    nonTarget: null,
    newLesion: false,
    overall: 'NE',
    trace: [
      ...traceOfEvaluability(view, at),
      ...traceOfSums(view, at),
      { step: 'overall', rule, source: `${PAPER}, baseline` },
    ],
    ...sumNonEnhancing(view, at),
  };
  return { result, preliminary: null, datedAt: null, isUnclassified: false };
}

function judgeTimepoint(view: RanoView, at: number, preliminary: Preliminary | null): Judged {
  const { timepoints, timeline, settings, baselineAt, subjectCase } = view;
  const { id, date } = timepoints[at] ?? { id: '', date: '' };
  const parts = view.parts.map((part) => partAt(view, part, at));
  const responses = parts.map((facts) => partResponse(facts));
  const [first = null, second = null] = responses.map(({ answer }) => answer);
  const mixed = parts.length > 1 ? mixedResponse(first, second) : null;
  const target: TumourResponse | null = mixed === null ? first : mixed.answer;
  const nonTarget = nonTargetAt(timeline, view.nonTargets, at);
  const newTumour = newTumourAt(timeline, view.newLesions, at, settings);
  const components = componentsAt(view, at, baselineAt, settings, settings.evaluateT2Flair);
  const findings = findingsAt(view, at, baselineAt, parts, newTumour, nonTarget.word, components);
  const facts = {
    ...components,
    target,
    nonTarget: nonTarget.word,
    isNewTumourSeen: newTumour.measurable.length + newTumour.small.length > 0,
  };
  const { answer, line } = overallResponse(facts);
  const without = answer === 'steroidIncreaseCategory' ? settings[answer] : answer;
  const confirmed = confirmProgressionAt({
    settings,
    subject: subjectCase.subject,
    now: { at, id, date },
    preliminary,
    parts,
    findings,
    outOfField: newTumour.outOfField,
    isClinicallyWorse: components.clinical.isWorse,
    isNotEvaluable: without === 'NE',
  });
  const trace: Trace[] = [
    ...traceOfEvaluability(view, at),
    ...traceOfSums(view, at),
    ...traceOfNadirs(view, parts),
    ...traceOfComponents(view, at, components, scansOf(parts, baselineAt), SOURCES),
  ];
  for (const [place, { answer: word, line: each }] of responses.entries()) {
    const part = parts[place];
    if (word !== null && part !== undefined)
      trace.push({ step: 'target', rule: each.says(part), source: each.source });
  }
  if (mixed !== null) trace.push(traceOfMixed(first, second, mixed));
  trace.push(
    ...nonTarget.trace,
    ...traceOfNewLesions(newTumour.measurable, SOURCES.newLesion),
    ...traceOfSmall(newTumour.small),
    ...confirmed.trace,
  );
  if (confirmed.word === null) {
    const rule =
      answer === without ? line.says(facts) : `${line.says(facts)} The charter calls it ${without}.`;
    trace.push({ step: 'overall', rule, source: line.source });
  }
  const main = parts[0];
  const sum = main?.sum ?? null;
  const result: TimepointResult = {
    id,
    date,
    sum,
    changeFromBaseline: percentChange(sum, main?.baseline ?? null),
    changeFromNadir: percentChange(sum, main?.nadir?.value ?? null),
    target,
    nonTarget: nonTarget.word,
    newLesion: newTumour.measurable.length > 0,
    overall: confirmed.word ?? without,
    trace,
    ...sumNonEnhancing(view, at),
  };
  return {
    result,
    preliminary: confirmed.preliminary,
    datedAt: confirmed.datedAt,
    isUnclassified: confirmed.word === null && answer === 'steroidIncreaseCategory',
  };
}

/** The scans whose dose progression is judged by: those of the nadirs, else the baseline scan. */
function scansOf(parts: readonly PartFacts[], baselineAt: number): readonly number[] {
  const scans = new Set(parts.flatMap(({ nadir }) => (nadir === null ? [] : [nadir.at])));
  return scans.size > 0 ? [...scans] : [baselineAt];
}

function sumNonEnhancing({ settings, parts }: RanoView, at: number) {
  return settings.tumorType === 'mixed' ? { sumNonEnhancing: parts[1]?.sums[at] ?? null } : {};
}

function traceOfMixed(
  enhancing: TumourResponse | null,
  nonEnhancing: TumourResponse | null,
  { answer, source }: { readonly answer: TumourResponse | null; readonly source: string },
): Trace {
  const rule = `Enhancing part ${enhancing ?? 'none'}, non-enhancing part ${nonEnhancing ?? 'none'}: target ${answer ?? 'none'}.`;
  return { step: 'target', rule, source };
}

function traceOfSmall(lesions: readonly string[]): readonly Trace[] {
  if (lesions.length === 0) return [];
  const rule = `${listText(lesions)}: new tumour too small for progression; it allows no complete response.`;
  return [{ step: 'new-lesion', rule, source: SOURCES.newLesion }];
}
